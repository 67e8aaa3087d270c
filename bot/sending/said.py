"""Words of staff as Telegram shows them: their marks as bold, lists and quotations; addresses it finds itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from bot.sending import layout
from tickets.text import marks
from tickets.text.marks import Kind, Span, blocks_of


def said(text: str) -> list[layout.Block]:
    """The blocks of a message, in their order."""
    return [_drawn(block) for block in blocks_of(text)]


def _drawn(block: marks.Block) -> layout.Block:
    spans = list(_spans(block))
    ends = list(accumulate((len(span.text) for span in spans), initial=0))
    bolds = tuple(place for place, span in zip(pairwise(ends), spans, strict=True) if span.bold)
    shown = layout.quotation if block.kind is Kind.QUOTE else layout.plain
    words = "".join(span.text for span in spans)
    lead = len(words) - len(words.lstrip())  # which no message keeps
    return replace(shown(words), bolds=bolds).piece(lead, len(words))


def _spans(block: marks.Block) -> Iterator[Span]:
    for number, (point, line) in enumerate(block.numbered):
        yield Span(f"{chr(10) if number else ''}{point}")
        yield from line
        yield from _where(line)


def _where(line: Sequence[Span]) -> Iterator[Span]:
    """Behind a line, where its links lead that could pass for another place."""
    return (Span(f" ({span.host})") for span in line if span.host)
