"""A web page as lines of visible text, without its menus and footers."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from index.document.changes import Choice
from index.document.numbering import label_at_start
from index.document.omitted import GAP, Left, closed_up, told
from index.document.ordinal import parted
from index.document.source import Page, Source
from index.document.visibility import Declared, holds_notes, why_left_out
from index.document.web.artboards import ARTBOARD, for_telephones, in_order
from index.document.web.changed import change_of
from index.document.web.furniture import stands_around
from index.document.web.note_marks import note_mark
from index.document.web.rows import Rows
from index.document.web.sheets import sheets_of
from index.document.web.shown import Shown
from index.document.web.signs import as_seen, is_indent
from index.document.web.tree import tree_of

_INLINE = re.compile(
    r"a|abbr|acronym|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|label|link|mark|nobr|o:p|q|s|samp|small|span"
    r"|strike|strong|su[bp]|t[dht]|time|u|var|wbr"
)
_PLAIN = frozenset({"span", "o:p", "i", "em", "u", "font"})  #: say nothing of their words
_BOLD = re.compile(r"bold|[6-9]00")
_REBUILT = (
    "номера вложенных списков восстановлены по уровням, первый из них — {}: в файле стоит только номер внутри списка; "
    "сверьте их с документом или сохраните его в .docx, .odt или PDF"
)
_INCOMPLETE = "на странице слишком много правил стилей: в пункты могло попасть то, что они скрывают"
_BLANK = re.compile(r"[ \t\n\f]+")
_AROUND_TABS = re.compile(" ?\t ?")
_BEFORE_WORDS = f"{string.whitespace}\xa0\u200b{GAP}"


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ancestors of a piece of text say of it."""

    block: int = 0
    hidden: bool = False
    heading: int = 0
    bold: bool = False
    capitals: bool = False  #: are shown, whatever was typed
    kept: bool = False
    quoted: bool = False
    depth: int = 0
    linked: bool = False


@dataclass(slots=True)
class _Pending:
    """A line being put together."""

    pieces: list[str] = field(default_factory=list)
    number: int = 0
    place: _Place = _Place()
    ordinal: str = ""
    letter: str = ""  #: before its words, on the screen alone
    owner: int = 0  #: id() of the element that these two are shown before
    bold: bool = True


def read_page(text: str, choice: Choice = Choice.ACCEPT) -> Source:
    """Blocks, <br> and table rows become lines; <ol> items carry the number that a browser would show."""
    soup = tree_of(text)
    if ARTBOARD in text:
        in_order(soup)
    reader = _Reader(soup, choice)
    for element in soup.descendants:
        reader.take(element)
    reader.end_line()
    if reader.sheets.incomplete:
        reader.page.odd.append((0, _INCOMPLETE))
    if first := reader.shown.levels.rebuilt:
        reader.page.odd.append((first[0], _REBUILT.format(first[1])))
    return reader.page.source()


class _Reader:
    def __init__(self, soup: BeautifulSoup, choice: Choice) -> None:
        self.page = Page()
        self.length = len(soup.get_text())
        self.sheets = sheets_of(soup)
        self.shown = Shown(soup, self.sheets)
        self.rows = Rows()
        self.choice = choice
        self.above: list[Tag] = []
        self.places: dict[int, _Place] = {}
        self.number = 1
        self.pending = _Pending()
        self.fresh = True

    def take(self, element: PageElement) -> None:
        """Read the next element in document order."""
        above = self.places.get(id(element.parent), _Place())
        while not above.hidden and self.above and self.above[-1] is not element.parent:
            self._leave(self.above.pop())
        if isinstance(element, Tag):
            self._take_tag(element, above)
        elif isinstance(element, NavigableString):
            if not isinstance(element, PreformattedString):
                self._take_text(element)
            self.number += element.count("\n")

    def end_line(self) -> None:
        """Close the line being put together."""
        pending = self.pending
        self.pending = _Pending(ordinal=pending.ordinal, letter=pending.letter, owner=pending.owner)
        visible = _AROUND_TABS.sub("\t", re.sub(" {2,}", " ", closed_up("".join(pending.pieces)))).strip(" \t")
        if not visible.strip():
            return
        place, shown = pending.place, pending.ordinal or pending.letter
        typed = bool(pending.ordinal) and label_at_start(visible, headed=place.heading > 0) is not None
        self.pending = _Pending()
        self.page.add(
            pending.number,
            f"{shown} {visible}" if shown and not typed else visible,
            fresh=self.fresh,
            heading=place.heading,
            bold=pending.bold,
            depth=place.depth,
            ordinal="" if typed else pending.ordinal,
            aside=place.quoted or "\t" in visible,
        )
        self.fresh = False

    def _leave(self, tag: Tag) -> None:
        self.shown.leave(tag)
        in_row = tag.name == "li" and self.rows.fills_a_cell(tag)  # what it numbers stands in the next cell
        if self.pending.owner == id(tag) and not self.pending.number and not in_row:
            self.pending = replace(self.pending, ordinal="", letter="", owner=0)  # it had no words

    def _take_tag(self, tag: Tag, above: _Place) -> None:
        self.number = tag.sourceline or self.number
        if above.hidden or stands_around(tag, self.length):
            self.places[id(tag)] = replace(above, hidden=True)
            return
        declared = self.sheets.of(tag)
        if self._without(tag, above, declared):
            self.places[id(tag)] = replace(above, hidden=True)
            return
        self.places[id(tag)] = self._place(tag, above, declared)
        if tag.name == "br":
            self.fresh |= not closed_up("".join(self.pending.pieces)).strip()  # an empty line
            self.end_line()
        elif tag.name in {"td", "th"}:
            self.pending.pieces.append("\t")
        elif not _INLINE.fullmatch(tag.name) and not self.rows.fills_a_cell(tag):
            self.end_line()
            self.fresh = True
        self.above.append(tag)
        self._show(tag, self.shown.enter(tag, declared))

    def _show(self, tag: Tag, shown: str) -> None:
        """A number or letter before an element, if it opens a line."""
        if tag.name == "li":
            self.pending = replace(self.pending, ordinal="", letter="")
        if not shown or self.pending.number:
            return
        ordinal, letter = parted(shown)
        if ordinal or letter:
            self.pending = replace(self.pending, ordinal=ordinal, letter=letter, owner=id(tag))

    def _place(self, tag: Tag, above: _Place, declared: Declared) -> _Place:
        name = tag.name
        weight, space, letters = map(declared.get, ("font-weight", "white-space", "text-transform"))
        if name in _PLAIN and not weight and not space and not letters:
            return above
        return replace(
            above,
            block=above.block if _INLINE.fullmatch(name) or self.rows.fills_a_cell(tag) else id(tag),
            heading=int(name[1]) if re.fullmatch(r"h[1-6]", name) else above.heading,
            bold=bool(_BOLD.match(weight)) if weight else above.bold or name in {"b", "strong", "th"},
            capitals=letters.startswith("uppercase") if letters else above.capitals,
            kept=space.startswith(("pre", "break-spaces")) if space else above.kept or name in {"pre", "textarea"},
            quoted=above.quoted or name == "blockquote",
            depth=above.depth + (name in {"ol", "ul"}),
            linked=above.linked or name == "a",
        )

    def _without(self, tag: Tag, above: _Place, declared: Declared) -> bool:
        """Leave out what is no word of the document, and tell its owner."""
        if changed := change_of(tag, self.number, self.choice):
            self.page.changes.append(changed.change)
            if not changed.stays:
                self.pending.pieces.append(GAP)
            return not changed.stays
        if why := self._why_left_out(tag, declared):
            self._leave_out(tag, why, declared)
            return True
        if mark := note_mark(tag, linked=above.linked):
            self._write(mark, self.number, above)
        return bool(mark)

    def _why_left_out(self, tag: Tag, declared: Declared) -> Left | None:
        if why := why_left_out(tag.name, tag.attrs, declared):
            return why
        if for_telephones(tag):
            return Left.HIDDEN
        notes = not _INLINE.fullmatch(tag.name) and holds_notes(tag.attrs, declared)
        return Left.NOTE if notes and 2 * len(tag.get_text()) < self.length else None

    def _leave_out(self, tag: Tag, why: Left, declared: Declared) -> None:
        self.page.odd += told(self.number, why, tag.get_text(" "))
        if why is Left.STRUCK and not _INLINE.fullmatch(tag.name):
            self.end_line()
            self.fresh = True
            self.shown.pass_by(tag, declared)
        self.pending.pieces.append(GAP)

    def _take_text(self, text: NavigableString) -> None:
        place = self.places.get(id(text.parent), _Place())
        if place.hidden:
            return
        words = " " if is_indent(text) else as_seen(text)
        for number, piece in self._rows(words, place):
            if number > self.number or (self.pending.number and place.block != self.pending.place.block):
                self.end_line()
            self._write(piece, number, place)

    def _write(self, piece: str, number: int, place: _Place) -> None:
        words = piece.lstrip(_BEFORE_WORDS)
        if words and not self.pending.number:
            self.pending.number = number + piece[: len(piece) - len(words)].count("\n")
            self.pending.place = place
        if any(letter.isalpha() for letter in words):
            self.pending.bold &= place.bold
        shown = _BLANK.sub(" ", piece)
        self.pending.pieces.append(shown.upper() if place.capitals else shown)

    def _rows(self, text: str, place: _Place) -> Iterator[tuple[int, str]]:
        """A text node whole, or line by line where its line breaks are seen."""
        if place.kept or re.search(r"\S[ \t]*\n[ \t]*\n\s*\S", text):
            for offset, row in enumerate(text.split("\n")):
                if not row.strip():
                    self.fresh = True
                yield self.number + offset, row
        else:
            yield self.number, text
