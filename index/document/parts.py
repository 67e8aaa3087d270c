"""The parts of a document: annexes and other pieces whose numbers begin anew, named as people name them."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from index.document.address import alike
from index.document.outline import Entry
from index.document.source import Line
from index.document.titles import STOPS, heads_a_part, is_title

_LONGEST = 60  #: characters of a name
_ANNEX, _PART = (
    re.compile(rf"\s*(?P<word>{words})\b[\s.]*(?:№|N\b|No\b\.?)?\s*(?P<which>.*)", re.IGNORECASE)
    for words in ("приложение|дополнение|annex|appendix|schedule|exhibit|addendum", "часть|part")
)
_WHICH = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?|[IVXLC]{1,6}|[A-ZА-Я])(?=[\s.,:;(–—-]|\Z)")


class _Heading(NamedTuple):
    place: int  #: of the first entry under it
    title: str
    annex: bool  #: an annex begins here
    opens: bool  #: a part begins here, whether numbers begin anew or not
    deep: bool  #: the markup makes it no title of the document


@dataclass(slots=True)
class _Walk:
    """Entries from first to last, cut into parts."""

    begins: dict[int, str] = field(default_factory=dict)  #: place of the first entry → name of the part
    taken: set[str] = field(default_factory=set)  #: names, as `alike` tells them apart
    annex: str = ""  #: that is walked through
    seen: dict[str, int] = field(default_factory=dict)  #: number → its last place in this part
    headings: list[_Heading] = field(default_factory=list)  #: of this part

    def begin(self, heading: _Heading, entries: Sequence[Entry], here: int) -> None:
        """A part begins at the heading; entries from there to `here` are of it."""
        short = _name(heading.title)
        if heading.annex:
            self.annex = name = self._free(short, _whole(heading.title))
        else:
            name = self._free(f"{self.annex}, {short}" if self.annex else short, _whole(heading.title))
        self.begins[heading.place] = name
        self.headings = []
        self.seen = {entries[place].number: place for place in range(heading.place, here)}

    def _free(self, name: str, longer: str) -> str:
        free = longer if alike(name) in self.taken and alike(longer) not in self.taken else name
        self.taken.add(alike(free))
        return free


def parts_of(lines: Sequence[Line], entries: Sequence[Entry]) -> list[str]:
    """The name of the part that each entry stands in, "" for the main text.

    An annex is a part of its own. Where a number is repeated within a part, the nearest heading above the second one
    begins another; without a heading there is none.
    """
    walk = _Walk()
    first: list[_Heading] = []
    for here, entry in enumerate(entries):
        above = entries[here - 1].mark.line + 1 if here else 0
        found = _headings(lines, above, entry, here)
        if not here:
            first = found
        elif opening := next((heading for heading in reversed(found) if heading.opens), None):
            walk.begin(opening, entries, here)
        else:
            walk.headings += found
        if entry.number in walk.seen and walk.headings and walk.headings[-1].place > walk.seen[entry.number]:
            walk.begin(walk.headings[-1], entries, here)
        walk.seen[entry.number] = here
    begins = {0: _first(first, walk.taken), **walk.begins} if walk.begins else {0: ""}
    names: list[str] = []
    for (_, name), (end, _) in pairwise([*sorted(begins.items()), (len(entries), "")]):
        names += [name] * (end - len(names))
    return names


def _headings(lines: Sequence[Line], above: int, entry: Entry, here: int) -> list[_Heading]:
    """Unnumbered ones between the entry before and this one; of some that stand together, the first."""
    found: list[_Heading] = []
    last = -2
    for place in range(above, entry.mark.line):
        line = lines[place]
        title = " ".join(line.text.split())
        annex = _ANNEX.match(title) is not None
        opens = (annex or _PART.match(title) is not None) and line.fresh and _names(title)
        ended = place == 0 or lines[place - 1].text.rstrip().endswith(STOPS) or lines[place - 1].heading > 0
        quiet = place + 1 == entry.mark.line and line.fresh and not line.depth and ended and is_title(title)
        if not (opens or quiet or heads_a_part(lines, place)):
            continue
        heading = _Heading(here, title, annex and opens, opens, line.heading > 1)
        together = place == last + 1 and lines[last].heading == line.heading
        if opens or not together:
            found.append(heading)
        last = place
    return found


def _first(found: Sequence[_Heading], taken: Container[str]) -> str:
    """What the part before all others is called: by its heading, unless that is the title of the document.

    «Приложение № 1 к приказу» at the top is the document itself, where it has an annex of the same number.
    """
    opening = next((heading for heading in reversed(found) if heading.opens), None)
    if opening is None:
        opening = next((heading for heading in reversed(found) if heading.deep), None)
    name = _name(opening.title) if opening else ""
    return "" if alike(name) in taken else name


def _names(title: str) -> bool:
    """Whether a line that begins with «Приложение» is a title and no sentence about one."""
    return not title.endswith((";", ",", "!", "?")) and is_title(title.rstrip(".:"))


def _name(title: str) -> str:
    """«Приложение 1» of «ПРИЛОЖЕНИЕ № 1 к Договору»; other titles as they stand, shortened."""
    match = _ANNEX.match(title) or _PART.match(title)
    if match is None:
        return _whole(title)
    which = _WHICH.match(match["which"])
    alone = which is not None and not (which[0].casefold() == "к" and which.end() < len(match["which"]))
    word = match["word"].capitalize()
    return f"{word} {which[0]}" if which and alone else word


def _whole(title: str) -> str:
    """The title in at most _LONGEST characters, without what the bank reads otherwise."""
    title = " ".join(re.sub(r"[:+]", " ", title).split()).rstrip(" .,;")
    if len(title) <= _LONGEST:
        return title
    return title[: _LONGEST + 1].rpartition(" ")[0].rstrip(" .,;") or title[:_LONGEST]
