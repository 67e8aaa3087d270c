"""The words of a clause: what stands between its label and the next one, and the preamble before the first."""

from collections.abc import Sequence

from index.document.clause import PREAMBLE, Clause
from index.document.contents import is_contents_heading
from index.document.outline import Entry
from index.document.source import Line, Source
from index.document.titles import Look, heads_a_part, in_capitals, is_title

_SHORT, _LONG = 80, 150
_RULES = "-–—_=*~ \t\xa0\r\n"
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
    stop = len(text)
    while (cut := text.rfind("\n", 0, stop)) >= 0 and not text[cut:stop].strip(_RULES):
        stop = cut
    return text[:stop].rstrip()


def _heading_end(source: Source, entry: Entry, below: Sequence[Line], *, opens: bool, end: int) -> int:
    """Where the heading ends; 0 when there is none. `opens`: clauses of its own come next."""
    first = source.lines[entry.mark.line]
    rest = source.text[entry.body : min(end, first.start + len(first.text))].strip()
    rows = [first, *below] if rest else list(below)
    title = rest or (rows[0].text.strip() if rows else "")
    if not _is_heading(entry, title, opens=opens, alone=len(rows) <= 1):
        return 0
    last = rows[0]
    for line in rows[1:]:
        next_row = line.number <= last.number + 1 and line.heading == first.heading
        if not next_row or not (line.heading or in_capitals(line.text) or line.text.lstrip()[:1].islower()):
            break
        last = line
    return min(end, last.start + len(last.text))


def _is_heading(entry: Entry, title: str, *, opens: bool, alone: bool) -> bool:
    if not title or len(title) > _LONG:
        return False
    look = max(entry.mark.look, Look.CAPITALS if in_capitals(title) else Look.PLAIN)
    if look is Look.HEADING:
        return True
    if look > Look.TITLE:
        return opens or not alone or (entry.is_section and not title.endswith("."))
    above_clauses = opens and (alone or len(title) <= _SHORT)
    return entry.is_section and (above_clauses or (look is Look.TITLE and not alone and title[-1] != "."))


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
