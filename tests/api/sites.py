"""Somebody else's site, on an origin of its own, with pages that a test writes."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route


@dataclass
class Site:
    """`origin` is how the widget's settings name it; pages are added while it runs."""

    origin: str
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def page(self, html: str, path: str = "/", **headers: str) -> str:
        """The address of a page of this markup; `csp` is its content policy."""
        named = {"Content-Security-Policy": headers["csp"]} if "csp" in headers else {}
        self.pages[path] = (html, named)
        return f"{self.origin}{path}"


@asynccontextmanager
async def serving(listening: socket.socket) -> AsyncIterator[Site]:
    """The site, called localhost: another origin than the server's 127.0.0.1."""
    site = Site(f"http://localhost:{listening.getsockname()[1]}")

    async def page(request: Request) -> HTMLResponse:
        if request.url.path not in site.pages:
            return HTMLResponse(status_code=404)  # what browsers ask for by themselves
        html, headers = site.pages[request.url.path]
        return HTMLResponse(f"<!doctype html><html lang='ru'><title>Магазин</title>{html}", headers=headers)

    server = uvicorn.Server(uvicorn.Config(Starlette(routes=[Route("/{rest:path}", page)]), log_config=None))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    yield site
    server.should_exit = True
    await task
