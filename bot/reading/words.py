"""The words of a message, whatever it came as, with the addresses that stand behind words: «слова (адрес)»."""

from collections.abc import Iterator, Sequence
from typing import Any

from aiogram.types import Checklist, Contact, Location, Message, MessageEntity, Poll, RichMessage, Venue

#: Where a rich message has words, and where further blocks.
_RICH = ("label", "summary", "text", "expression", "alternative_text", "caption", "credit")
_BLOCKS = ("blocks", "items")


def text_of(message: Message) -> str:
    """All that can be read in it; "" where there is only something to look at or to hear."""
    text, entities = (message.text, message.entities) if message.text else (message.caption, message.caption_entities)
    return "\n".join(filter(None, (with_addresses(text or "", entities or ()), *_read(message))))


def with_addresses(text: str, entities: Sequence[MessageEntity]) -> str:
    """The text with each address behind its words, unless they are the address. Offsets count UTF-16 units."""
    coded = text.encode("utf-16-le", "surrogatepass")
    linked = [each for each in entities if each.type == "text_link" and each.url]
    for link in sorted(linked, key=lambda each: (each.offset + each.length, -each.offset), reverse=True):
        start, end = 2 * link.offset, 2 * (link.offset + link.length)
        if coded[end : end + 2] and 0xDC <= coded[end + 1] <= 0xDF:  # never between the halves of a pair
            end += 2
        words = coded[start:end].decode("utf-16-le", "replace").strip()
        if _bare(words) != _bare(link.url or ""):
            coded = coded[:end] + f" ({link.url})".encode("utf-16-le", "surrogatepass") + coded[end:]
    return coded.decode("utf-16-le", "surrogatepass")


def _bare(address: str) -> str:
    return address.lower().removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")


def _read(message: Message) -> Iterator[str]:
    """What is no text and can be read all the same."""
    for each in (message.checklist, message.poll, message.rich_message, message.contact):
        match each:
            case Checklist():
                yield from _checklist(each)
            case Poll():
                yield from _poll(each)
            case RichMessage():
                yield _rich(each.model_dump(mode="json")).strip()
            case Contact():
                name = " ".join(filter(None, (each.first_name, each.last_name)))
                yield f"Контакт: {name}, {each.phone_number}"
    match message.venue or message.location:
        case Venue() as venue:
            yield f"Место: {venue.title}, {venue.address} ({_spot(venue.location)})"
        case Location() as location:
            yield f"Место на карте: {_spot(location)}"
    if (shown := message.game or message.invoice) is not None:
        yield f"{shown.title}\n{shown.description}".strip()
    if message.giveaway is not None:
        yield message.giveaway.prize_description or ""


def _checklist(checklist: Checklist) -> Iterator[str]:
    yield with_addresses(checklist.title, checklist.title_entities or ())
    for task in checklist.tasks:
        done = task.completed_by_user or task.completed_by_chat or task.completion_date
        yield f"{'☑' if done else '☐'} {with_addresses(task.text, task.text_entities or ())}"


def _poll(poll: Poll) -> Iterator[str]:
    yield with_addresses(poll.question, poll.question_entities or ())
    yield with_addresses(poll.description or "", poll.description_entities or ())
    for option in poll.options:
        yield f"— {with_addresses(option.text, option.text_entities or ())}"


def _spot(location: Location) -> str:
    return f"{location.latitude}, {location.longitude}"


def _rich(node: Any) -> str:
    """Blocks on lines of their own, what stands in one block behind one another."""
    match node:
        case str() | None:
            return node or ""
        case list():
            return "".join(map(_rich, node))
        case {"cells": list(rows)}:
            return "\n".join(" | ".join(map(_rich, row)) for row in rows)
        case {"url": str(url), "text": text} if _bare(words := _rich(text)) != _bare(url):
            return f"{words} ({url})"
    lines = [_rich(node[name]) for name in _RICH if node.get(name)]
    return "\n".join([*lines, *(_rich(each) for name in _BLOCKS for each in node.get(name) or ())])
