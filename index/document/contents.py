"""A table of contents repeats the labels of the document; its lines are not clauses."""

import re
from collections.abc import Sequence

from index.document.marks import Mark
from index.document.source import Line, Source
from index.document.titles import LEADER, Look

_HEADING = re.compile(r"\s*(?:содержание|оглавление|contents|table of contents)\W*", re.IGNORECASE)
_LEADERS = " \t\xa0.…_0123456789"  #: between a title and the number of its page
_LONGEST = 200


def without_contents(marks: Sequence[Mark], source: Source) -> list[Mark]:
    """Marks that do not stand in a table of contents."""
    listed = _repeated_titles(marks, source) | _under_heading(marks, source)
    return [mark for index, mark in enumerate(marks) if index not in listed]


def contents_places(source: Source, marks: Sequence[Mark], kept: Sequence[Mark]) -> frozenset[int]:
    """Places of the lines of a table of contents; `marks` are all, `kept` those without it."""
    clauses = {mark.line for mark in kept}
    places = {mark.line for mark in marks} - clauses
    first = min(clauses, default=len(source.lines))
    head = source.lines[:first]
    places.update(place for place, line in enumerate(head) if LEADER.search(line.text[-40:]))
    heading = next((place for place, line in enumerate(head) if is_contents_heading(line)), None)
    if heading is None:
        return frozenset(places)
    return frozenset(places | set(range(heading, max((each for each in places if each < first), default=heading) + 1)))


def is_contents_heading(line: Line) -> bool:
    """Whether a line is the word «Содержание» or «Оглавление»."""
    return len(line.text) < 60 and bool(_HEADING.fullmatch(line.text))


def _repeated_titles(marks: Sequence[Mark], source: Source) -> set[int]:
    """Three or more labels in a row at the head of a document, all of which come again with the same titles."""
    headings = {_fold(line.text): index for index, line in enumerate(source.lines) if line.heading}
    last = {(mark.label.path, _title(mark, source)): mark.line for mark in marks}
    listed: set[int] = set()
    run: int | None = None
    for index, mark in enumerate(marks):
        title = _title(mark, source)
        again = max(last[mark.label.path, title], headings.get(title, 0)) > mark.line
        goes_on = run is not None and mark.line == marks[index - 1].line + 1
        if mark.look < Look.TITLE or not title or not again:
            run = None
        elif not goes_on:
            run = index if index == 0 or mark.parted else None
        if run is not None and index - run >= 2:
            listed.update(range(run if index - run == 2 else index, index + 1))
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
    return _fold(line.text[start : start + _LONGEST])


def _fold(text: str) -> str:
    return text[:_LONGEST].rstrip(_LEADERS).lstrip().casefold()
