"""Refusals of Telegram, by name: one table from its descriptions to what they mean for the call."""

from enum import Enum, auto

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
)

from tickets.post.outbox import Undeliverable


class Unreachable(Undeliverable):
    """The person has blocked the bot, is gone or never wrote to it; or the bot was put out of the group."""


class ThreadGone(Undeliverable):
    """The topic was deleted."""


class ThreadClosed(Undeliverable):
    """The topic is closed, and the bot may not write into it."""


class TopicsOff(Undeliverable):
    """The group has no topics."""


class RightMissing(Undeliverable):
    """The bot may not do that in this group."""


class MessageGone(Undeliverable):
    """The message that the call is about is not there any more, or may no longer be changed or copied."""


class FileRefused(Undeliverable):
    """Telegram no longer knows the file by this id, or does not take such a file."""


class Remedy(Enum):
    """What mends a refused call."""

    NONE_NEEDED = auto()  #: what it wants is so already
    PLAIN = auto()  #: say it without markup
    ALONE = auto()  #: say it without the reply
    APART = auto()  #: say the caption in a message of its own


Verdict = Remedy | type[Undeliverable]

#: The first row whose class and words fit the refusal.
_TABLE: tuple[tuple[type[TelegramAPIError], str, Verdict], ...] = (
    (TelegramForbiddenError, "not enough rights", RightMissing),
    (TelegramForbiddenError, "", Unreachable),
    (TelegramBadRequest, "can't parse entities", Remedy.PLAIN),
    (TelegramBadRequest, "is not modified", Remedy.NONE_NEEDED),
    (TelegramBadRequest, "topic_not_modified", Remedy.NONE_NEEDED),
    (TelegramBadRequest, "message to be replied not found", Remedy.ALONE),
    (TelegramBadRequest, "replied message not found", Remedy.ALONE),
    (TelegramBadRequest, "reply message not found", Remedy.ALONE),
    (TelegramBadRequest, "caption is too long", Remedy.APART),
    (TelegramBadRequest, "caption_too_long", Remedy.APART),
    (TelegramBadRequest, "thread not found", ThreadGone),
    (TelegramBadRequest, "topic_deleted", ThreadGone),
    (TelegramBadRequest, "topic_id_invalid", ThreadGone),
    (TelegramBadRequest, "topic_closed", ThreadClosed),
    (TelegramBadRequest, "not a forum", TopicsOff),
    (TelegramBadRequest, "message to ", MessageGone),  # "… edit not found", "… delete …", "… pin …", "… copy …"
    (TelegramBadRequest, "message can't be", MessageGone),
    (TelegramBadRequest, "message_id_invalid", MessageGone),
    (TelegramBadRequest, "not enough rights", RightMissing),
    (TelegramBadRequest, "have no rights", RightMissing),
    (TelegramBadRequest, "administrator rights", RightMissing),
    (TelegramBadRequest, "chat_admin_required", RightMissing),
    (TelegramBadRequest, "chat_write_forbidden", RightMissing),
    (TelegramBadRequest, "chat_restricted", RightMissing),
    (TelegramBadRequest, "chat_send_", RightMissing),  # CHAT_SEND_PHOTOS_FORBIDDEN and its like
    (TelegramBadRequest, "voice_messages_forbidden", FileRefused),
    (TelegramBadRequest, "wrong file", FileRefused),
    (TelegramBadRequest, "wrong remote file", FileRefused),
    (TelegramBadRequest, "file is too big", FileRefused),
    (TelegramBadRequest, "file_reference", FileRefused),
    (TelegramBadRequest, "type of file", FileRefused),
    (TelegramBadRequest, "photo_invalid", FileRefused),
    (TelegramBadRequest, "image_process_failed", FileRefused),
    (TelegramEntityTooLarge, "", FileRefused),
    (TelegramBadRequest, "chat not found", Unreachable),
    (TelegramBadRequest, "user not found", Unreachable),
    (TelegramBadRequest, "peer_id_invalid", Unreachable),
    (TelegramBadRequest, "", Undeliverable),
)


def verdict(refusal: TelegramAPIError) -> Verdict | None:
    """What a refusal means; None for what fits no row: it is temporary, and a later try may succeed."""
    words = refusal.message.lower()
    return next((verdict for kind, part, verdict in _TABLE if isinstance(refusal, kind) and part in words), None)
