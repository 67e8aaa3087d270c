"""Paragraphs and tables as lines of visible text, in which a number stands where Word shows it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.document.numbering import label_at_start
from index.document.side_by_side import are_columns
from index.document.source import Page
from index.formats.docx.body import Block, Paragraph, Table

_TERMINAL = (".", ";", ":", ",")
_LONG = 150  #: characters, more than a title has
_EDGE = " \t"
_BLANKS = re.compile(r"[ \t\n]+")
_ALONE = re.compile(
    r"\s*(?:№\s*|§\s*|(?:раздел|глава|статья|пункт)\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,7}|[IVXІХ]{1,8}|[а-яёa-z](?=\)))(?P<dot>[.)]?)\s*\Z",
    re.IGNORECASE,
)


def write(blocks: Iterable[Block], page: Page) -> None:
    """Add the lines of all blocks."""
    for block in blocks:
        if isinstance(block, Table):
            _write_table(block, page)
        else:
            _write_paragraph(block, page)


def _write_paragraph(paragraph: Paragraph, page: Page, before: str = "") -> None:
    """`before`: the cell with the number, to the left of it."""
    if not paragraph.text.strip():
        return
    shown = paragraph.shown.text
    label = label_at_start(f"{shown} А") if shown else None
    numbered = before + _numbered(paragraph)
    rows = [row.rstrip(_EDGE) for row in numbered.split("\n")]
    looks = zip(rows, (*paragraph.bold, *(False for _ in rows)), strict=False)
    for index, (row, bold) in enumerate((row, bold) for row, bold in looks if row):
        page.add(
            paragraph.number,
            row,
            fresh=not index,
            heading=paragraph.heading if paragraph.heading and not _is_running(row) else 0,
            bold=bold,
            depth=paragraph.shown.level + (label is None) if shown else 0,
            ordinal=shown if label and not index and not before else "",
        )


def _numbered(paragraph: Paragraph) -> str:
    """What is shown of a paragraph."""
    shown, text = paragraph.shown, paragraph.text
    return f"{shown.text}{text}" if shown.text and not shown.gap else f"{shown.text} {text.lstrip(_EDGE)}".lstrip(_EDGE)


def _is_running(row: str) -> bool:
    """Whether a clause is only styled as a heading, for the sake of its number: «2.1. Срок — 30 дней.»"""
    if not row.endswith(_TERMINAL):
        return False
    label = label_at_start(row)
    return len(row) > _LONG or (label is not None and not label.single)


def _write_table(table: Table, page: Page) -> None:
    rows = [row for row in ([cell for cell in each if _words(cell)] for each in table.rows) if row]
    layout = _is_layout(rows)
    for _, group in groupby(rows, len):
        alike = list(group)
        if are_columns([[_opening(cell) for cell in row] for row in alike]):
            for column in zip(*alike, strict=True):
                for cell in column:
                    write(cell, page)
        else:
            _write_rows(alike, table, page, layout=layout)


def _write_rows(rows: Iterable[Sequence[Sequence[Block]]], table: Table, page: Page, *, layout: bool) -> None:
    for row in rows:
        if layout and len(row) == 2 and (number := _number(row[0])):
            text = [each for each in row[1] if isinstance(each, Table) or each.text.strip()]
            if text and isinstance(text[0], Paragraph):
                _write_paragraph(text[0], page, f"{number}\t")
                write(text[1:], page)
                continue
        if len(row) == 1 or _holds_clauses(row):
            for cell in row:
                write(cell, page)
        else:
            place = next((each.number for each in _paragraphs(row[0])), table.number)
            page.add(place, "\t".join(map(_words, row)), fresh=True, aside=True)


def _words(cell: Sequence[Block]) -> str:
    """The text of a cell in one line; a number may stand in it alone."""
    return _BLANKS.sub(" ", " ".join(map(_numbered, _paragraphs(cell)))).strip()


def _opening(cell: Sequence[Block]) -> str:
    """What a cell begins with."""
    return next((_numbered(each) for each in _paragraphs(cell) if each.text.strip()), "")


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell)
        else:
            yield block


def _number(cell: Sequence[Block]) -> str:
    """The number that is all of a cell, «1.1.»; "" where there is more or less."""
    words = _words(cell)
    return words if len(words) < 30 and _ALONE.match(words) else ""


def _is_layout(rows: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Whether a table only sets numbers beside their clauses: no more than two columns, the first of numbers alone."""
    pairs = [row for row in rows if len(row) == 2]
    numbers = [match for row in pairs if (match := _ALONE.match(_words(row[0])))]
    marked = any(match["dot"] or "." in match["number"] for match in numbers)
    return marked and len(numbers) == len(pairs) and all(len(row) <= 2 for row in rows)


def _holds_clauses(row: Sequence[Sequence[Block]]) -> bool:
    """Whether cells are columns of a document, as in contracts in two languages, and not values of a row."""
    paragraphs = [each for cell in row for each in _paragraphs(cell) if each.text.strip()]
    labels = [label_at_start(_numbered(each)) for each in paragraphs]
    clauses = sum(label is not None and not label.single for label in labels)
    nested = any(isinstance(block, Table) for cell in row for block in cell)
    return nested or (len(paragraphs) > len(row) and clauses > 0)
