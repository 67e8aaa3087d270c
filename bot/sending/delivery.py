"""Delivery of one call, mended where Telegram's refusal can be mended."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.methods import SendMessage, TelegramMethod

from bot.sending.layout import without_markup
from bot.sending.refusals import Remedy, ThreadClosed, ThreadGone, TopicsOff, verdict
from tickets.post.outbox import TryLater, Undeliverable

SECONDS = 20  #: for one call; well under the lease of an outbox row

Call = TelegramMethod[Any]


async def deliver(bot: Bot, call: Call, seconds: int = SECONDS) -> Any:
    """Make the call; gives what Telegram gave, None where what the call wants is so already.

    Raises TryLater, Undeliverable or one of its kinds in `bot.sending.refusals`, or what aiogram raises when a later
    try may succeed.
    """
    try:
        return await bot(call, request_timeout=seconds)
    except TelegramRetryAfter as refusal:
        raise TryLater(timedelta(seconds=refusal.retry_after), "Telegram asks to wait") from None
    except TelegramAPIError as refusal:
        match verdict(refusal):
            case None:
                raise
            case Remedy.NONE_NEEDED:
                return None
            case Remedy() as remedy:
                if not (mended := _mended(call, remedy)):
                    raise Undeliverable(refusal.message) from None
            case kind:
                if kind not in {ThreadGone, ThreadClosed, TopicsOff} or not (mended := _outside_topics(call)):
                    raise kind(refusal.message) from None
    given = await deliver(bot, mended[0], seconds)
    for more in mended[1:]:
        await deliver(bot, more, seconds)
    return given


def _mended(call: Call, remedy: Remedy) -> Sequence[Call]:
    """Calls that say the same in a way that may be taken; none where there is nothing left to mend."""
    match remedy:
        case Remedy.PLAIN:
            return _without_markup(call)
        case Remedy.ALONE if getattr(call, "reply_parameters", None):
            return [call.model_copy(update={"reply_parameters": None})]
        case Remedy.APART:
            return _captions_apart(call)
        case _:
            return []


def _outside_topics(call: Call) -> Sequence[Call]:
    """The call without its topic where that is a person's own: they read it all the same."""
    private = str(getattr(call, "chat_id", "")).isdecimal() and getattr(call, "message_thread_id", None)
    return [call.model_copy(update={"message_thread_id": None})] if private else []


def _without_markup(call: Call) -> Sequence[Call]:
    plain = call.model_copy(update=_plain(call))
    if media := getattr(call, "media", None):
        plain = plain.model_copy(update={"media": [each.model_copy(update=_plain(each)) for each in media]})
    return [] if plain == call else [plain]


def _plain(said: Any) -> dict[str, Any]:
    """What changes in a call, or a part of an album, that loses its markup."""
    if not isinstance(getattr(said, "parse_mode", None), str):  # aiogram's own default stands there when none is given
        return {}
    words = {name: without_markup(text) for name in ("text", "caption") if (text := getattr(said, name, None))}
    return {**words, "parse_mode": None}


def _captions_apart(call: Call) -> Sequence[Call]:
    """The media, and after them each caption as a message: Telegram takes longer texts than captions."""
    media = getattr(call, "media", None)
    captioned = [each for each in media or [call] if getattr(each, "caption", None)]
    if not captioned:
        return []
    bare = {"media": [each.model_copy(update={"caption": None}) for each in media]} if media else {"caption": None}
    where: dict[str, Any] = {name: getattr(call, name, None) for name in ("chat_id", "message_thread_id")}
    texts = [SendMessage(text=each.caption, parse_mode=each.parse_mode, **where) for each in captioned]
    return [call.model_copy(update=bare), *texts]
