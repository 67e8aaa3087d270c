"""The lists that numbering.xml defines: instances (`w:num`) of definitions (`w:abstractNum`) of nine levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.document.attributes import whole_number
from index.document.bullets import is_font_of_signs
from index.formats.docx.look import own_look
from index.formats.docx.styles import Styles
from index.formats.docx.xml import W, child, is_on, number, value

_DEEPEST = 8
_LONGEST = 255  #: characters around the numbers of a level, as Word has them at most


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    kind: str = "decimal"  #: of `w:numFmt`; the first number itself for «001, 002»
    text: str = ""  #: «%1.%2.», where %1 stands for the number of the first level
    legal: bool = False  #: all its numbers in figures
    restart: int | None = None  #: after which level from 1 it begins anew; 0 never, None after any above
    suffix: str = "tab"
    style: str = ""  #: of the paragraphs that stand on it by their style
    hidden: bool = False
    signs: bool = False  #: in a font of signs, whose letters are pictures


@dataclass(frozen=True, slots=True)
class Definition:
    """A list as a paragraph names it; instances with the same `counted` count together."""

    counted: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)  #: of levels that this instance begins anew

    def level_of(self, style: str) -> int | None:
        """The level that belongs to a paragraph style."""
        return next((place for place, level in self.levels.items() if style and level.style == style), None)


def definitions(root: Any, styles: Styles) -> Mapping[int, Definition]:
    """All instances by their `w:numId`."""
    if root is None:
        return {}
    abstract = {each.get(W + "abstractNumId", ""): each for each in root.findall(W + "abstractNum")}
    linked = {link: key for key, each in abstract.items() if (link := value(each, "styleLink"))}
    instances = {each.get(W + "numId", ""): each for each in root.findall(W + "num")}
    found: dict[int, Definition] = {}
    for key, instance in instances.items():
        counted = _resolved(value(instance, "abstractNumId") or "", abstract, linked, instances, styles)
        num_id = whole_number(key, digits=9)
        if num_id is not None and counted in abstract:
            found[num_id] = _instance(instance, counted, abstract[counted])
    return found


def _resolved(
    key: str, abstract: Mapping[str, Any], linked: Mapping[str, str], instances: Mapping[str, Any], styles: Styles
) -> str:
    """The definition itself, where another only names the style of the list."""
    for _ in range(len(abstract)):
        link = value(abstract.get(key), "numStyleLink")
        if not link:
            return key
        named = instances.get(str(styles.in_list(link).num_id))
        key = linked.get(link) or value(named, "abstractNumId") or ""
    return key


def _instance(instance: Any, counted: str, abstract: Any) -> Definition:
    levels = {place: _level(each) for each in abstract.findall(W + "lvl") if (place := _place(each)) is not None}
    starts: dict[int, int] = {}
    for each in instance.findall(W + "lvlOverride"):
        place = _place(each)
        if place is None:
            continue
        if (own := each.find(W + "lvl")) is not None:
            levels[place] = _level(own)
        if (start := number(each, "startOverride")) is not None:
            starts[place] = start
    return Definition(counted, levels, starts)


def _place(element: Any) -> int | None:
    place = whole_number(element.get(W + "ilvl"))
    return place if place is not None and 0 <= place <= _DEEPEST else None


def _level(element: Any) -> Level:
    start, legal = number(element, "start"), element.find(W + "isLgl")
    return Level(
        start=0 if start is None else start,  # so the standard has it where nothing is said
        kind=_kind(element),
        text=(value(element, "lvlText") or "")[:_LONGEST],
        legal=legal is not None and is_on(legal),
        restart=number(element, "lvlRestart"),
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle") or "",
        hidden=bool(own_look(element.find(W + "rPr")).hidden),
        signs=_is_of_signs(element),
    )


def _is_of_signs(element: Any) -> bool:
    look = child(element, W + "rPr")
    fonts = None if look is None else child(look, W + "rFonts")
    return fonts is not None and is_font_of_signs(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "")


def _kind(element: Any) -> str:
    """The first format, which stands deeper where older programs are given another one."""
    written = next(element.iter(W + "numFmt"), None)
    if written is None:
        return "decimal"
    kind = str(written.get(W + "val", "decimal"))
    first = str(written.get(W + "format", "")).partition(",")[0].strip()
    return first if kind == "custom" and first.isdecimal() else kind
