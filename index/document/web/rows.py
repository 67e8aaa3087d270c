"""Rows of tables whose cells hold one paragraph each, as office suites write every cell: they are one line."""

from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

_AROUND = frozenset({"p", "div", "center", "ol", "ul", "li"})
_BROKEN = ["br", *sorted(_AROUND), "dt", "dd", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"]


class Rows:
    """Looks at each row once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._filling: set[int] = set()

    def fills_a_cell(self, tag: Tag) -> bool:
        """Whether a block holds all words of its cell, and every cell of the row has but one such block."""
        if tag.name == "tr" and id(tag) not in self._seen:
            self._seen.add(id(tag))
            self._look_at(tag)
        return id(tag) in self._filling

    def _look_at(self, row: Tag) -> None:
        cells = [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in {"td", "th"} and _says(cell)]
        if len(cells) < 2:  # a table that only lays out a page
            return
        blocks = [list(_blocks(cell)) for cell in cells]
        inmost = [around[-1] if around else cell for around, cell in zip(blocks, cells, strict=True)]
        inside = [each for inner in inmost for each in inner.find_all(_BROKEN)]
        if not any(each.name == "br" or _says(each) for each in inside):
            self._filling.update(id(block) for block in (*inside, *(each for around in blocks for each in around)))


def _blocks(cell: Tag) -> Iterator[Tag]:
    """The blocks around all words of a cell, the outer ones first."""
    inside: Tag | None = cell
    while inside is not None:
        said = [each for each in inside.contents if _says(each)]
        inside = said[0] if len(said) == 1 and isinstance(said[0], Tag) and said[0].name in _AROUND else None
        if inside is not None:
            yield inside


def _says(element: PageElement) -> bool:
    """Whether there are words in an element, or the number of a list item without any."""
    if isinstance(element, Tag):
        return element.name == "li" or any(_says(each) for each in element.descendants if not _is_plain(each))
    return (
        isinstance(element, NavigableString) and not isinstance(element, PreformattedString) and bool(element.strip())
    )


def _is_plain(element: PageElement) -> bool:
    return isinstance(element, Tag) and element.name != "li"
