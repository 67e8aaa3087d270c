"""Proxies: whom we believe when they say where a request really comes from, and who else says so."""

import ipaddress
import logging
from collections.abc import Sequence
from typing import cast

from prometheus_client import Counter
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

#: Each is written by proxies; no browser sends one by itself.
HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
MOST = 100  #: addresses that the log names; anybody may send such a header

log = logging.getLogger(__name__)


class Proxies:
    """Middleware that puts the address a `trusted` proxy names in the place of its own, and tells of all others.

    `trusted` are addresses and networks, `ignored` counts the requests whose headers were not believed.
    """

    def __init__(self, app: ASGIApp, *, trusted: Sequence[str], ignored: Counter) -> None:
        self._believing = ProxyHeadersMiddleware(app, list(trusted))  # type: ignore[arg-type]
        self._ignored = ignored
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope.get("client"):
            peer = _plain(scope["client"][0])
            scope["client"] = (peer, scope["client"][1])
            if is_forwarded(HTTPConnection(scope)) and peer not in self._believing.trusted_hosts:
                self._tell(peer)
        await cast("ASGIApp", self._believing)(scope, receive, send)

    def _tell(self, peer: str) -> None:
        self._ignored.inc()
        if peer not in self._told and len(self._told) < MOST:
            self._told.add(peer)
            log.warning("%s sends forwarding headers; they count only from PUNKT_TRUSTED_PROXIES", peer)


def is_forwarded(request: HTTPConnection) -> bool:
    """Whether somebody between says that it passes the request on."""
    return any(name in request.headers for name in HEADERS)


def _plain(host: str) -> str:
    """An IPv4 address as itself, also where one socket listens for both kinds (::ffff:192.0.2.1)."""
    try:
        mapped = getattr(ipaddress.ip_address(host), "ipv4_mapped", None)
    except ValueError:
        return host
    return str(mapped) if mapped else host
