"""A table of contents repeats the labels of the document; its lines are not clauses."""

import re
from collections.abc import Sequence

from index.marks import Mark
from index.source import Line, Source

_HEADING = re.compile(r"\s*(?:содержание|оглавление|contents|table of contents)\W*", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…_]*\d{0,3}\s*\Z")


def without_contents(marks: Sequence[Mark], source: Source) -> list[Mark]:
    """Marks that do not stand in a table of contents."""
    listed = _repeated_titles(marks, source) | _under_heading(marks, source)
    return [mark for index, mark in enumerate(marks) if index not in listed]


def is_contents_heading(line: Line) -> bool:
    """Whether a line is the word «Содержание» or «Оглавление»."""
    return len(line.text) < 60 and bool(_HEADING.fullmatch(line.text))


def _repeated_titles(marks: Sequence[Mark], source: Source) -> set[int]:
    """Three or more labels in a row, with nothing under them, whose titles all come again later."""
    last = {_fold(line.text): index for index, line in enumerate(source.lines) if len(line.text) <= 200}
    for mark in marks:
        title = _title(mark, source)
        last[title] = max(mark.line, last.get(title, 0))
    listed: set[int] = set()
    run = 0
    for index, mark in enumerate(marks):
        title = _title(mark, source)
        repeated = bool(title) and last.get(title, 0) > mark.line
        next_line = index > 0 and mark.line == marks[index - 1].line + 1
        run = (run + 1 if next_line else 1) if repeated else 0
        if run >= 3:
            listed.update(range(index - (2 if run == 3 else 0), index + 1))
    return listed


def _under_heading(marks: Sequence[Mark], source: Source) -> set[int]:
    """From the word «Содержание» to the place where its first number comes again."""
    heading = next((index for index, line in enumerate(source.lines) if is_contents_heading(line)), None)
    if heading is None:
        return set()
    below = [index for index, mark in enumerate(marks) if mark.line > heading]
    if not below or marks[below[0]].line > heading + 2:
        return set()
    first = marks[below[0]].label.number
    again = next((index for index in below[1:] if marks[index].label.number == first), None)
    if again is None:
        return set()
    listed = range(below[0], again)
    tight = all(marks[index].line <= marks[index - 1].line + 2 for index in listed[1:])
    return set(listed) if tight and len(listed) > 1 else set()


def _title(mark: Mark, source: Source) -> str:
    line = source.lines[mark.line]
    start = mark.body - line.start
    return _fold(line.text[start : start + 200])


def _fold(text: str) -> str:
    return _PAGE.sub("", text[:200]).strip().casefold()
