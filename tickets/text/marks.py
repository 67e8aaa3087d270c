"""Marks that staff type: **bold**, «- » and «1. » for lists, «> » for a quotation; parsed here, drawn by each edge.

The text is stored as typed. Whatever is no mark, such as a lone pair of stars, is shown as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tickets.text.links import links_in

_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*\*(?![\w*])")
_BULLET = re.compile(r"- +(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(?=\S)")
_QUOTED = re.compile(r"> ?")


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    NUMBERS = "numbers"  #: a list that counts on from `start`
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one look."""

    text: str
    bold: bool = False
    href: str | None = None  #: of a link
    host: str | None = None  #: where it leads, when the words could pass for another place


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: of a list each is a point; an empty line of a quotation has no spans."""

    kind: Kind
    lines: tuple[Line, ...]
    start: int | None = None  #: number of the first point

    @property
    def numbered(self) -> Iterator[tuple[str, Line]]:
        """The lines with what stands before each: the number of a point, a dot, or nothing."""
        for place, line in enumerate(self.lines):
            match self.kind:
                case Kind.NUMBERS:
                    yield f"{(self.start or 0) + place}. ", line
                case Kind.LIST:
                    yield "• ", line
                case _:
                    yield "", line


def blocks_of(text: str) -> tuple[Block, ...]:
    """The text in blocks; blank lines stand between blocks and in none, but for those of a quotation."""
    blocks: list[Block] = []
    open_block = False
    for line in text.split("\n"):
        if not line.strip():
            open_block = False
            continue
        kind, start, words = _read(line)
        spans = (tuple(spans_of(words)),)
        last = blocks[-1] if blocks and open_block else None
        if last is not None and _goes_on(last, kind, start):
            blocks[-1] = Block(kind, last.lines + spans, last.start)
        else:
            blocks.append(Block(kind, spans, start))
        open_block = True
    return tuple(blocks)


def spans_of(line: str) -> Iterator[Span]:
    """One line: bold words, and links in any of it."""
    for place, part in enumerate(_BOLD.split(line)):
        for piece in links_in(part):
            yield Span(piece.text, place % 2 == 1, piece.href, piece.host)


def _read(line: str) -> tuple[Kind, int | None, str]:
    """The kind of a line, the number that it begins with, and its words."""
    if found := _QUOTED.match(line):
        return Kind.QUOTE, None, line[found.end() :]
    if found := _BULLET.match(line):
        return Kind.LIST, None, line[found.end() :]
    if found := _NUMBER.match(line):
        return Kind.NUMBERS, int(found[1]), line[found.end() :]
    return Kind.PARAGRAPH, None, line


def _goes_on(last: Block, kind: Kind, start: int | None) -> bool:
    """Whether a line of this kind belongs to the block; points that do not count on keep the number that was typed."""
    return last.kind is kind and (kind is not Kind.NUMBERS or start == (last.start or 0) + len(last.lines))
