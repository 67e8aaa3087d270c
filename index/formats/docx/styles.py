"""What the styles of a document say of a paragraph: its list, its level in the outline, the look of its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.formats.docx.look import PLAIN, Look, own_look
from index.formats.docx.xml import W, number, value

_BODY = 9  #: the level of what is no heading
_HEADINGS = {f"{word} {level}": level for word in ("heading", "заголовок") for level in range(1, 10)}


@dataclass(frozen=True, slots=True)
class InList:
    """The list that a style or a paragraph names, as far as it does."""

    num_id: int | None = None
    level: int | None = None
    style: str = ""  #: of the chain, which says it


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._styles: Mapping[str, Any] = {each.get(W + "styleId", ""): each for each in found}
        self._default = next((key for key, each in self._styles.items() if _is_default(each)), "")
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = own_look(defaults)
        self.look = lru_cache(maxsize=1000)(self._look)
        self.in_list = lru_cache(maxsize=1000)(self._in_list)
        self.heading = lru_cache(maxsize=1000)(self._heading)

    def named(self, properties: Any) -> str:
        """The id of the style of a paragraph."""
        return value(properties, "pStyle") or self._default

    def is_contents(self, style: str) -> bool:
        """Whether it is the style of a line in a table of contents."""
        found = self._styles.get(style)
        name = (value(found, "name") or "").lower()
        return name.startswith(("toc ", "оглавление ")) and name[-1].isdigit()

    def _look(self, paragraph: str, characters: str) -> Look:
        """The look of words by the style of their paragraph and their own; a switch in both is off."""
        return self._base.under(self._inherited(paragraph).crossed(self._inherited(characters)))

    def _inherited(self, style: str) -> Look:
        look = PLAIN
        for each in self._chain(style):
            look = own_look(each.find(W + "rPr")).under(look)
        return look

    def _in_list(self, style: str) -> InList:
        num_id = level = None
        told = ""
        for each in self._chain(style):
            properties = each.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            told = told or each.get(W + "styleId", "")
            num_id = number(properties, "numId") if num_id is None else num_id
            level = number(properties, "ilvl") if level is None else level
        return InList(num_id, level, told)

    def _heading(self, style: str) -> int:
        """1–9 for a heading, 0 for other text."""
        for each in self._chain(style):
            level = number(each.find(W + "pPr"), "outlineLvl")
            if level is None and (named := _HEADINGS.get((value(each, "name") or "").lower())):
                return named
            if level is not None:
                return level + 1 if 0 <= level < _BODY else 0
        return 0

    def _chain(self, style: str) -> Iterator[Any]:
        """The style and those it is based on, itself first."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style], "basedOn") or ""


def _is_default(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0").lower() in {"1", "true", "on"}
