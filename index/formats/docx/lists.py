"""The number that Word shows before a paragraph of a list."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.document.bullets import BULLET, is_sign
from index.document.level_counts import LevelCounts
from index.formats.docx.definitions import Definition, Level, definitions
from index.formats.docx.figures import figure
from index.formats.docx.styles import InList, Styles
from index.formats.docx.xml import W, child, number

_COUNTER = re.compile(r"%(\d)")
_SIGN = re.compile(r"[\uf000-\uf0ff]|\Ao\Z")  #: of Symbol and Wingdings; «o» is a circle of Courier New


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands before the words."""

    text: str
    level: int = 0  #: how deep, from 0
    gap: str = " "  #: between it and the words


NOTHING = Shown("")


class Lists:
    """Counts the paragraphs of a document, which come in order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._definitions = definitions(root, styles)
        self._counts: defaultdict[str, LevelCounts] = defaultdict(LevelCounts)
        self._begun: set[tuple[int, int]] = set()

    def next_number(self, style: str, properties: Any) -> Shown:
        """The number of the next paragraph; properties: its `w:numPr`, or None."""
        num_id, level = self._place(style, properties)
        definition = self._definitions.get(num_id)
        if definition is None or level not in definition.levels:
            return NOTHING
        counts = self._counts[definition.counted]
        self._count(counts, num_id, definition, level)
        return _shown(definition.levels, counts.values, level)

    def _place(self, style: str, properties: Any) -> tuple[int, int]:
        """Instance, 0 for none, and level of a paragraph."""
        by_style = self._styles.in_list(style)
        own = InList() if properties is None else InList(number(properties, "numId"), number(properties, "ilvl"))
        num_id = by_style.num_id if own.num_id is None else own.num_id
        if own.level is not None or (own.num_id is not None and own.num_id != by_style.num_id):
            return num_id or 0, own.level or 0
        definition = self._definitions.get(num_id or 0)
        by_link = None
        if definition:
            linked = (definition.level_of(each) for each in (style, by_style.style))
            by_link = next((place for place in linked if place is not None), None)
        return num_id or 0, by_link if by_link is not None else by_style.level or 0

    def _count(self, counts: LevelCounts, num_id: int, definition: Definition, level: int) -> None:
        starts, levels = definition.starts, definition.levels
        firsts = {each: starts.get(each, levels[each].start) for each in range(level + 1) if each in levels}
        anew = level in starts and (num_id, level) not in self._begun
        self._begun.add((num_id, level))
        start = firsts[level] if anew else None
        counts.count(level, firsts, start=start, goes_on=lambda below: not _begins_anew(levels.get(below), level))


def _begins_anew(below: Level | None, level: int) -> bool:
    return below is None or below.restart is None or level < below.restart


def _shown(levels: Mapping[int, Level], counts: Mapping[int, int], place: int) -> Shown:
    level = levels[place]
    if level.hidden:
        return NOTHING
    gap = "" if level.suffix == "nothing" else " "
    if level.kind == "bullet":
        text = level.text.strip()
        return Shown(BULLET if level.signs and is_sign(text) else _SIGN.sub(BULLET, text), place, gap)

    def counter(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in counts or index > place:
            return ""
        kind = levels[index].kind if index in levels else "decimal"
        figures = level.legal and kind not in {"decimalZero", "none"}
        return figure(counts[index], "decimal" if figures else kind)

    text = _COUNTER.sub(counter, level.text)
    return Shown(text.strip(), place, gap)


def own_list(paragraph: Any) -> Any:
    """The `w:numPr` of a paragraph's properties, None where its style decides."""
    return None if paragraph is None else child(paragraph, W + "numPr")
