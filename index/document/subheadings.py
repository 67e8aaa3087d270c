"""Headings without a number: those that end the clause above them, and those within it, whose text is the clause's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.outline import Entry
from index.document.source import Line, Source
from index.document.titles import STOPS, Look, heads_a_part, heads_an_annex, in_capitals, is_title

_CLOSING = re.compile(r"(?:[а-яё]+\s+){0,2}(?:реквизиты|подписи|адреса)(?![а-яё])", re.IGNORECASE)

_PARTICULARS = re.compile(r"(?:[а-яё]+\s+){0,2}(?:реквизиты|подписи|адреса\s+(?:и|сторон))(?![а-яё])", re.IGNORECASE)
_SHORT = 60  #: characters of a title that only its words tell


@dataclass(frozen=True, slots=True)
class Style:
    """How the titles of numbered sections are set."""

    look: Look
    level: int
    capitals: bool


def style_of(source: Source, entries: Sequence[Entry]) -> Style | None:
    """The style of most sections; None where none has a title."""
    styles = [
        Style(entry.mark.look, entry.mark.level, in_capitals(source.lines[entry.mark.line].text))
        for entry in entries
        if entry.is_section and entry.mark.look >= Look.TITLE
    ]
    return max(dict.fromkeys(styles), key=styles.count, default=None)


def part_heading(
    source: Source, entry: Entry, following: Entry | None, heading_end: int, usual: Style | None
) -> Line | None:
    """The unnumbered heading that ends a clause before the next label, if there is one.

    It ends it when nothing but headings comes after it, when it opens an annex or the particulars of the parties, when
    numbers begin anew under it, or when it is set like the sections and the next clause is of another one.
    """
    lines = source.lines
    first, end = entry.mark.line + 1, following.mark.line if following else len(lines)
    tail = end
    if (closing := _closing(lines, first, end, heading_end)) and (following is None or _is_anew(entry, following)):
        return closing
    while tail > first and _heads(lines, tail - 1, heading_end, following):
        tail -= 1
    goes_on = following is not None and _is_same_part(entry, following)
    anew = following is not None and _is_anew(entry, following)
    for place in _headings(lines, first, tail, heading_end):
        line = lines[place]
        text = line.text.strip()
        if heads_an_annex(text) or _CLOSING.match(text) or anew or (not goes_on and _is_peer(line, usual, following)):
            return line
    return lines[tail] if tail < end else None


def _closing(lines: Sequence[Line], first: int, end: int, heading_end: int) -> Line | None:
    """The title of the particulars of the parties, set like any text, between a whole sentence and them."""
    for place in range(max(first, 1), end):
        line, before = lines[place], lines[place - 1].text.rstrip()
        text = line.text.strip().removesuffix(":")
        ended = before.endswith(STOPS) and before[-1] != ":"
        if line.start >= heading_end and ended and len(text) <= _SHORT and is_title(text) and _PARTICULARS.match(text):
            return line
    return None


def _is_anew(entry: Entry, following: Entry) -> bool:
    """Whether numbers begin again."""
    return following.path <= entry.path and not _is_same_part(entry, following)


def _headings(lines: Sequence[Line], first: int, end: int, heading_end: int) -> Iterator[int]:
    return (place for place in range(first, end) if lines[place].start >= heading_end and heads_a_part(lines, place))


def _heads(lines: Sequence[Line], place: int, heading_end: int, following: Entry | None) -> bool:
    """Whether a line with nothing but headings after it is one itself."""
    line = lines[place]
    if line.start < heading_end or "\t" in line.text:
        return False
    text = line.text.strip()
    goes_on = not line.fresh and in_capitals(text) and not line.aside
    return heads_a_part(lines, place) or goes_on or _is_quiet(lines, place, following)


def _is_quiet(lines: Sequence[Line], place: int, following: Entry | None) -> bool:
    """Whether a short line without a stop stands alone between a whole sentence and the next label."""
    if following is None or place + 1 != following.mark.line or not following.mark.fresh or place == 0:
        return False
    line, before = lines[place], lines[place - 1].text.rstrip()
    return (
        line.fresh and not line.depth and before.endswith(STOPS) and before[-1] != ":" and is_title(line.text.strip())
    )


def _is_same_part(entry: Entry, following: Entry) -> bool:
    if following.parent == entry.number and following.path > entry.path:
        return True
    if len(following.path) > 1 and len(entry.path) > 1:
        return following.path[0] == entry.path[0] and following.path > entry.path
    untitled = following.is_section and following.mark.look < Look.TITLE and not following.mark.label.word
    return untitled and entry.is_section and following.path > entry.path


def _is_peer(line: Line, usual: Style | None, following: Entry | None) -> bool:
    if usual is None or (usual.look < Look.HEADING and line.heading):
        return True
    if usual.look is Look.HEADING:
        return 0 < line.heading <= usual.level
    if usual.capitals:
        return in_capitals(line.text)
    return line.bold if usual.look is Look.BOLD else following is None
