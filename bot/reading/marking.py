"""Words of staff with what they made bold or quoted in Telegram as the marks that they would type."""

from collections.abc import Iterator, Sequence

from aiogram.types import Message, MessageEntity

from bot.reading.words import text_of
from bot.sending.layout import units

QUOTES = ("blockquote", "expandable_blockquote")

_Put = tuple[int, str]  #: where, in UTF-16 units, and what


def marked_text_of(message: Message) -> str:
    """All that can be read in it, as `text_of` gives it."""
    if message.text:
        text, entities = _marked(message.text, message.entities or ())
        return text_of(message.model_copy(update={"text": text, "entities": entities}))
    text, entities = _marked(message.caption or "", message.caption_entities or ())
    return text_of(message.model_copy(update={"caption": text or None, "caption_entities": entities}))


def _marked(text: str, entities: Sequence[MessageEntity]) -> tuple[str, list[MessageEntity]]:
    coded = text.encode("utf-16-le", "surrogatepass")
    puts = sorted(
        (put for entity in entities for put in _puts(coded, entity)), key=lambda put: (put[0], put[1] != "> ")
    )
    pieces, place = [], 0
    for where, mark in puts:
        pieces += [coded[2 * place : 2 * where], mark.encode("utf-16-le")]
        place = where
    moved = [_moved(each, puts) for each in entities]
    return b"".join([*pieces, coded[2 * place :]]).decode("utf-16-le", "surrogatepass"), moved


def _moved(entity: MessageEntity, puts: Sequence[_Put]) -> MessageEntity:
    """The same entity where its words are now."""
    before = entity.offset + entity.length
    start = entity.offset + sum(len(mark) for where, mark in puts if where <= entity.offset)
    end = before + sum(len(mark) for where, mark in puts if where < before)
    return entity.model_copy(update={"offset": start, "length": max(end - start, 0)})


def _puts(coded: bytes, entity: MessageEntity) -> Iterator[_Put]:
    if entity.type not in {"bold", *QUOTES}:
        return
    start, end = entity.offset, entity.offset + entity.length
    place = start
    for line in coded[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").rstrip("\n").split("\n"):
        size = units(line)
        if entity.type in QUOTES:
            yield place, "> "
        elif (words := line.strip()) and "*" not in words:
            begin = place + units(line[: line.index(words)])
            close = begin + units(words)
            if not _goes_on(coded, begin - 1) and not _goes_on(coded, close):
                yield begin, "**"
                yield close, "**"
        place += size + 1


def _goes_on(coded: bytes, place: int) -> bool:
    """Whether a word stands there, inside of which stars would be no mark."""
    sign = coded[2 * place : 2 * place + 2].decode("utf-16-le", "replace") if place >= 0 else ""
    return sign.isalnum() or sign in {"_", "*"}
