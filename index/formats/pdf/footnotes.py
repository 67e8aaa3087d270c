"""Footnotes at the foot of a page: under a short rule, or in small letters behind a raised number."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.document.notes import raised
from index.formats.pdf.rows import Row
from index.formats.pdf.sheet import Bar, Sheet

_NARROWEST, _WIDEST = 20.0, 0.65  #: of a rule: points, share of the page
_SMALLER = 0.93
_OPENS = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,3}|[†‡])[\])]?(?!\.\d)\.?\s*\S")
_MEASURE = re.compile(r"(?<!\w)(?:[мкдсн]?м|[a-zа-я])\s*\Z", re.IGNORECASE)  #: of it and of a letter there are powers


def without_footnotes(sheet: Sheet, rows: list[Row], body: float, *, open_before: bool) -> tuple[list[Row], list[str]]:
    """Rows above the notes, their marks made what `index.document.notes` takes for marks; and the notes, a text each.

    `body` is the size of the document's letters; `open_before`: the page before ends with a note, which may go on here.
    """
    start = _under_rule(sheet, rows, body, open_before=open_before)
    if start is None:
        start = _in_small(rows, body)
    if start is None:
        return [_marked(row, frozenset()) for row in rows], []
    notes: list[str] = []
    names: set[str] = set()
    for row in rows[start:]:
        opening = (
            _OPENS.match(row.text) if row.runs[0].raised or not notes or row.left <= rows[start].left + 2 else None
        )
        if opening:
            names.add(opening[1])
            notes.append(row.text)
        elif notes:
            notes[-1] += " " + row.text
        else:
            notes.append(row.text)
    marks = _only_once(rows[:start], names)
    return [_marked(row, marks) for row in rows[:start]], notes


def _under_rule(sheet: Sheet, rows: Sequence[Row], body: float, *, open_before: bool) -> int | None:
    for bar in sheet.bars:
        if not bar.level or not _NARROWEST <= bar.right - bar.left <= _WIDEST * sheet.width or _is_ruled(bar, sheet):
            continue
        start = next((place for place, row in enumerate(rows) if row.base < bar.middle), None)
        if start is None or start == 0 or rows[start].base + 3 * body < bar.middle:
            continue
        below, above = rows[start:], rows[start - 1]
        underlines = bar.middle > above.base - 0.3 * above.size and bar.right > above.left
        small = all(row.size <= body * 1.01 for row in below)
        opens = bool(_OPENS.match(below[0].text)) and (below[0].runs[0].raised or below[0].size <= body * _SMALLER)
        if small and not underlines and (opens or (open_before and below[0].size <= body * _SMALLER)):
            return start
    return None


def _is_ruled(bar: Bar, sheet: Sheet) -> bool:
    """Whether an upright line meets this one: they are of a table."""
    return any(
        not other.level
        and bar.left - 3 <= other.middle <= bar.right + 3
        and other.bottom - 3 <= bar.middle <= other.top + 3
        for other in sheet.bars
    )


def _in_small(rows: Sequence[Row], body: float) -> int | None:
    """The first of the small rows at the foot that open with a raised number, and all of which are small."""
    start = len(rows)
    while start and rows[start - 1].size <= body * _SMALLER:
        start -= 1
    if start == 0:
        return None
    return next((place for place in range(start, len(rows)) if rows[place].runs[0].raised), None)


def _marked(row: Row, names: frozenset[str]) -> Row:
    """The row with its raised numbers written as such: «м²», or «[^1]» where only a note of that name can be meant."""
    if not any(run.raised for run in row.runs):
        return row
    runs = []
    for place, run in enumerate(row.runs):
        text = run.text
        if run.raised:
            before = row.runs[place - 1].text if place else ""
            linked = text.strip(" [()]") in names and not _MEASURE.search(before)
            index = raised(text, linked=linked)
            text = index + (" " if text.endswith(" ") else "") if index else text
        runs.append(replace(run, text=text))
    return Row(tuple(runs))


def _only_once(rows: Sequence[Row], names: set[str]) -> frozenset[str]:
    """Names that are raised at one place of a page, so that no power is taken for a mark."""
    raised_ones = [run.text.strip(" [()]") for row in rows for run in row.runs if run.raised]
    return frozenset(name for name in names if raised_ones.count(name) == 1)
