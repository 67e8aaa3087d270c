"""How much of a document reaches its clauses: what reaches none is quoted by nobody."""

from collections.abc import Collection, Iterator, Sequence

from index.document.clause import Lost
from index.document.outline import Entry
from index.document.preamble import title_places
from index.document.source import Line, Source
from index.document.tables import names_columns
from index.document.titles import heads_a_part, is_title

ENOUGH = 0.97
_SHOWN = 5
_WORDS = 60


def coverage(
    source: Source,
    entries: Sequence[Entry],
    cuts: Sequence[Line | None],
    preamble: Collection[int],
    contents: Collection[int],
) -> tuple[float, tuple[Lost, ...]]:
    """The share of letters that stand in a label, heading or text of a clause or in the preamble, and what is lost.

    Not counted are tables of contents, titles of the document and of its parts, and rows that name columns. `cuts`: the
    unnumbered heading that ends each entry. 1.0 for a document without letters.
    """
    lines = source.lines
    first = entries[0].mark.line if entries else len(lines)
    titles = set(title_places(lines, 0, first))
    lost = [
        place
        for place in range(first)
        if place not in preamble and place not in contents and place not in titles and not _is_title(lines, place)
    ]
    reached = sum(_letters(lines[place]) for place in preamble)
    places = {line.start: place for place, line in enumerate(lines)} if any(cuts) else {}
    ends = [*(entry.mark.line for entry in entries), len(lines)][1:]
    for entry, cut, end in zip(entries, cuts, ends, strict=True):
        stop = places[cut.start] if cut else end
        own = entry.mark.start if entry.mark.label.inline else lines[entry.mark.line].start
        reached += _letters_of(source.text[own : lines[stop].start if stop < len(lines) else len(source.text)])
        under = [place for place in range(stop, end) if not names_columns(lines, place)]
        if not _are_titles(lines, under, over_a_clause=end < len(lines)):
            lost += under
    missing = sum(_letters(lines[place]) for place in lost)
    return (reached / (reached + missing) if missing else 1.0), tuple(_stretches(lines, lost))


def told_of(share: float, lost: Sequence[Lost]) -> list[tuple[int, str]]:
    """The warning about too small a share, as its line and words; none when enough is reached."""
    if share >= ENOUGH:
        return []
    shown = "; ".join(f"строка {each.line} («{each.words}»)" for each in lost[:_SHOWN])
    more = f" и ещё мест: {len(lost) - _SHOWN}" if len(lost) > _SHOWN else ""
    percent = f"{share * 100:.1f}".replace(".", ",")
    return [(0, f"в пункты вошло {percent} % текста, остальное никто не процитирует: {shown}{more}")]


def _stretches(lines: Sequence[Line], lost: Sequence[int]) -> Iterator[Lost]:
    """Neighbouring lines as one, in order."""
    begin = before = -2
    letters = 0
    for place in [*sorted(lost), -1]:
        if place != before + 1 or place < 0:
            if letters:
                yield Lost(lines[begin].number, _first_words(lines[begin].text), letters)
            begin, letters = place, 0
        before = place
        letters += _letters(lines[place]) if place >= 0 else 0


def _first_words(text: str) -> str:
    words = " ".join(text[: 2 * _WORDS].split())
    return words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + "…"


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a line before the first clause is one of a letterhead: short, without a stop at its end."""
    text = lines[place].text.strip()
    return is_title(text.capitalize())


def _are_titles(lines: Sequence[Line], places: Sequence[int], *, over_a_clause: bool) -> bool:
    """Whether lines only head the clause below them: «Приложение № 1 / к договору / ПЕРЕЧЕНЬ РАБОТ»."""
    if not over_a_clause:
        return all(heads_a_part(lines, place) for place in places)
    titles = set(title_places(lines, places[0], places[-1] + 1)) if places else set()
    quiet = {places[-1]} if places and is_title(lines[places[-1]].text.strip()) else set()
    return set(places) <= titles | quiet


def _letters(line: Line) -> int:
    return _letters_of(line.text)


def _letters_of(text: str) -> int:
    return sum(map(str.isalpha, text))
