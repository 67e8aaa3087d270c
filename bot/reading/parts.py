"""Parts of one message: apps cut a text that is too long for Telegram in two and send both at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from aiogram.types import Message, Update

from bot.reading.words import text_of
from bot.sending.layout import units

LONGEST = 4096  #: UTF-16 units of a text in Telegram
SHORTEST = LONGEST // 2  #: of a part that is not the last: some apps look that far back for the end of a paragraph
SECONDS = 2  #: between two parts, as Telegram received them

Payload = Mapping[str, Any]
Parts = Sequence[Sequence[str | int]]  #: number of each message, and how many characters end the whole with it


def may_go_on(payload: Payload) -> bool:
    """Whether the text of this update may be the beginning of a longer one."""
    message = _message(payload)
    return "forward_origin" not in message and units(_text(message)) >= SHORTEST


def goes_on(before: Payload, after: Payload) -> bool:
    """Whether the second update holds what the app cut off from the first."""
    first, second = _message(before), _message(after)
    return (
        may_go_on(before)
        and bool(_text(second))
        and not any(name in second for name in ("forward_origin", "via_bot"))
        and not any(
            each.get("type") == "bot_command" and each.get("offset") == 0 for each in second.get("entities", ())
        )
        and all(first.get(name) == second.get(name) for name in ("from", "chat", "message_thread_id"))
        and _replied(second) in {_replied(first), second.get("message_thread_id"), None}
        and 0 <= second.get("date", 0) - first.get("date", 0) <= SECONDS
        and units(_text(first)) + units(_text(second)) >= LONGEST
    )


def joined(updates: Sequence[Update]) -> Update:
    """The first update with the words of all."""
    messages = [update.message for update in updates if update.message is not None]
    if len(messages) < 2:
        return updates[0]
    text, entities = "", []
    for message, gap in zip(messages, ["", *_gaps(messages)], strict=True):
        text += gap
        moved = units(text)
        entities += [each.model_copy(update={"offset": each.offset + moved}) for each in message.entities or ()]
        text += message.text or ""
    whole = messages[0].model_copy(update={"text": text, "entities": entities or None})
    return updates[0].model_copy(update={"message": whole})


def parts_of(updates: Sequence[Update]) -> Parts:
    """Of the words of `joined`; none for a message that is whole."""
    messages = [update.message for update in updates if update.message is not None]
    if len(messages) < 2:
        return []
    gaps = ["", *_gaps(messages)]
    return [(each.message_id, len(gap + text_of(each))) for each, gap in zip(messages, gaps, strict=True)]


def told_in(parts: Parts) -> list[list[str | int]] | None:
    """The parts as they are stored."""
    return [[str(message), size] for message, size in parts] or None


def _gaps(messages: Sequence[Message]) -> Iterator[str]:
    """What the app left out where it cut: nothing within a word, else the space that Telegram takes from the ends."""
    for before, _ in pairwise(messages):
        text = before.text or ""
        yield "" if units(text) >= LONGEST else "\n" if text.endswith((".", "!", "?", "…", ":", ";")) else " "


def _message(payload: Payload) -> Mapping[str, Any]:
    found = payload.get("message")
    return found if isinstance(found, dict) else {}


def _text(message: Mapping[str, Any]) -> str:
    text = message.get("text")
    return text if isinstance(text, str) else ""


def _replied(message: Mapping[str, Any]) -> int | None:
    found = message.get("reply_to_message")
    return found.get("message_id") if isinstance(found, dict) else None
