"""The webhook: updates go to the bot's own server, again and again until it takes them."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Never

from aiohttp import ClientError, ClientSession, ClientTimeout

from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.world import World

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class Post:
    """One try to hand an update over; `status` is 0 where no answer came."""

    update_id: int
    status: int


@dataclass
class Webhook:
    """Updates of one chat go one after another, those of others beside them."""

    world: World
    url: str = ""
    secret: str = ""
    most: int = 40  #: tries at the same time
    seconds: float = 10  #: that an answer may take
    pause: float = 0.05  #: seconds before the first repetition; doubled up to a second
    deaf: int = 0  #: so many answers are lost on the way, as if the connection had broken
    posts: list[Post] = field(default_factory=list)
    trouble: str = ""
    _task: asyncio.Task[Never] | None = None
    _busy: set[Any] = field(default_factory=set)

    def set(self, _world: World, params: Params) -> bool:
        """Local servers may be plain HTTP on any port, as a Bot API server of one's own allows."""
        url, secret = params.get("url", ""), params.get("secret_token", "")
        if secret and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self.drop()
        self.url, self.secret, self.trouble = url, secret, ""
        self.most = params.number("max_connections") or 40
        if params.get("allowed_updates"):
            self.world.allowed = params.data("allowed_updates")
        if params.flag("drop_pending_updates"):
            self.world.updates.clear()
        if url:
            self._task = asyncio.create_task(self._run())
        return True

    def delete(self, world: World, params: Params) -> bool:
        self.drop()
        if params.flag("drop_pending_updates"):
            world.updates.clear()
        return True

    def info(self, world: World, _params: Params) -> dict[str, Any]:
        shown = {"url": self.url, "has_custom_certificate": False, "pending_update_count": len(world.updates)}
        if not self.url:
            return shown
        shown |= {"max_connections": self.most}
        if world.allowed:
            shown["allowed_updates"] = world.allowed
        return {**shown, "last_error_date": world.now(), "last_error_message": self.trouble} if self.trouble else shown

    def drop(self) -> None:
        """Hand nothing over any more."""
        if self._task is not None:
            self._task.cancel()
        self._task, self.url = None, ""
        self._busy.clear()

    async def _run(self) -> Never:
        async with ClientSession(timeout=ClientTimeout(self.seconds)) as client, asyncio.TaskGroup() as group:
            while True:
                await self.world.when(self._next)
                while update := self._next():
                    self._busy.add(lane(update))
                    group.create_task(self._hand_over(client, update))

    def _next(self) -> dict[str, Any] | None:
        """The oldest update of a chat that nothing is on the way from."""
        if len(self._busy) >= self.most:
            return None
        seen = set(self._busy)
        for update in self.world.waiting():
            if lane(update) not in seen:
                return update
            seen.add(lane(update))
        return None

    async def _hand_over(self, client: ClientSession, update: dict[str, Any]) -> None:
        pause = self.pause
        while not await self._post(client, update):
            await asyncio.sleep(pause)
            pause = min(1, pause * 2)
        with suppress(ValueError):  # polling or drop_pending_updates may have been quicker
            self.world.updates.remove(update)
        self._busy.discard(lane(update))
        await self.world.stir()

    async def _post(self, client: ClientSession, update: dict[str, Any]) -> bool:
        headers = {HEADER: self.secret} if self.secret else {}
        status = 0
        try:
            async with client.post(self.url, json=update, headers=headers) as answer:
                await answer.read()
                if self.deaf:
                    self.deaf -= 1
                else:
                    status = answer.status
                    self.trouble = f"Wrong response from the webhook: {status} {answer.reason}"
        except (ClientError, TimeoutError) as error:
            self.trouble = f"Connection failed: {type(error).__name__}"
        self.posts.append(Post(update["update_id"], status))
        if taken := status // 100 == 2:
            self.trouble = ""
        await self.world.stir()
        return taken


def lane(update: dict[str, Any]) -> Any:
    """The chat, or where there is none the person, whose updates keep their order."""
    [content] = [value for key, value in update.items() if key != "update_id"] or [{}]
    chat = content.get("chat") or content.get("message", {}).get("chat")
    return (chat or content.get("from") or {}).get("id")
