"""The paragraphs and tables of a Word document in order, each with its number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.document.omitted import Odd
from index.formats.docx.lists import NOTHING, Lists, Shown, own_list
from index.formats.docx.look import own_look
from index.formats.docx.notes import Notes
from index.formats.docx.revisions import KINDS, Revisions, changes_of
from index.formats.docx.runs import ALTERNATIVES, Runs, chosen
from index.formats.docx.styles import Styles
from index.formats.docx.words import Words
from index.formats.docx.xml import W, child, is_on, number, value

_PAGE = re.compile(r"\d\s*\Z")  #: at the end of a line in a table of contents
_INSERTED_FILE = "в документ вставлен другой файл целиком: его текст не вошёл в пункты"


@dataclass(slots=True)
class Paragraph:
    """What is shown of a paragraph."""

    number: int  #: in the file, counted from 1
    text: str
    shown: Shown = NOTHING
    heading: int = 0
    bold: tuple[bool, ...] = ()  #: whether each of its rows is, the whole of it


@dataclass(slots=True)
class Table:
    """Rows of cells, the contents of which are blocks again."""

    number: int  #: of its first paragraph
    rows: list[list[list["Block"]]] = field(default_factory=list)


Block = Paragraph | Table


@dataclass(slots=True)
class _Begun:
    """A paragraph whose own mark is gone, and which the next one goes on."""

    words: Words
    leads: Any = None  #: its element, where it decides how the whole looks


class Body:
    """Reads a document once, from its beginning."""

    def __init__(self, styles: Styles, lists: Lists, revisions: Revisions, notes: Notes) -> None:
        self.odd: list[Odd] = []
        self._styles = styles
        self._lists = lists
        self._revisions = revisions
        self._runs = Runs(styles, revisions, notes, self._box)
        self._boxes: list[Block] = []
        self._read = 0

    def blocks(self, container: Any) -> list[Block]:
        """All that stands in the body, a cell or a text box."""
        found: list[Block] = []
        begun: _Begun | None = None
        last: Any = None
        for element, around in self._elements(container):
            with self._revisions.inside(*around):
                if element.tag == W + "p":
                    last = element
                    begun = self._paragraph(element, begun, found)
                    continue
                if begun:
                    self._end(begun, last, found)
                    begun = None
                self._other(element, found)
        if begun:
            self._end(begun, last, found)
        return found

    def _elements(self, container: Any, *around: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
        """Paragraphs and tables, and the changes around them, through content controls and the like."""
        for element in container:
            tag = element.tag
            if tag in {W + "p", W + "tbl", W + "altChunk"}:
                yield element, around
            elif tag == ALTERNATIVES:
                yield from self._elements(chosen(element), *around)
            elif tag in KINDS:
                yield from self._elements(element, *around, element)
            elif isinstance(tag, str) and not tag.endswith("Pr") and not _is_contents(element):
                yield from self._elements(element, *around)

    def _other(self, element: Any, found: list[Block]) -> None:
        if element.tag == W + "tbl":
            table = Table(self._read + 1)
            table.rows = [row for row in self._rows(element) if row]
            found.append(table)
        elif self._revisions.kept:
            self.odd.append((self._read + 1, _INSERTED_FILE))

    def _paragraph(self, element: Any, begun: _Begun | None, found: list[Block]) -> _Begun | None:
        self._read += 1
        properties = child(element, W + "pPr")
        style = self._styles.named(self._revisions.old(properties))
        words = begun.words if begun else Words(self._read, self.odd)
        outer, self._boxes = self._boxes, []
        self._runs.read(element, words, style)
        self._runs.fields.end_paragraph()
        boxes, self._boxes = self._boxes, outer
        mark = child(properties, W + "rPr") if properties is not None else None
        changes = changes_of(mark)
        for each in changes:
            with self._revisions.inside(each):
                self._revisions.met("\n", self._read)
        if not changes:
            self._revisions.end_paragraph(self._read)
        with self._revisions.inside(*changes):
            gone = not self._revisions.kept
        hidden = self._styles.look(style, "").under(own_look(self._revisions.old(mark))).hidden
        if gone or hidden:
            leads = begun.leads if begun else None
            found += boxes
            return _Begun(words, leads if gone or leads is not None or not words.text.strip() else element)
        self._end(_Begun(words, begun.leads if begun else None), element, found)
        found += boxes
        return None

    def _end(self, begun: _Begun, last: Any, found: list[Block]) -> None:
        """The paragraph with the look of its last part, unless a part whose mark is hidden leads it."""
        leads, text = begun.leads, begun.words.text
        if not text.strip() and self._is_gone(last):
            return
        properties = self._revisions.old(child(last if leads is None else leads, W + "pPr"))
        style = self._styles.named(properties)
        shown = self._lists.next_number(style, own_list(properties))
        if self._styles.is_contents(style) and _PAGE.search(text):
            return
        level = number(properties, "outlineLvl") if properties is not None else None
        heading = self._styles.heading(style) if level is None else level + 1 if level < 9 else 0
        whole = leads is None  # of a heading that runs on into its text not all is one
        bold = begun.words.bold if whole else ()
        found.append(Paragraph(begun.words.number, text, shown, heading if whole else 0, bold))

    def _is_gone(self, element: Any) -> bool:
        """Whether nothing of the last paragraph of a place is shown, not even its mark."""
        mark = element.find(f"{W}pPr/{W}rPr")
        with self._revisions.inside(*changes_of(mark)):
            return not self._revisions.kept or bool(own_look(mark).hidden)

    def _rows(self, table: Any) -> Iterator[list[list[Block]]]:
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            properties = row.find(W + "trPr")
            changes = changes_of(properties)
            with self._revisions.inside(*changes):
                if changes:
                    self._revisions.met("\n", self._read + 1)
                cells = [self._cell(each) for each in row.iter(W + "tc") if next(each.iterancestors(W + "tr")) is row]
                hidden = properties.find(W + "hidden") if properties is not None else None
                if self._revisions.kept and not (hidden is not None and is_on(hidden)):
                    yield [cell for cell in cells if cell is not None]

    def _cell(self, cell: Any) -> list[Block] | None:
        with self._revisions.inside(*changes_of(cell.find(W + "tcPr"))):
            blocks = self.blocks(cell)
            return blocks if self._revisions.kept else None

    def _box(self, content: Any) -> None:
        blocks = self.blocks(content)
        if self._revisions.kept:
            self._boxes += blocks


def _is_contents(element: Any) -> bool:
    """Whether it is a content control in which Word keeps a table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj")
    return value(gallery, "docPartGallery") == "Table of Contents"
