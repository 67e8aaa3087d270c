"""Headers that tell browsers what they may do with our responses, and which sites may embed the widget."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

from pydantic_core import Url
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Everything from here and nothing inline.
_CONTENT = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
]


#: What pages of the console may have besides: the worker that shows news, and the manifest by which it is installed.
_INSTALLED = ["worker-src 'self'", "manifest-src 'self'"]


def content_policy(ancestors: Sequence[str] = ("'none'",), *, installed: bool = False) -> str:
    """The policy of a page that only `ancestors` may frame: by default nobody."""
    workers = _INSTALLED if installed else ["worker-src 'none'"]
    return "; ".join([*_CONTENT, *workers, f"frame-ancestors {' '.join(ancestors)}"])


ALWAYS = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it browsers hide the origin of our own forms from us too.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CONSOLE = "/console"
FOR_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
_PORTS = {"http": 80, "https": 443}
#: Where the same for everybody is served; the rest may hold personal data and is kept by no cache.
CACHED = {"/assets": "public, max-age=300", "/widget.js": "public, max-age=300", "/policy": "no-cache"}


class OriginNotExact(ValueError):
    """A site that may embed the widget is not named by scheme and host."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"PUNKT_WIDGET_ORIGINS: укажите сайт полностью, как https://example.com, а не «{origin}».")


def exact_origins(origins: Sequence[str]) -> list[str]:
    """The origins as browsers send them: small letters, punycode, no port that goes without saying.

    Raises OriginNotExact where one is more or less than a scheme, a host and a port, as "*" and "null" are.
    """
    return [_exact(origin) for origin in origins]


def _exact(origin: str) -> str:
    try:
        site = Url(origin)  # read as browsers do
    except ValueError:
        raise OriginNotExact(origin) from None
    bare = site.path in {None, "/"} and not (site.query or site.fragment or site.username or site.password)
    if site.scheme not in _PORTS or not site.host or "*" in site.host or not bare:
        raise OriginNotExact(origin)
    port = "" if site.port == _PORTS[site.scheme] else f":{site.port}"
    return f"{site.scheme}://{site.host}{port}"


def cross_origin(sites: Sequence[str]) -> Middleware:
    """What pages of these sites, as `exact_origins` gives them, may ask of us."""
    return Middleware(
        CORSMiddleware,
        allow_origins=sites,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )


class SafeHeaders:
    """Middleware that adds the headers to every response; `framed` says which paths other sites may frame."""

    def __init__(self, app: ASGIApp, *, https: bool, framed: Mapping[str, Sequence[str]]) -> None:
        self._app = app
        self._policies = {path: content_policy(("'self'", *sites)) for path, sites in framed.items()}
        self._console = content_policy(installed=True)
        self._headers: Mapping[str, str] = ALWAYS | FOR_HTTPS if https else ALWAYS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                stricter = headers.get("Content-Security-Policy")  # a file that somebody sent brings its own
                headers.update(self._headers)
                if stricter:
                    headers["Content-Security-Policy"] = stricter
                elif policy := self._policy(scope["path"]):
                    headers["Content-Security-Policy"] = policy
                if "Location" in headers:
                    headers["Location"] = _here(headers["Location"])
                headers["Cache-Control"] = _cache(scope["path"], message["status"])
            await send(message)

        await self._app(scope, receive, with_headers)

    def _policy(self, path: str) -> str | None:
        """Where it is another than that of all."""
        if path == CONSOLE or path.startswith(f"{CONSOLE}/"):
            return self._console
        return self._policies.get(path)


def _here(location: str) -> str:
    """A redirect without scheme and host: all of ours lead to ourselves, and the host of a request may be anybody's."""
    parts = urlsplit(location)
    return urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, parts.fragment))


def _cache(path: str, status: int) -> str:
    if status in {200, 304}:
        for prefix, rule in CACHED.items():
            if path == prefix or path.startswith(f"{prefix}/"):
                return rule
    return "no-store"
