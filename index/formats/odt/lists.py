"""Automatic numbers: what list styles and the outline put before a paragraph."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.document.attributes import whole_number
from index.document.level_counts import LevelCounts
from index.document.numerals import Numeral, written
from index.formats.odt.names import LOEXT, STYLE, TEXT
from index.formats.package import Element

OUTLINE = "\0outline"  #: the list style of headings, and the list that they are
_DEEPEST = 10  #: levels of a list
_LONGEST = 255  #: characters around the numbers of a level
_SLOT = re.compile(r"%(\d{1,2})%")
_RUSSIAN = re.compile(r"[АаБбA-Za-z, .…]*\((?:ru|RU)\)|[Аа], [Бб],.*")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list style is numbered."""

    numeral: Numeral = Numeral.NONE
    upper: bool = False
    prefix: str = ""
    suffix: str = ""
    levels: int = 1  #: how many it shows, its own included
    first: int = 1
    shape: str | None = None  #: «%1%.%2%.», where an editor writes that down

    def shown(self, number: int) -> str:
        """One number in the writing of this level."""
        return written(number, self.numeral, upper=self.upper)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which list a paragraph stands."""

    list: str  #: lists that continue one another are one
    style: str
    level: int  #: from 1
    opens: bool  #: is the first paragraph of an item; any other has no number
    start: int | None = None  #: the number that it is given by hand
    anew: bool = False  #: its level counts from the start again


@dataclass(slots=True)
class Numbering:
    """Counts paragraphs in document order."""

    styles: dict[str, dict[int, Level]]
    _counts: defaultdict[str, LevelCounts] = field(default_factory=lambda: defaultdict(LevelCounts))

    def number(self, place: Place) -> str:
        """What is shown before a paragraph; "" for a bullet or nothing."""
        levels = self.styles.get(place.style, {})
        own = levels.get(place.level)
        if not place.opens or own is None:
            return ""
        counts = self._counts[place.list]
        firsts = {level: levels[level].first if level in levels else 1 for level in range(1, place.level + 1)}
        counts.count(place.level, firsts, start=own.first if place.anew and place.start is None else place.start)
        return _label(levels, own, counts.values, place.level)


def _label(levels: dict[int, Level], own: Level, values: dict[int, int], level: int) -> str:
    if own.numeral is Numeral.NONE:
        return ""
    if own.shape is not None:
        return _SLOT.sub(lambda slot: _shown(levels, values, int(slot[1])), own.shape).strip()
    parts = [_shown(levels, values, each) for each in range(max(1, level - own.levels + 1), level + 1)]
    return f"{own.prefix}{'.'.join(part for part in parts if part)}{own.suffix}".strip()


def _shown(levels: dict[int, Level], values: dict[int, int], level: int) -> str:
    return levels[level].shown(values[level]) if level in levels and level in values else ""


def numbering_of(roots: Iterable[Element]) -> Numbering:
    """The list styles of a document, and its outline."""
    styles: dict[str, dict[int, Level]] = {}
    for root in roots:
        for style in root.iter(f"{TEXT}list-style"):
            styles[style.get(f"{STYLE}name", "")] = _levels(style)
        for style in root.iter(f"{TEXT}outline-style"):
            styles[OUTLINE] = _levels(style)
    return Numbering(styles)


def _levels(style: Element) -> dict[int, Level]:
    return {level_in(each.get(f"{TEXT}level")): _level(each) for each in style if each.get(f"{TEXT}level")}


def _level(style: Element) -> Level:
    if style.tag.endswith(("bullet", "image")):
        return Level()
    shape = style.get(f"{LOEXT}num-list-format") or style.get(f"{STYLE}num-list-format")
    numeral, upper = _numeral(style.get(f"{STYLE}num-format", ""), style.get(f"{STYLE}num-letter-sync") == "true")
    return Level(
        numeral=numeral,
        upper=upper,
        prefix=style.get(f"{STYLE}num-prefix", "")[:_LONGEST],
        suffix=style.get(f"{STYLE}num-suffix", "")[:_LONGEST],
        levels=integer(style.get(f"{TEXT}display-levels"), 1),
        first=integer(style.get(f"{TEXT}start-value"), 1),
        shape=None if shape is None else shape[:_LONGEST],
    )


def _numeral(told: str, twice: bool) -> tuple[Numeral, bool]:
    if not told:
        return Numeral.NONE, False
    if told in {"i", "I"}:
        return Numeral.ROMAN, told == "I"
    if told in {"a", "A"}:
        return Numeral.LATIN_TWICE if twice else Numeral.LATIN, told == "A"
    if told[0] in "Аа" and _RUSSIAN.fullmatch(told):
        repeated = bool(re.search(r"бб|Бб", told.partition("..")[2]))
        return Numeral.RUSSIAN_TWICE if repeated else Numeral.RUSSIAN, told[0] == "А"
    if told[0] in "Αα":
        return Numeral.GREEK, told[0] == "Α"
    return (Numeral.PADDED, False) if told.startswith("01") else (Numeral.DECIMAL, False)


def integer(told: str | None, default: int) -> int:
    """The number in an attribute."""
    found = whole_number(told, digits=5)
    return default if found is None else found


def level_in(told: str | None) -> int:
    """The level of a list or of a heading that an attribute says, from 1."""
    return min(max(integer(told, 1), 1), _DEEPEST)
