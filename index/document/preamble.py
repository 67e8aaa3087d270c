"""The preamble: the running text before the first clause, without titles and contents."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from index.document.bodies import words_between
from index.document.clause import PREAMBLE, Clause
from index.document.source import Line, Source
from index.document.tables import names_columns
from index.document.titles import heads_a_part, is_title

_SENTENCE = 60  #: letters of a line that is no line of a letterhead


def preamble_places(lines: Sequence[Line], first: int, contents: Collection[int]) -> range:
    """Places of its lines; `first`: the place of the first label, `contents`: the lines of the table of contents."""
    begin = max((place + 1 for place in contents if place < first), default=0)
    listed = [place for place in contents if place < first]
    found = _within(lines, begin, first)
    return found if found or not listed else _within(lines, 0, min(listed))


def preamble_of(source: Source, places: range) -> Clause | None:
    """The clause that it makes."""
    if not places:
        return None
    begin, last = source.lines[places[0]], source.lines[places[-1]]
    text = words_between(source, begin.start, last.start + len(last.text))
    return Clause(PREAMBLE, "", text, None, begin.number) if text else None


def title_places(lines: Sequence[Line], begin: int, end: int) -> list[int]:
    """Places of the titles before the first clause, with the lines that go on with them."""
    found: list[int] = []
    for place in range(begin, end):
        goes_on = bool(found) and found[-1] == place - 1 and _goes_on(lines[place])
        if goes_on or heads_a_part(lines, place) or (place == 0 and is_title(lines[0].text.strip())):
            found.append(place)
    return found


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with the title above it: «ПОЛИТИКА / в отношении обработки данных», but not «г. Тверь»."""
    text = line.text.strip()
    return text[0].islower() and text[1:2] != "." and is_title(text.capitalize())


def _within(lines: Sequence[Line], begin: int, end: int) -> range:
    """From the last title, or from an earlier one that has sentences under it, to the titles of the first clause.

    Lines without a stop that have a title below them are a letterhead: «УТВЕРЖДЕНО приказом / ООО «Ромашка»».
    """
    titles = title_places(lines, begin, end)
    known = set(titles)
    while end > begin and (end - 1 in known or names_columns(lines, end - 1)):
        end -= 1
    headed = bool(titles) and titles[-1] >= end
    titles = [place for place in titles if place < end]
    for title, after in pairwise([*titles, end]):
        if any(_is_sentence(line) for line in lines[title + 1 : after]):
            return range(title + 1, end)
    found = range(titles[-1] + 1 if titles else begin, end)
    letterhead = headed and all(is_title(lines[place].text.strip().capitalize()) for place in found)
    return range(0) if letterhead else found


def _is_sentence(line: Line) -> bool:
    text = line.text.rstrip()
    return len(text) >= _SENTENCE and text.endswith((".", ":", ";")) and not line.aside
