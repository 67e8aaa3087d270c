"""The web application: routes, middleware and what they share, put together; nothing is opened here."""

import re
from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware

from api import health
from api.body import BodyLimit, Compressing
from api.console import documents as console_documents
from api.console.members.attempts import Attempts
from api.console.routes import add_console
from api.console.ticket import answering
from api.context import Context
from api.http.connections import streams_within
from api.http.headers import SafeHeaders, cross_origin, exact_origins
from api.http.limits import Limits
from api.http.patience import Patience
from api.http.proxies import Proxies
from api.http.streams import Seats, Streams
from api.http.traced import Traced
from api.incoming import LARGEST, Source, incoming
from api.metrics import Measured, Metrics
from api.openapi import Described
from api.pages import changes_page, clause_page, demo, documents_page, policy_page, status, widget_words
from api.problems import tell_problems
from api.process import Process
from api.public import attachments, documents, events, messages, own_steps, policy, proof, tickets
from api.public.news import News
from api.tokens import Tokens
from api.unexpected import LastResort
from api.visitor import Visitors
from desk.desk import Desk
from desk.editing import Editing
from desk.settings import Settings
from tickets.loops import Loops
from tickets.queue.following import Following
from tickets.store.database import Database

#: FastAPI would look for an exporter at each request, and give it what people wrote in the messages of errors.
SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}


def create_app(  # noqa: PLR0913 - all that the composition root has opened
    desk: Desk,
    database: Database,
    settings: Settings,
    secret: bytes,
    sources: Sequence[Source] = (),
    loops: Loops | None = None,
    people: Following | None = None,
    *,
    push: str | None = None,
    process: Process | None = None,
    editing: Editing | None = None,
) -> FastAPI:
    """The application; `secret` signs every token, `sources` post their updates to it, `loops` run beside it.

    `people` is kept current by whoever gives it; without, each search looks for itself. `push` is our public key for
    browsers of staff, where news may knock in them. `process` is what this one is among others, `editing` keeps
    documents.

    Raises OriginNotExact, RateNotUnderstood and SiteSecretTooShort."""
    context = _context(desk, database, settings, secret, loops or Loops(), people, push, process, editing)
    app = Described(
        title="Пункт",
        summary="Отвечает пунктом документа, слово в слово, и принимает обращения.",
        version="1",
        # Their pages load scripts from a foreign host; /openapi.json tells the same.
        docs_url=None,
        redoc_url=None,
        telemetry=SILENT,
        middleware=_middleware(context, _larger(sources)),
    )
    app.state.context = context
    tell_problems(app)
    app.include_router(events.polled)  # before the stream of the same address
    for part in (messages, tickets, proof, own_steps, attachments, events, policy, documents, health):
        app.include_router(part.router)
    for page in (demo, widget_words, policy_page, changes_page, clause_page, documents_page, status):
        app.include_router(page.router)
    for source in sources:
        app.include_router(incoming(source))
    add_console(app)
    app.mount("/assets", StaticFiles(directory=demo.ASSETS), name="assets")
    return app


def create_health_app(
    desk: Desk, database: Database, settings: Settings, secret: bytes, loops: Loops, process: Process
) -> FastAPI:
    """What a process without a website tells whoever watches over it: /healthz, /readyz and /metrics, nothing else."""
    context = _context(desk, database, settings, secret, loops, None, None, process, None)
    app = FastAPI(openapi_url=None, telemetry=SILENT, middleware=_middleware(context, {}))
    app.state.context = context
    tell_problems(app)
    app.include_router(health.router)
    return app


def _context(  # noqa: PLR0913, PLR0917 - the same
    desk: Desk,
    database: Database,
    settings: Settings,
    secret: bytes,
    loops: Loops,
    people: Following | None,
    push: str | None,
    process: Process | None,
    editing: Editing | None,
) -> Context:
    limits = Limits(settings.rate_limit, settings.redis_url.get_secret_value() if settings.redis_url else None)
    news = News(database)
    process = process or Process("run", database, settings)
    return Context(
        desk=desk,
        database=database,
        settings=settings,
        tokens=Tokens(secret),
        visitors=Visitors(settings.site_secret.get_secret_value() if settings.site_secret else None),
        limits=limits,
        attempts=Attempts(limits),
        loops=loops,
        metrics=Metrics(loops, process, desk),
        process=process,
        news=news,
        people=people or Following(database),
        streams=Streams(streams_within(settings.streams), news.wake_all, database.wakes.stir),
        uploads=Seats(attachments.TOTAL, attachments.TooManyUploads),
        templates=demo.page_templates(),
        editing=editing,
        push=push,
    )


def _larger(sources: Sequence[Source]) -> dict[str, int]:
    """Which paths take larger bodies: files, and what messengers post."""
    files = {attachments.PATH: attachments.LARGEST_FORM, answering.PATH: answering.LARGEST_FORM}
    files |= {console_documents.PATH: console_documents.LARGEST_FORM}
    return files | {re.escape(source.path): LARGEST for source in sources}


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
        Middleware(Traced, traces=context.database.means.traces),
        cross_origin(sites),
        Middleware(LastResort),
        Middleware(Patience),
        Middleware(BodyLimit, larger=larger),
        Middleware(Compressing),
    ]
