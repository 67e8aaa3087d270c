"""Walks the body of a text: its paragraphs in order, without what is no word of it."""

from index.document.changes import Choice
from index.document.omitted import Left
from index.formats.odt.lists import integer, level_in
from index.formats.odt.names import DRAW, FLAT, OFFICE, TABLE, TEXT
from index.formats.odt.open_lists import OpenLists
from index.formats.odt.paragraph import Paragraph
from index.formats.odt.styles import Look, ParagraphStyle, Styles
from index.formats.odt.tracked import Region
from index.formats.odt.writer import Writer
from index.formats.package import Element

_MARKS = frozenset({f"{TEXT}change", f"{TEXT}change-start", f"{TEXT}change-end"})
_LISTED = frozenset({f"{TEXT}list-item", f"{TEXT}list-header"})
_CONTENTS = (
    "table-of-content",
    "alphabetical-index",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
)
_SILENT = frozenset(
    {
        f"{TEXT}{name}"
        for name in (*_CONTENTS, "bibliography", "tracked-changes", "note-citation", "ruby-text", "script")
    }
    | {f"{OFFICE}forms", f"{OFFICE}annotation-end", f"{OFFICE}scripts"}
)
_HIDDEN = frozenset({f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"})
_NOTES = {f"{TEXT}note": Left.NOTE, f"{OFFICE}annotation": Left.COMMENT}
_MOST_SPACES = 1000
_PLAIN = Look()


class Flow:
    """Gives a writer what stands in an element."""

    def __init__(self, styles: Styles, writer: Writer) -> None:
        self._styles = styles
        self._writer = writer
        self._lists = OpenLists()
        self._cells: list[tuple[int, int]] = []
        self._rows = 0
        self._framed: list[Element] = []

    def blocks(self, parent: Element) -> None:
        """All paragraphs of an element."""
        for child in parent:
            self._block(child)

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag in FLAT:
            self._paragraph(element)
        elif tag == f"{TEXT}list":
            self._lists.enter(element)
            self.blocks(element)
            self._lists.leave()
        elif tag in _LISTED:
            self._lists.item(element)
            self.blocks(element)
        elif tag == f"{TEXT}numbered-paragraph":
            self._lists.numbered(element)
            self.blocks(element)
            self._lists.leave()
        elif tag == f"{TABLE}table-row":
            self._row(element)
        elif tag in _MARKS:
            self._mark(element)
        elif tag == f"{TEXT}section" and _is_hidden_section(element):
            self._hide(element)
        elif tag not in _SILENT:
            self.blocks(element)

    def _hide(self, element: Element) -> None:
        self._writer.begin(Paragraph())
        self._writer.now.drop(Left.HIDDEN, _words(element))
        self._writer.end()

    def _row(self, element: Element) -> None:
        if element.get(f"{TABLE}visibility") in {"collapse", "filter"}:
            self._hide(element)
            return
        self._rows += 1
        row = self._rows
        for column, cell in enumerate(element.findall(f"{TABLE}table-cell")):
            self._cells.append((row, column))
            self._apart(cell)
            self._cells.pop()

    def _apart(self, element: Element) -> None:
        self._lists.apart()
        self.blocks(element)
        self._lists.back()

    def _paragraph(self, element: Element) -> None:
        style = self._style(element)
        self._writer.begin(self._new(element, style))
        if any(each.get(f"{TEXT}is-hidden") == "true" for each in element.iter(f"{TEXT}hidden-paragraph")):
            self._writer.now.drop(Left.HIDDEN, _words(element))
        else:
            self._inline(element, style.look)
        self._writer.end()
        framed, self._framed = self._framed, []
        for frame in framed:
            self._apart(frame)

    def _style(self, element: Element) -> ParagraphStyle:
        return self._styles.paragraph(element.get(f"{TEXT}style-name", ""))

    def _new(self, element: Element, style: ParagraphStyle) -> Paragraph:
        level = level_in(element.get(f"{TEXT}outline-level")) if element.tag == f"{TEXT}h" else 0
        place = self._lists.place(element, style)
        return Paragraph(heading=min(level, 6), place=place, cell=self._cells[-1] if self._cells else None)

    def _inline(self, element: Element, look: Look) -> None:
        self._writer.text(element.text, look)
        for child in element:
            self._child(child, look)
            self._writer.text(child.tail, look)

    def _child(self, child: Element, look: Look) -> None:
        tag, writer = child.tag, self._writer
        if tag == f"{TEXT}s":
            writer.put(" " * min(integer(child.get(f"{TEXT}c"), 1), _MOST_SPACES), look)
        elif tag == f"{TEXT}tab":
            writer.put("\t", look)
        elif tag == f"{TEXT}line-break":
            writer.row()
        elif tag in _MARKS:
            self._mark(child, look)
        elif tag in _NOTES:
            writer.now.drop(_NOTES[tag], _words(child.find(f"{TEXT}note-body") if tag == f"{TEXT}note" else child))
        elif tag in _HIDDEN:
            if child.get(f"{TEXT}is-hidden") == "true" or tag == f"{TEXT}hidden-text":
                writer.now.drop(Left.HIDDEN, child.get(f"{TEXT}string-value", "") or _words(child))
        elif tag.startswith(DRAW) and child.find(f".//{TEXT}p") is not None:
            self._framed.append(child)
        elif tag not in _SILENT and not tag.startswith(DRAW):
            name = child.get(f"{TEXT}style-name") if tag in {f"{TEXT}span", f"{TEXT}a"} else None
            self._inline(child, self._styles.words(name, look) if name else look)

    def _mark(self, element: Element, look: Look = _PLAIN) -> None:
        region = self._writer.mark(element)
        if region is not None and self._writer.choice is Choice.REJECT:
            self._restore(region, look)

    def _restore(self, region: Region, look: Look) -> None:
        """What was deleted; each paragraph of it but the last ends there, as it did."""
        parts = [each for each in region.deleted.iter() if each.tag in FLAT] if region.deleted is not None else []
        for count, part in enumerate(parts):
            last = self._writer.now
            if count:
                self._writer.end()
                self._lists.again()
                self._writer.begin(self._new(part, self._style(part)))
                if count == len(parts) - 1 and not _words(part):
                    self._writer.now.heading = last.heading
            self._inline(part, look if len(parts) == 1 else self._style(part).look)


def _is_hidden_section(element: Element) -> bool:
    display: str | None = element.get(f"{TEXT}display")
    return display == "none" or (display == "condition" and str(element.get(f"{TEXT}is-hidden")) != "false")


def _words(element: Element | None) -> str:
    return " ".join(" ".join(element.itertext()).split()) if element is not None else ""
