"""The lists that are open at a paragraph, and which lists go on which."""

from dataclasses import dataclass

from index.formats.odt.lists import OUTLINE, Place, integer, level_in
from index.formats.odt.names import TEXT, XML
from index.formats.odt.styles import ParagraphStyle
from index.formats.package import Element


@dataclass(slots=True)
class _List:
    id: str
    style: str
    level: int
    fresh: bool = False  #: an item began, and no paragraph of it came yet
    start: int | None = None
    override: str = ""
    inside: int = 0  #: how many lists its item has held
    anew: bool = False  #: counts from the start again


class OpenLists:
    """Follows the list elements of a text."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._aside: list[list[_List]] = []
        self._of_style: dict[str, str] = {}  #: list style → the last list of it
        self._goes_on: dict[str, str] = {}  #: list → the one that it continues from the first on
        self._named = 0

    def enter(self, element: Element) -> None:
        """A list, or a list inside an item, begins."""
        above = self._open[-1] if self._open else None
        style = element.get(f"{TEXT}style-name") or (above.style if above else "")
        if above:
            above.fresh = False  # what stands below a list has no number
            above.inside += 1
            anew = above.inside > 1 and element.get(f"{TEXT}continue-numbering") != "true"
            self._open.append(_List(above.id, style, above.level + 1, anew=anew))
            return
        found = self._id(element, style)
        self._of_style[style] = found
        self._open.append(_List(found, style, 1))

    def _id(self, element: Element, style: str) -> str:
        self._named += 1
        own = element.get(f"{XML}id") or f"\0{self._named}"
        found = own
        if before := element.get(f"{TEXT}continue-list"):
            found = self._goes_on.get(before, before)
        elif element.get(f"{TEXT}continue-numbering") == "true":
            found = self._of_style.get(style, own)
        self._goes_on[own] = found
        return found

    def item(self, element: Element) -> None:
        """An item or a header of the list begins."""
        own = self._open[-1]
        told = element.get(f"{TEXT}start-value")
        own.fresh = element.tag == f"{TEXT}list-item"
        own.start = integer(told, 1) if told else None
        own.inside = 0
        own.override = element.get(f"{TEXT}style-override", "")

    def numbered(self, element: Element) -> None:
        """A numbered paragraph, which is an item without a list around it, begins."""
        style = element.get(f"{TEXT}style-name", "")
        told = element.get(f"{TEXT}start-value")
        found = element.get(f"{TEXT}list-id") or f"\0numbered {style}"
        level = level_in(element.get(f"{TEXT}level"))
        self._open.append(_List(found, style, level, fresh=True, start=integer(told, 1) if told else None))

    def leave(self) -> None:
        """The list that was entered last ends."""
        self._open.pop()

    def apart(self) -> None:
        """A cell or a frame begins, whose paragraphs stand in no list around it."""
        self._aside.append(self._open)
        self._open = []

    def back(self) -> None:
        """The cell or frame ends."""
        self._open = self._aside.pop()

    def again(self) -> None:
        """The next paragraph opens an item as the last one did."""
        if self._open:
            self._open[-1].fresh, self._open[-1].start = True, None

    def place(self, element: Element, style: ParagraphStyle) -> Place | None:
        """Where a paragraph or a heading stands."""
        if self._open:
            own = self._open[-1]
            opens, own.fresh = own.fresh, False
            anew, own.anew = own.anew, own.anew and not opens
            name = own.override or own.style or style.lists or ""
            return Place(own.id, name, own.level, opens, own.start, anew)
        if element.tag != f"{TEXT}h" or style.lists is not None or element.get(f"{TEXT}is-list-header") == "true":
            return None
        told = element.get(f"{TEXT}start-value")
        restarts = 1 if element.get(f"{TEXT}restart-numbering") == "true" else None
        level = level_in(element.get(f"{TEXT}outline-level"))
        return Place(OUTLINE, OUTLINE, level, opens=True, start=integer(told, 1) if told else restarts)
