"""Albums: pictures that were sent together come as messages of their own, and are answered as one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aiogram.types import Message
from sqlalchemy import select

from bot.dialogue.turn import CHANNEL, Turn
from tickets.post.inbox import InboxRow
from tickets.store.base import now

LASTS = timedelta(hours=1)  #: that what comes under the same name is taken for more of an album


def album_in(payload: Mapping[str, Any]) -> str | None:
    """Telegram's name for what the message of an update was sent together with."""
    message = payload.get("message")
    return message.get("media_group_id") if isinstance(message, dict) else None


async def more_of_album(turn: Turn, message: Message) -> bool:
    """Whether more of the same album waits to be handled."""
    return bool(await _waiting(turn, message))


async def is_answered(turn: Turn, message: Message) -> bool:
    """Whether another picture of the same album is, or will be, answered for all."""
    if message.media_group_id is None:
        return False
    if any(each["message"].get("caption") for each in await _waiting(turn, message)):
        return True
    before = select(InboxRow.id).where(
        InboxRow.channel == CHANNEL,
        InboxRow.handled_at > now() - LASTS,
        InboxRow.lane == str(turn.chat),
        InboxRow.payload["album"].as_string() == message.media_group_id,
    )
    return await turn.session.scalar(before.limit(1)) is not None


async def _waiting(turn: Turn, message: Message) -> list[Mapping[str, Any]]:
    if message.media_group_id is None:
        return []
    waiting = select(InboxRow.payload).where(
        InboxRow.channel == CHANNEL,
        InboxRow.handled_at.is_(None),
        InboxRow.lane == str(turn.chat),
        InboxRow.origin != turn.update,
    )
    payloads = (await turn.session.scalars(waiting)).all()
    return [payload for payload in payloads if album_in(payload) == message.media_group_id]
