"""The page's own server: the scene as it changes, and acts back."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from stand_in import Refusal, Upload

from demo.acts import ACTS, send_files
from demo.cast import Cast
from demo.demo_words import NOT_TAKEN
from demo.scene import scene

STATIC = Path(__file__).parent / "static"
COLOURS = Path(__file__).parents[3] / "api" / "assets" / "tokens.css"
BREATH = 0.05  #: seconds between two pictures of the scene
LARGEST = 25 * 1024 * 1024  #: bytes of a file sent from the page

Restart = Callable[[], Awaitable[None]]


class DemoPage:
    """Serves on 127.0.0.1 only. `restart` kills the bot and starts it again; None where the page has no such button."""

    def __init__(self, cast: Cast, restart: Restart | None = None) -> None:
        self._cast = cast
        self._restart = restart
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def start(self, port: int = 0) -> None:
        """On any free port where that one is taken."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_get("/", self._index)
        app.router.add_get("/events", self._events)
        app.router.add_post("/act", self._act)
        app.router.add_post("/file", self._file)
        app.router.add_get("/files/{path:.+}", self._hand_out)
        app.router.add_get("/static/tokens.css", self._colours)
        app.router.add_static("/static", STATIC)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _index(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _colours(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(COLOURS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The whole scene at every change: it is small, and the page needs no memory."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        world = self._cast.stand_in
        shown = ""
        while True:
            seen = world.revision
            picture = json.dumps({**scene(self._cast), "restart": self._restart is not None}, ensure_ascii=False)
            if picture != shown:
                shown = picture
                await stream.write(f"data: {picture}\n\n".encode("utf-8", "replace"))
            await asyncio.sleep(BREATH)
            await world.when(lambda seen=seen: world.revision != seen)

    async def _act(self, request: web.Request) -> web.Response:
        order = await request.json()
        if order["act"] == "restart" and self._restart is not None:
            await self._restart()
            return web.json_response({"answer": None})
        return await self._answer(ACTS[order["act"]](self._cast, order))

    async def _file(self, request: web.Request) -> web.Response:
        form = await request.post()
        order: dict[str, Any] = {name: value for name, value in form.items() if name != "file"}
        fields = [field for field in form.getall("file") if isinstance(field, web.FileField)]
        uploads = [Upload(field.filename, field.content_type, field.file.read()) for field in fields]
        return await self._answer(send_files(self._cast, order, uploads))

    async def _answer(self, act: Awaitable[Any]) -> web.Response:
        try:
            return web.json_response({"answer": await act})
        except Refusal as refusal:
            return web.json_response({"answer": NOT_TAKEN.format(reason=refusal.description)})

    async def _hand_out(self, request: web.Request) -> web.Response:
        file = self._cast.stand_in.files.at(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        # What somebody sent is shown or saved, and never run as a page of ours.
        safe = file.mime if file.mime.startswith(("image/", "audio/", "video/")) else "application/octet-stream"
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=safe, headers=headers)
