"""The web application: routes, middleware and what they share, put together; nothing is opened here."""

import re
from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from api import health
from api.body import BodyLimit, Compressing
from api.console.members.attempts import Attempts
from api.console.routes import add_console
from api.context import Context
from api.http.headers import SafeHeaders, exact_origins
from api.http.limits import Limits
from api.http.patience import Patience
from api.http.proxies import Proxies
from api.http.streams import Seats, Streams
from api.incoming import LARGEST, Source, incoming
from api.metrics import Measured, Metrics
from api.openapi import Described
from api.pages import demo, policy_page, status
from api.problems import tell_problems
from api.public import attachments, events, messages, own_steps, policy, proof, tickets
from api.tokens import Tokens
from api.unexpected import LastResort
from api.visitor import Visitors
from desk.desk import Desk
from desk.settings import Settings
from tickets.loops import Loops
from tickets.store.database import Database


def create_app(
    desk: Desk,
    database: Database,
    settings: Settings,
    secret: bytes,
    sources: Sequence[Source] = (),
    loops: Loops | None = None,
) -> FastAPI:
    """The application; `secret` signs every token, `sources` post their updates to it, `loops` run beside it.

    Raises OriginNotExact, RateNotUnderstood and SiteSecretTooShort."""
    loops = loops or Loops()
    limits = Limits(settings.rate_limit, settings.redis_url.get_secret_value() if settings.redis_url else None)
    context = Context(
        desk=desk,
        database=database,
        settings=settings,
        tokens=Tokens(secret),
        visitors=Visitors(settings.site_secret.get_secret_value() if settings.site_secret else None),
        limits=limits,
        attempts=Attempts(limits),
        loops=loops,
        metrics=Metrics(loops),
        streams=Streams(),
        uploads=Seats(attachments.TOTAL, attachments.TooManyUploads),
        templates=demo.page_templates(),
    )
    app = Described(
        title="Пункт",
        summary="Отвечает пунктом политики, слово в слово, и принимает обращения.",
        version="1",
        # Their pages load scripts from a foreign host; /openapi.json tells the same.
        docs_url=None,
        redoc_url=None,
        middleware=_middleware(context, _larger(sources)),
    )
    app.state.context = context
    tell_problems(app)
    app.include_router(events.polled)  # before the stream of the same address
    for part in (messages, tickets, proof, own_steps, attachments, events, policy, health):
        app.include_router(part.router)
    for page in (demo, policy_page, status):
        app.include_router(page.router)
    for source in sources:
        app.include_router(incoming(source))
    add_console(app)
    app.mount("/assets", StaticFiles(directory=demo.ASSETS), name="assets")
    return app


def _larger(sources: Sequence[Source]) -> dict[str, int]:
    """Which paths take larger bodies: files, and what messengers post."""
    return {attachments.PATH: attachments.LARGEST_FORM} | {re.escape(source.path): LARGEST for source in sources}


def _middleware(context: Context, larger: dict[str, int]) -> list[Middleware]:
    """Outermost first."""
    settings = context.settings
    sites = exact_origins(settings.origins)
    return [
        Middleware(Proxies, trusted=settings.proxies, ignored=context.metrics.ignored_proxies),
        Middleware(
            SafeHeaders,
            https=settings.address.startswith("https:"),
            framed={demo.FRAME: sites},
        ),
        Middleware(Measured, metrics=context.metrics),
        Middleware(
            CORSMiddleware,
            allow_origins=sites,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
            expose_headers=["Retry-After"],
        ),
        Middleware(LastResort),
        Middleware(Patience),
        Middleware(BodyLimit, larger=larger),
        Middleware(Compressing),
    ]
