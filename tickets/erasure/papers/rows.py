"""Rows of tables. Each goes onto the page by itself, in pieces where it is long: the work grows with the words alone.

A table of the library that is broken over pages is laid out anew for every page: a message of many lines took minutes.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Table

from tickets.erasure.papers.fonts import BOLD, PLAIN

LINES = 6  #: of a piece; pieces of one row may lie on two pages, and as much may stay empty at the foot of one
PADDING = 5  #: points between a rule and the words beside it
WIDE = 60 * mm  #: no word needs more; a longer one is broken
RULE = colors.HexColor("#8a8f98")
SHADE = colors.HexColor("#f2f3f5")

OWN_FONT = ("FONTNAME", (0, 0), (-1, -1), PLAIN)  #: otherwise each table names one that is not embedded
_FRAME = (
    OWN_FONT,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("LINEBEFORE", (0, 0), (-1, -1), 0.5, RULE),
    ("LINEAFTER", (-1, 0), (-1, -1), 0.5, RULE),
)
_HEAD = (
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, RULE),
)
_APART = ("TOPPADDING", (0, 0), (-1, -1), 3)  # also where a row goes on below a header
_NAMES = ("BACKGROUND", (0, 0), (0, -1), SHADE)  # where a row begins with the name of its value

Cells = Sequence[Sequence[Paragraph]]  # pieces of each cell


class Row(Flowable):  # type: ignore[misc] # the library has no types
    """A piece of a row; at the top of a page, and where the table begins, under the header."""

    def __init__(
        self, cells: Sequence[Any], widths: Sequence[float], style: Sequence[Any], header: Sequence[Any], page: float
    ) -> None:
        super().__init__()
        self.cells, self.widths, self.style, self.header, self.page = cells, widths, style, header, page
        self.begins = False

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        headed = self.header and (self.begins or height > self.page - 1)
        style = [*_FRAME, *self.style, *((*_HEAD, _APART) if headed else ())]
        self.table = Table([self.header, self.cells] if headed else [self.cells], self.widths, style=style)
        self.width, self.height = self.table.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        self.table.drawOn(self.canv, 0, 0)


def rows(
    table: Sequence[Cells], widths: Sequence[float], page: float, header: Sequence[Paragraph] = ()
) -> Iterator[Row]:
    """The rows of a table in pieces that fit on a page of that height; without a header each begins with a name."""
    begins = True
    for cells in table:
        pieces = list(zip_longest(*cells, fillvalue=""))
        for place, piece in enumerate(pieces):
            style = _rules(first=place == 0, last=place == len(pieces) - 1)
            row = Row(piece, widths, style if header else [*style, _NAMES], header, page)
            row.begins, begins = begins, False
            yield row


def pieces(paragraph: Paragraph, width: float) -> list[Paragraph]:
    """A paragraph in parts of at most LINES lines at that width."""
    parts = []
    while len(split := paragraph.split(width, LINES * paragraph.style.leading)) == 2:
        part, paragraph = split
        parts.append(part)
    return [*parts, paragraph]


def widths(columns: Sequence[Sequence[str]], room: float, size: float) -> list[float]:
    """Points for each column: its longest word fits, and the rest of the room goes to those that say more."""
    least = [max(_word(text, size) for text in column) + 2 * PADDING + 1 for column in columns]
    wished = [max(_line(text, room, size) for text in column) + 2 * PADDING + 1 for column in columns]
    spare = room - sum(least)
    if spare < 0:
        return [room * each / sum(least) for each in least]
    wishes = [max(wish - each, 0) for wish, each in zip(wished, least, strict=True)]
    return [each + share for each, share in zip(least, _shares(spare, wishes), strict=True)]


def _rules(*, first: bool, last: bool) -> list[tuple[Any, ...]]:
    """Lines above the first piece of a row and below its last, and the room beside them."""
    everywhere = (0, -1), (-1, -1)
    return [
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        *([("LINEABOVE", *everywhere, 0.5, RULE)] if first else [("TOPPADDING", *everywhere, 0)]),
        *([("LINEBELOW", *everywhere, 0.5, RULE)] if last else [("BOTTOMPADDING", *everywhere, 0)]),
    ]


def _shares(spare: float, wishes: Sequence[float]) -> list[float]:
    """What each gets of the room: small wishes are met first, and what nobody wants is for all."""
    shares = [0.0] * len(wishes)
    for left, place in zip(range(len(wishes), 0, -1), sorted(range(len(wishes)), key=wishes.__getitem__), strict=True):
        shares[place] = min(wishes[place], spare / left)
        spare -= shares[place]
    return [share + spare / len(wishes) for share in shares]


def _word(text: str, size: float) -> float:
    """Points that the longest word takes."""
    return max((min(float(stringWidth(word, BOLD, size)), WIDE) for word in set(text.split())), default=0.0)


def _line(text: str, room: float, size: float) -> float:
    """Points that the text would take on one line, at most the room of a line."""
    return min(float(stringWidth(text[:200], BOLD, size)), room)
