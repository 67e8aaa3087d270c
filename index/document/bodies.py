"""The words of a clause: what stands between its label and the next one."""

from collections.abc import Sequence

from index.document.clause import Clause
from index.document.outline import Entry
from index.document.source import Line, Source
from index.document.subheadings import Style, part_heading
from index.document.tables import names_columns
from index.document.titles import Look, in_capitals

_SHORT, _LONG = 80, 150
_RULES = "-–—_=*~ \t\xa0\r\n"


def clause_of(source: Source, entry: Entry, following: Entry | None, usual: Style | None) -> tuple[Clause, Line | None]:
    """The clause, and the unnumbered heading that ends it early, if there is one before the next label."""
    below = source.lines[entry.mark.line + 1 : following.mark.line if following else len(source.lines)]
    opens = following is not None and following.parent == entry.number
    heading_end = _heading_end(source, entry, below, opens=opens, end=_start(source, following))
    cut = part_heading(source, entry, following, heading_end, usual)
    end = cut.start if cut else _without_columns(source, entry, following)
    heading = words_between(source, entry.body, heading_end)
    clause = Clause(
        number=entry.number,
        heading=heading,
        text=words_between(source, max(entry.body, heading_end), end),
        parent=entry.parent,
        line=source.lines[entry.mark.line].number,
    )
    return clause, cut


def _without_columns(source: Source, entry: Entry, following: Entry | None) -> int:
    """Where a clause ends: before the row that names the columns of a table whose rows are the next clauses."""
    above = following.mark.line - 1 if following else 0
    in_table = above > entry.mark.line and "\t" in source.lines[above + 1].text
    named = in_table and names_columns(source.lines, above)
    return source.lines[above].start if named else _start(source, following)


def _start(source: Source, entry: Entry | None) -> int:
    return entry.mark.start if entry else len(source.text)


def words_between(source: Source, start: int, end: int) -> str:
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
    if (
        last is not rows[0]
        and entry.mark.look <= Look.TITLE
        and not in_capitals(title)
        and last.text.rstrip()[-1] == "."
    ):
        return 0  # a sentence broken in two
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
    titled = entry.is_section or bool(entry.mark.label.word)
    return titled and (above_clauses or (look is Look.TITLE and not alone and title[-1] != "."))
