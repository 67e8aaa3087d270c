"""Plain text, and text kept in the string literals of a program, as lines."""

import re
from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise

from index.document.hidden_markup import hidden_elements
from index.document.omitted import Left, closed_up, cut, told
from index.document.source import Line, Page, Source

_BLANKS = " \xa0\t\r\f\v\u200b\u2060\ufeff"
_NARROWEST, _WIDEST = 40, 150  #: of a line that an editor broke for want of room
_TABS, _ROWS = 2, 2  #: the fewest tabs of a row of a table, and rows of a table: «1.⇥Текст» is none
_OPENING = re.compile(
    r"^[ \t]*(?:[{\[(]?[ \t]*[\"']?[\w.$<>\[\] :-]{0,80}[\"']?[ \t]*[=:(][ \t(\[]*|return[ \t(]*)?"
    r"[frbuRFB@$]?[\"'`]{1,3}"
)
_BREAK = re.compile(r"(?:\\r)?\\n")
_CLOSING = re.compile(r"[\"'`]{1,3}[ \t]*[,+;)\]}\\ \t]*$")


def read_plain(text: str) -> Source:
    """Lines as they are; `Source.text` is the very text given."""
    rows = text.split("\n")
    starts = accumulate((len(row) + 1 for row in rows), initial=0)
    lines = []
    whole = are_paragraphs(rows)
    margin = _WIDEST if whole else _margin(rows)
    tables = _of_tables(rows)
    fresh = True
    for number, (row, start) in enumerate(zip(rows, starts, strict=False), 1):
        if row.strip(_BLANKS):
            opens = fresh or whole or _indent(row) > margin
            lines.append(Line(number, start, row, opens, aside=number - 1 in tables))
        fresh = not row.strip(_BLANKS)
    return Source(text, tuple(lines))


def _margin(rows: Sequence[str]) -> int:
    """How far rows stand from the left that go on; a row set in further opens a paragraph where nearly all of these do.

    Rows below a hanging number are set in, too, but go on in small letters.
    """
    written = [row for row in rows if row.strip(_BLANKS)]
    margin = min(map(_indent, written), default=0)
    set_in = [row.strip(_BLANKS) for row in written if _indent(row) > margin]
    small = sum(row[0].islower() for row in set_in)
    return margin if small * 10 <= len(set_in) < len(written) else _WIDEST


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(_BLANKS))


def _of_tables(rows: Sequence[str]) -> set[int]:
    """Places of the rows of tables that were copied as text: neighbours with as many tabs inside them."""
    places: set[int] = set()
    for tabs, group in groupby(enumerate(rows), key=lambda each: each[1].strip().count("\t")):
        table = [place for place, _ in group]
        places.update(table if tabs >= _TABS and len(table) >= _ROWS else ())
    return places


def are_paragraphs(rows: Sequence[str]) -> bool:
    """Whether each line is a paragraph: lines are too long for hard wraps, or too few of them go on in lower case."""
    written = [row.strip(_BLANKS) for row in rows if row.strip(_BLANKS)]
    long = sum(len(row) > _WIDEST for row in written)
    broken = sum(
        len(before) > _NARROWEST and before[-1] not in ".;:!?…" and after[0].islower()
        for before, after in pairwise(written)
    )
    return long * 20 > len(written) or broken * 10 < len(written)


def read_code(text: str) -> Source:
    """The text that a program keeps in its string literals, one line of the literal a line."""
    page = Page()
    text = cut(text, hidden_elements(text), page.odd)
    fresh, commented = True, False
    for number, row in enumerate(text.split("\n"), 1):
        bare = row.strip()
        if commented or bare.startswith(("//", "/*")):
            page.odd += told(number, Left.COMMENT, bare.strip("/* "))
            commented = (commented or bare.startswith("/*")) and "*/" not in bare
            continue
        inner = _OPENING.sub("", row)
        for piece in _BREAK.split(_CLOSING.sub("", inner)):
            visible = closed_up(re.sub(r"\\([\"'`\\])", r"\1", piece)).strip()
            if visible:
                page.add(number, visible, fresh=fresh)
            fresh = not visible
    return page.source()
