"""The words of a clause: what stands between its label and the next one, and the preamble before the first."""

from collections.abc import Sequence

from index.clause import PREAMBLE, Clause
from index.contents import is_contents_heading
from index.outline import Entry
from index.source import Line, Source
from index.titles import Look, heads_a_part, in_capitals, is_title

_SHORT = 150
_ENDED = (".", ";", ":", "!", "?", "…")


def clause_of(source: Source, entry: Entry, following: Entry | None) -> tuple[Clause, Line | None]:
    """The clause, and the unnumbered heading that ends it early, if there is one before the next label."""
    below = source.lines[entry.mark.line + 1 : following.mark.line if following else len(source.lines)]
    opens = following is not None and following.parent == entry.number
    heading_end = _heading_end(source, entry, below, opens=opens, end=_start(source, following))
    cut = _unnumbered(source, entry, below, heading_end, following)
    end = cut.start if cut else _start(source, following)
    heading = _words(source, entry.body, heading_end)
    clause = Clause(
        number=entry.number,
        heading=heading,
        text=_words(source, max(entry.body, heading_end), end),
        parent=entry.parent,
        line=source.lines[entry.mark.line].number,
    )
    return clause, cut


def preamble_of(source: Source, first: Entry | None) -> Clause | None:
    """The running text before the first label, without titles."""
    count = first.mark.line if first else len(source.lines)
    count = next((place for place in range(count) if is_contents_heading(source.lines[place])), count)
    while count and _titles(source.lines, count - 1):
        count -= 1
    opening = next((place + 1 for place in range(count - 1, -1, -1) if _titles(source.lines, place)), 0)
    if opening >= count:
        return None
    begin, last = source.lines[opening], source.lines[count - 1]
    text = _words(source, begin.start, last.start + len(last.text))
    return Clause(PREAMBLE, "", text, None, begin.number) if text else None


def _titles(lines: Sequence[Line], place: int) -> bool:
    return heads_a_part(lines, place) or (place == 0 and is_title(lines[0].text.strip()))


def _start(source: Source, entry: Entry | None) -> int:
    return entry.mark.start if entry else len(source.text)


def _words(source: Source, start: int, end: int) -> str:
    """The slice without blanks around it and without a dividing line at its end."""
    text = source.text[start:end].strip()
    while text.rfind("\n") >= 0 and not text[text.rfind("\n") :].strip("-–—_=*~ \t\xa0\r\n"):
        text = text[: text.rfind("\n")].rstrip()
    return text


def _heading_end(source: Source, entry: Entry, below: Sequence[Line], *, opens: bool, end: int) -> int:
    """Where the heading ends; before the body when there is none."""
    line = source.lines[entry.mark.line]
    mark = entry.mark
    whole = source.text[entry.body : min(end, entry.body + 2 * _SHORT)].strip()
    if opens and entry.is_section and len(whole) <= _SHORT and not any(later.fresh for later in below[1:]):
        return end
    if mark.look < Look.TITLE or (mark.look is Look.TITLE and not (entry.is_section and (opens or below))):
        return 0
    last = line
    for later in below:
        goes_on = later.heading == line.heading if line.heading else in_capitals(later.text)
        if later.fresh or mark.look is Look.TITLE or not goes_on:
            break
        last = later
    return min(end, last.start + len(last.text))


def _unnumbered(
    source: Source, entry: Entry, below: Sequence[Line], heading_end: int, following: Entry | None
) -> Line | None:
    first = entry.mark.line + 1
    for place in range(first, first + len(below)):
        line = source.lines[place]
        if line.start < heading_end:
            continue
        before = source.lines[place - 1].text.rstrip()
        last = following is not None and place + 1 == following.mark.line and following.mark.fresh
        quiet = last and line.fresh and not line.depth and before.endswith(_ENDED) and is_title(line.text.strip())
        if heads_a_part(source.lines, place) or (quiet and not before.endswith(":")):
            return line
    return None
