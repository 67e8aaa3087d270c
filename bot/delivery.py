"""Delivery of one call: the table that turns Telegram's refusals into the outbox's words."""

import logging
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)
from aiogram.methods import TelegramMethod

from bot.layout import without_markup
from tickets.outbox import TryLater, Undeliverable

SECONDS = 20  #: for one call; well under the lease of an outbox row

log = logging.getLogger(__name__)


class Verdict(Enum):
    """What a refusal means for the call."""

    DONE = auto()  #: there was nothing left to do
    PLAIN = auto()  #: say it once more without markup
    NEVER = auto()  #: the same call would be refused for ever


#: The first row whose class and words fit the refusal; whatever fits none is temporary and tried again later.
_VERDICTS: tuple[tuple[type[TelegramAPIError], str, Verdict], ...] = (
    (TelegramForbiddenError, "", Verdict.NEVER),
    (TelegramBadRequest, "can't parse entities", Verdict.PLAIN),
    (TelegramBadRequest, "message is not modified", Verdict.DONE),
    (TelegramBadRequest, "message to edit not found", Verdict.DONE),
    (TelegramBadRequest, "message can't be edited", Verdict.DONE),
    (TelegramBadRequest, "", Verdict.NEVER),
)


async def deliver(bot: Bot, call: TelegramMethod[Any]) -> None:
    """Make the call. Raises TryLater, Undeliverable, or what aiogram raises when a later try may succeed."""
    try:
        await bot(call, request_timeout=SECONDS)
    except TelegramRetryAfter as refusal:
        raise TryLater(timedelta(seconds=refusal.retry_after), "Telegram asks to wait") from None
    except TelegramMigrateToChat as refusal:
        moved = refusal.migrate_to_chat_id
        log.warning("the group %s has become %s: put that into the settings", getattr(call, "chat_id", None), moved)
        await deliver(bot, call.model_copy(update={"chat_id": moved}))
    except TelegramAPIError as refusal:
        match _verdict(refusal):
            case Verdict.DONE:
                return
            case Verdict.PLAIN if getattr(call, "parse_mode", None):
                text = without_markup(getattr(call, "text", ""))
                await deliver(bot, call.model_copy(update={"parse_mode": None, "text": text}))
            case Verdict.PLAIN | Verdict.NEVER:
                raise Undeliverable(refusal.message) from None
            case None:
                raise


def _verdict(refusal: TelegramAPIError) -> Verdict | None:
    for kind, words, verdict in _VERDICTS:
        if isinstance(refusal, kind) and words in refusal.message.lower():
            return verdict
    return None
