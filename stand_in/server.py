"""The HTTP server in front of the world."""

import asyncio
import inspect
import random
from collections.abc import Callable
from typing import Any

from aiohttp import web

from stand_in import copying, editing, fetching, forum, members, profile, queries, sending
from stand_in.group import Group
from stand_in.params import Params, read_params
from stand_in.people import User
from stand_in.refusal import Refusal
from stand_in.script import OUTCOME, Call, Fault, Scripted
from stand_in.webhook import Webhook
from stand_in.world import PATIENCE, THEN, World

TOKEN = "42:stand-in-token"
WHILE_HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

Method = Callable[[World, Params], Any]


class StandIn(World):
    """The server. `calls` holds every call that was carried out, in order; `history` every call and what it met."""

    def __init__(self, token: str = TOKEN, patience: float = PATIENCE, now: Callable[[], int] = lambda: THEN) -> None:
        super().__init__(patience, now)
        self.token = token
        self.address = ""
        self.calls: list[tuple[str, Params]] = []
        self.history: list[Call] = []
        self.chance = random.Random(5)  #: decides who meets a fault that only a share of calls does  # nosec B311
        self.hook = Webhook(self)
        self._polls = fetching.Polls(self)
        self._scripted: list[Scripted] = []
        self._users = 1000
        self._members = 5000
        self._runner: web.AppRunner | None = None
        self._methods: dict[str, Method] = {
            **profile.METHODS, **sending.METHODS, **copying.METHODS, **editing.METHODS, **forum.METHODS,
            **members.METHODS, **queries.METHODS, **fetching.METHODS, "getUpdates": self._get_updates,
            "setWebhook": self.hook.set, "deleteWebhook": self.hook.delete, "getWebhookInfo": self.hook.info,
        }  # fmt: skip

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._hand_out)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.hook.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    def user(self, name: str, language: str = "ru") -> User:
        """Somebody with a private chat."""
        self._users += 1
        return User(self, self._users, name, language)

    def group(self, name: str, number: int = -1001234567890, *, forum: bool = True, kind: str = "supergroup") -> Group:
        """A group with the bot as its administrator; a forum unless told otherwise."""
        return Group(self, self.make_chat(number, kind, name, forum=forum and kind == "supergroup"))

    def member_number(self) -> int:
        self._members += 1
        return self._members

    @property
    def webhook(self) -> str:
        """The address that updates go to, "" for none; one that is put here by hand is never called."""
        return self.hook.url

    @webhook.setter
    def webhook(self, url: str) -> None:
        self.hook.url = url

    def fail(
        self, method: str, fault: Fault, times: int | None = 1, chat: int | None = None, spared: int = 0,
        share: float = 1,
    ) -> None:  # fmt: skip
        """Of the calls of this method (to this chat), `times` meet the fault after the first `spared`.

        `method` may hold *; `times=None` is for ever; with `share=0.3` three of ten meet it. Files are fetched by the
        method "download".
        """
        self._scripted.append(Scripted(method, fault, times, None if chat is None else str(chat), spared, share))

    def heal(self) -> None:
        """From now on nothing fails."""
        self._scripted.clear()

    def made(self, method: str) -> list[Params]:
        """Parameters of the calls of this method that were carried out."""
        return [params for name, params in self.calls if name == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        params = await read_params(request)
        method = request.match_info["method"]
        result: Any = None

        async def carry_out() -> web.StreamResponse:
            nonlocal result
            try:
                result = await self._do(method, params)
            except Refusal as refusal:
                request[OUTCOME] = f"{refusal.code} {refusal.description}"
                return web.json_response(refusal.as_json(), status=refusal.code)
            request[OUTCOME] = "ok"
            self.calls.append((method, params))
            await self.stir()
            return web.json_response({"ok": True, "result": result})

        if request.match_info["token"] != self.token:
            return web.json_response(Refusal(401, "Unauthorized").as_json(), status=401)
        at = asyncio.get_running_loop().time()
        request[OUTCOME] = "hung"
        try:
            fault = self._fault(method, params)
            return await (fault(request, carry_out) if fault else carry_out())
        finally:
            self.history.append(Call(method, params, at, request[OUTCOME], result))
            await self.stir()

    async def _do(self, method: str, params: Params) -> Any:
        handler = self._methods.get(method)
        if handler is None:
            raise Refusal(404, "Not Found: method not found")
        result = handler(self, params)
        return await result if inspect.isawaitable(result) else result

    def _fault(self, method: str, params: Params) -> Fault | None:
        return next((one.fault for one in self._scripted if one.meets(method, params, self.chance)), None)

    async def _get_updates(self, _world: World, params: Params) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refusal(409, WHILE_HOOKED)
        return await self._polls.answer(params)

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file."""
        file = self.files.at(request.match_info["path"])
        if file is None or request.match_info["token"] != self.token:
            return web.json_response(Refusal(404, "Not Found").as_json(), status=404)

        async def carry_out() -> web.StreamResponse:
            return web.Response(body=file.content, content_type=file.mime)

        fault = self._fault("download", Params())
        return await (fault(request, carry_out) if fault else carry_out())
