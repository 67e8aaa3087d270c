"""The website before it can answer: while model and index are made, every address tells how far that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.headers import SafeHeaders, cross_origin, exact_origins
from api.http.streams import Streams
from api.pages.demo import ASSETS, page_templates
from desk.preparation import Phase, Preparation
from desk.settings import Settings

MEDIA_TYPE = "application/problem+json"
AGAIN = "5"  #: seconds
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

PHASES: Mapping[Phase, str] = {
    Phase.MODEL: "Готовим языковую модель",
    Phase.PHRASES: "Читаем фразы, которыми спрашивают люди",
    Phase.LEARNING: "Учимся различать вопросы",
    Phase.OPENING: "Открываем",
    Phase.FAILED: "Не получилось",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the server asks of an application that is not there yet."""

    settings: Settings
    streams: Streams


class Preparing:
    """Tells how far the preparation is, until it is given the application; from then on it is the application."""

    def __init__(self, settings: Settings, look: Callable[[], Preparation | None]) -> None:
        """Raises OriginNotExact."""
        self.state = State({"context": Waiting(settings, Streams(0))})
        self._app: ASGIApp = _waiting(settings, lambda: look() or Preparation(Phase.OPENING, 99))

    def open(self, app: Starlette) -> None:
        """Whoever asks from now on is answered by the application; no connection is cut for it."""
        self.state, self._app = app.state, app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def _waiting(settings: Settings, look: Callable[[], Preparation]) -> Starlette:
    templates = page_templates()

    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        return _problem(look())

    async def anything(request: Request) -> Response:
        now = look()
        if "text/html" not in request.headers.get("Accept", ""):
            return _problem(now)
        shown = {"phase": PHASES[now.phase], "percent": now.percent, "failed": now.phase is Phase.FAILED}
        shown |= {"reason": now.reason, "again": AGAIN}
        return templates.TemplateResponse(request, "preparing.html", shown, 503, {"Retry-After": AGAIN})

    return Starlette(
        routes=[
            Route("/healthz", alive, methods=["GET", "HEAD"]),
            Route("/readyz", ready, methods=["GET", "HEAD"]),
            Mount("/assets", StaticFiles(directory=ASSETS), name="assets"),
            Route("/{rest:path}", anything, methods=METHODS),
        ],
        middleware=[
            Middleware(SafeHeaders, https=settings.address.startswith("https:"), framed={}),
            cross_origin(exact_origins(settings.origins)),
        ],
    )


def _problem(now: Preparation) -> Response:
    """Problem details, with what a program may show of it."""
    failed = now.phase is Phase.FAILED
    told = {
        "type": "urn:punkt:preparing",
        "title": "Сервис не запустился" if failed else "Сервис готовится",
        "status": 503,
        "detail": now.reason if failed else f"{PHASES[now.phase]}: {now.percent} %. Повторите позже.",
        "phase": now.phase.value,
        "percent": now.percent,
    }
    return JSONResponse(told, 503, {"Retry-After": AGAIN}, MEDIA_TYPE)
