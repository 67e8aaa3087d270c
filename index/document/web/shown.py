"""The number or letter that a browser shows before an element, and no text has."""

from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from index.document.attributes import whole_number
from index.document.visibility import Declared
from index.document.web.content import BULLETS, NUMERALS, counted, generated
from index.document.web.counters import LISTED, Counters, pairs
from index.document.web.levels import Levels
from index.document.web.sheets import Sheets

_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ITEM = "list-item"


@dataclass(slots=True)
class _List:
    """A list, and how far its items have counted; they belong to it however deep they stand."""

    step: int = 1
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """What an element inherits."""

    owner: _List
    style: str = "disc"


class Shown:
    """Walks a page beside its reader: `enter` each element that is shown, `leave` it after its children."""

    def __init__(self, soup: BeautifulSoup, sheets: Sheets) -> None:
        self._sheets = sheets
        self._letters = sheets.letters
        self._counters = Counters()
        self._places = [_Place(_List())]
        self.levels = Levels(soup)

    def enter(self, tag: Tag, declared: Declared) -> str:
        """Number, letter or words before an element; "" when nothing but a bullet is."""
        place = self._place(tag, self._places[-1], declared)
        listed = tag.name == "li" and declared.get("display", _ITEM).startswith(_ITEM)
        if listed:
            value = whole_number(tag.get("value"))
            place.owner.count = place.owner.count + place.owner.step if value is None else value
            self._counters.set(LISTED, place.owner.count)
        if tag.name == "table":
            self.levels.apart()
        self._count(declared)
        self._places.append(place)
        self._counters.enter()
        before = self._before(tag)
        marker = self._marker(tag, place, plain=not before) if listed else ""
        return f"{marker} {before}".strip()

    def pass_by(self, tag: Tag, declared: Declared) -> None:
        """An element whose words are left out though it has its number on the screen."""
        self.enter(tag, declared)
        self.leave(tag)

    def leave(self, tag: Tag) -> None:
        """The children of an element have come to an end."""
        self._counters.leave()
        self._places.pop()
        if tag.name == "ol":
            self.levels.close()
        elif tag.name == "table":
            self.levels.back()

    def _place(self, tag: Tag, above: _Place, declared: Declared) -> _Place:
        style, kind = above.style, str(tag.get("type") or "")
        if tag.name in _LISTS:
            style = "decimal" if tag.name == "ol" else "disc"
        if tag.name in {"ol", "li"} and kind in _TYPES:
            style = _TYPES[kind]
        style = self._styled(declared) or style
        if tag.name not in _LISTS:
            return above if style == above.style else _Place(above.owner, style)
        return _Place(self._opened(tag, decimal=style == "decimal"), style)

    def _opened(self, tag: Tag, *, decimal: bool) -> _List:
        step = -1 if tag.name == "ol" and tag.has_attr("reversed") else 1
        start = whole_number(tag.get("start")) if tag.name == "ol" else None
        if start is None and step < 0:
            start = sum(child.name == "li" for child in tag.contents if isinstance(child, Tag))
        if tag.name == "ol":
            start = self.levels.open(tag, start, decimal=decimal)
        opened = _List(step, (1 if start is None else start) - step)
        self._counters.reset(LISTED, opened.count)
        return opened

    def _count(self, declared: Declared) -> None:
        for name, value in pairs(declared.get("counter-reset", ""), 0):
            self._counters.reset(name, value)
        for name, value in pairs(declared.get("counter-increment", ""), 1):
            self._counters.add(name, value)
        for name, value in pairs(declared.get("counter-set", ""), 0):
            self._counters.set(name, value)

    def _before(self, tag: Tag) -> str:
        declared = self._sheets.before.get(id(tag))
        if not declared or "content" not in declared or declared.get("display", "").startswith("none"):
            return ""
        self._count(declared)
        return generated(declared["content"], self._counters, self._letters, tag.attrs)

    def _marker(self, tag: Tag, place: _Place, *, plain: bool) -> str:
        declared: Mapping[str, str] = self._sheets.marker.get(id(tag), {})
        if declared.get("content", "normal") != "normal" and place.style != "none":
            return generated(declared["content"], self._counters, self._letters, tag.attrs)
        if place.style == "decimal" and plain:
            return self.levels.number(tag, place.owner.count)
        shown = counted(place.owner.count, place.style, self._letters)
        suffix = self._letters[place.style].suffix.strip() if place.style in self._letters else "."
        return shown and f"{shown}{suffix}"

    def _styled(self, declared: Declared) -> str:
        """The list style of declarations, "" for none."""
        told = f"{declared.get('list-style', '')} {declared.get('list-style-type', '')}".replace("!important", "")
        words = told.split()
        found = [word for word in words if word in NUMERALS or word in BULLETS or word in self._letters]
        if found:
            return found[-1]
        return "none" if any(word[0] in "\"'" for word in words) else ""
