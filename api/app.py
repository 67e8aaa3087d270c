"""The web application: routes, middleware and what they share, put together; nothing is opened here."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from api import events, feedback, health, messages, pages, policy, tickets
from api.body import BodyLimit
from api.console.routes import add_console
from api.context import Context
from api.headers import SafeHeaders, exact_origins
from api.limits import Limits
from api.metrics import Measured, Metrics
from api.openapi import describe
from api.problems import tell_problems
from api.streams import Streams
from api.tokens import Tokens
from api.unexpected import LastResort
from desk.desk import Desk
from desk.settings import Settings
from tickets.database import Database


def create_app(desk: Desk, database: Database, settings: Settings, secret: bytes) -> FastAPI:
    """The application; `secret` signs every token. Raises OriginNotExact and RateNotUnderstood."""
    context = Context(
        desk=desk,
        database=database,
        settings=settings,
        tokens=Tokens(secret),
        limits=Limits(settings.rate_limit, settings.redis_url.get_secret_value() if settings.redis_url else None),
        metrics=Metrics(),
        streams=Streams(),
        templates=pages.page_templates(),
    )
    app = FastAPI(
        title="Пункт",
        summary="Отвечает пунктом политики, слово в слово, и принимает обращения.",
        version="1",
        # Their pages load scripts from a foreign host; /openapi.json tells the same.
        docs_url=None,
        redoc_url=None,
        middleware=_middleware(context),
    )
    app.state.context = context
    tell_problems(app)
    for part in (messages, tickets, events, feedback, policy, health, pages):
        app.include_router(part.router)
    add_console(app)
    app.mount("/assets", StaticFiles(directory=pages.ASSETS), name="assets")
    describe(app)
    return app


def _middleware(context: Context) -> list[Middleware]:
    """Outermost first."""
    settings = context.settings
    return [
        Middleware(SafeHeaders, https=settings.address.startswith("https:")),
        Middleware(Measured, metrics=context.metrics),
        Middleware(
            CORSMiddleware,
            allow_origins=exact_origins(settings.origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
            expose_headers=["Retry-After"],
        ),
        Middleware(LastResort),
        Middleware(BodyLimit),
    ]
