"""A Bot API server of our own, over real HTTP: it keeps chats, checks calls as Telegram does, and fails by script.

stand_in = StandIn()
await stand_in.start()                         # PUNKT_TELEGRAM_API = stand_in.address
anna = stand_in.user("Анна")
await anna.says("Сколько вы храните мои данные?")
answer = await anna.hears()
await anna.presses("Помогло")
stand_in.fail("sendMessage", refused(429, retry_after=1), times=3)
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web
from faults import Fault
from markup import Buttons, Refusal, buttons_of, plain_text

TOKEN = "42:stand-in-token"
LONGEST = 4096
PATIENCE = 20  #: seconds that a test waits for what must come


@dataclass
class BotMessage:
    """What the bot wrote."""

    id: int
    html: str
    text: str  #: as a person reads it
    buttons: Buttons
    first_buttons: Buttons = field(default_factory=dict)  #: as a person's old screen may still show them


@dataclass
class Scripted:
    method: str
    fault: Fault
    times: int
    chat: str | None
    spared: int  #: calls that are let through before


class User:
    """A person with a private chat."""

    def __init__(self, stand_in: "StandIn", number: int, name: str) -> None:
        self._stand_in = stand_in
        self.id = number
        self.name = name
        self._heard = 0

    @property
    def messages(self) -> list[BotMessage]:
        """All that the bot wrote here."""
        return self._stand_in.chats[str(self.id)]

    @property
    def unheard(self) -> list[str]:
        """Texts not yet asked for by `hears`."""
        return [message.text for message in self.messages[self._heard :]]

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        return await self.sends(text=text, **more)

    async def sends(self, **content: Any) -> dict[str, Any]:
        """A message with any content; the update is given back."""
        return await self._stand_in.deliver(message=self._message(next(self._stand_in.ids), **content))

    async def hears(self) -> BotMessage:
        """The next message of the bot."""
        await self._stand_in.wait_for(lambda: len(self.messages) > self._heard)
        self._heard += 1
        return self.messages[self._heard - 1]

    async def presses(self, label: str, on: BotMessage | None = None, *, wait: bool = True) -> str | None:
        """Press the button, of the newest message that has it or of the given one; waits for what pops up."""
        message = on or next(m for m in reversed(self.messages) if label in m.buttons)
        data = (message.first_buttons if on else message.buttons)[label]
        identity = str(next(self._stand_in.ids))
        await self._stand_in.deliver(
            callback_query={
                "id": identity,
                "from": self._person(),
                "chat_instance": "1",
                "message": {**self._message(message.id, text=message.text), "from": self._stand_in.me},
                "data": data,
            }
        )
        if wait:
            await self._stand_in.wait_for(lambda: identity in self._stand_in.toasts)
        return self._stand_in.toasts.get(identity)

    def _message(self, number: int, **content: Any) -> dict[str, Any]:
        chat = {"id": self.id, "type": "private", "first_name": self.name}
        return {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": self._person(), **content}

    def _person(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "ru"}


class StandIn:
    """The server. `calls` holds every call that was answered with yes, in order."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.me = {"id": 42, "is_bot": True, "first_name": "Пункт", "username": "punkt_test_bot"}
        self.address = ""
        self.ids = count(1)
        self.chats: dict[str, list[BotMessage]] = defaultdict(list)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.toasts: dict[str, str | None] = {}
        self.updates: list[dict[str, Any]] = []  #: not yet confirmed by an offset
        self.webhook = ""
        self._scripted: list[Scripted] = []
        self._changed = asyncio.Condition()
        self._update_ids = count(700_000_000)
        self._users = count(1001)
        self._polls = 0
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def user(self, name: str) -> User:
        return User(self, next(self._users), name)

    def fail(self, method: str, fault: Fault, times: int = 1, chat: int | None = None, spared: int = 0) -> None:
        """Of the calls of this method (to this chat), `times` meet the fault after the first `spared`."""
        self._scripted.append(Scripted(method, fault, times, None if chat is None else str(chat), spared))

    async def deliver(self, **content: Any) -> dict[str, Any]:
        """Put an update of any kind into the queue."""
        update = {"update_id": next(self._update_ids), **content}
        await self.deliver_again(update)
        return update

    async def deliver_again(self, update: dict[str, Any]) -> None:
        async with self._changed:
            self.updates.append(update)
            self._changed.notify_all()

    async def wait_for(self, what: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(what)

    def made(self, method: str) -> list[dict[str, Any]]:
        """Parameters of the calls of this method that were answered with yes."""
        return [params for name, params in self.calls if name == method]

    async def _answer(self, request: web.Request) -> web.Response:
        params: dict[str, Any] = dict(await request.post()) | dict(request.query)
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            await self._meet_fault(method, params, request)
            handler = getattr(self, f"_on_{method}", None)
            if handler is None:
                raise Refusal(404, "Not Found: method not found")
            result = await handler(params)
        except Refusal as refusal:
            return web.json_response(
                {
                    "ok": False,
                    "error_code": refusal.code,
                    "description": refusal.description,
                    "parameters": refusal.parameters,
                },
                status=refusal.code,
            )
        async with self._changed:
            self.calls.append((method, params))
            self._changed.notify_all()
        return web.json_response({"ok": True, "result": result})

    async def _meet_fault(self, method: str, params: dict[str, Any], request: web.Request) -> None:
        for scripted in self._scripted:
            if scripted.method != method or scripted.times == 0 or scripted.chat not in {None, params.get("chat_id")}:
                continue
            if scripted.spared > 0:
                scripted.spared -= 1
                continue
            scripted.times -= 1
            await scripted.fault(request)
            return

    async def _on_getMe(self, _params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - named as Telegram does
        return self.me

    async def _on_deleteWebhook(self, _params: dict[str, Any]) -> bool:  # noqa: N802
        self.webhook = ""
        return True

    async def _on_setMyCommands(self, _params: dict[str, Any]) -> bool:  # noqa: N802
        return True

    async def _on_sendChatAction(self, _params: dict[str, Any]) -> bool:  # noqa: N802
        return True

    async def _on_getUpdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: N802
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        allowed = json.loads(params.get("allowed_updates", "[]"))
        async with self._changed:
            self._polls += 1
            mine = self._polls
            self._changed.notify_all()
            if offset := int(params.get("offset", 0)):
                self.updates = [update for update in self.updates if update["update_id"] >= offset]

            def waiting() -> list[dict[str, Any]]:
                return [update for update in self.updates if not allowed or not allowed_out(update, allowed)]

            try:
                async with asyncio.timeout(int(params.get("timeout", 0))):
                    await self._changed.wait_for(lambda: waiting() or self._polls != mine)
            except TimeoutError:
                return []
            if self._polls != mine:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
            return waiting()[:100]

    async def _on_sendMessage(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        chat = params["chat_id"]
        text = plain_text(params["text"]) if params.get("parse_mode") == "HTML" else params["text"]
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > LONGEST:
            raise Refusal(400, "Bad Request: message is too long")
        buttons = buttons_of(params)
        message = BotMessage(next(self.ids), params["text"], text, buttons, dict(buttons))
        async with self._changed:
            self.chats[chat].append(message)
            self._changed.notify_all()
        return {"message_id": message.id, "date": 1, "chat": {"id": int(chat), "type": "private"}, "text": text}

    async def _on_editMessageReplyMarkup(self, params: dict[str, Any]) -> bool:  # noqa: N802
        number = int(params["message_id"])
        message = next((m for m in self.chats[params["chat_id"]] if m.id == number), None)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        buttons = buttons_of(params)
        if buttons == message.buttons:
            raise Refusal(400, "Bad Request: message is not modified")
        message.buttons = buttons
        return True

    async def _on_editMessageText(self, params: dict[str, Any]) -> bool:  # noqa: N802
        number = int(params["message_id"])
        message = next((m for m in self.chats[params["chat_id"]] if m.id == number), None)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        message.html = params["text"]
        message.text = plain_text(params["text"]) if params.get("parse_mode") == "HTML" else params["text"]
        message.buttons = buttons_of(params)
        return True

    async def _on_answerCallbackQuery(self, params: dict[str, Any]) -> bool:  # noqa: N802
        text = params.get("text")
        if text is not None and len(text) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        self.toasts[params["callback_query_id"]] = text
        return True


def allowed_out(update: dict[str, Any], allowed: list[str]) -> bool:
    """Whether an update is of a known kind that was not asked for."""
    known = {"message", "edited_message", "channel_post", "callback_query", "my_chat_member", "poll"}
    kinds = known & update.keys()
    return bool(kinds) and kinds.isdisjoint(allowed)
