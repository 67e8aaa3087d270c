"""A web page as lines of visible text, without its menus and footers."""

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from index.document.notes import TARGET, raised
from index.document.omitted import GAP, Left, closed_up, told
from index.document.source import Page, Source
from index.document.visibility import holds_notes, sheet_styles, why_left_out

_INLINE = re.compile(
    r"a|abbr|acronym|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|label|link|mark|nobr|o:p|q|s|samp|small|span"
    r"|strike|strong|su[bp]|t[dht]|time|u|var|wbr"
)
_HIDDEN = re.compile(r"head|title|script|style|noscript|nav|footer|svg|button|select|iframe")
_ASIDE = re.compile(r"aside|form|object")
_FURNITURE = re.compile(r"(?<![a-z])(?:menu|nav|navbar|navigation|topnav|footer|sidebar|breadcrumbs?|toc)(?![a-z])")
_LANDMARKS = frozenset({"navigation", "contentinfo", "search", "complementary"})
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:\s*(?:none|lower|upper-alpha|disc)")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_JSX_STRING = re.compile(r"\{\s*([\"'`])([^\"'`{}]*)\1\s*\}")
_PROLOG = re.compile(r"\A\s*<\?xml\b[^<>]{0,300}>")
_BLANK = re.compile(r"[ \t\n\f]+")
_MARK_PARTS = 10  #: elements and strings in the mark of a footnote, at most
_BEFORE_WORDS = f"{string.whitespace}\xa0\u200b{GAP}"


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ancestors of a piece of text say of it."""

    block: int = 0
    hidden: bool = False
    heading: int = 0
    bold: bool = False
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
    bold: bool = True


def read_page(text: str) -> Source:
    """Blocks, <br> and table rows become lines; <ol> items carry the number that a browser would show."""
    prologless = _PROLOG.sub(lambda prolog: "\n" * prolog[0].count("\n"), text)  # or the parser warns of XML
    soup = _soup(_JSX_STRING.sub(r"\2", prologless))
    reader = _Reader(len(soup.get_text()), "counters(" in text, sheet_styles(soup))
    for element in soup.descendants:
        reader.take(element)
    reader.end_line()
    return reader.page.source()


def _soup(text: str) -> BeautifulSoup:
    try:
        return BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup:  # by a broken declaration such as <![x
        return BeautifulSoup(text.replace("<!", "&lt;!"), "html.parser")


class _Reader:
    def __init__(self, length: int, counters: bool, styles: Mapping[int, str]) -> None:
        self.page = Page()
        self.length = length
        self.counters = counters
        self.styles = styles
        self.places: dict[int, _Place] = {}
        self.items: dict[int, int] = {}
        self.prefixes: dict[int, str] = {}
        self.number = 1
        self.pending = _Pending()
        self.fresh = True

    def take(self, element: PageElement) -> None:
        """Read the next element in document order."""
        if isinstance(element, Tag):
            self._take_tag(element)
        elif isinstance(element, NavigableString):
            if not isinstance(element, PreformattedString):
                self._take_text(element)
            self.number += element.count("\n")

    def end_line(self) -> None:
        """Close the line being put together."""
        pending, self.pending = self.pending, _Pending(ordinal=self.pending.ordinal)
        visible = re.sub(" {2,}", " ", closed_up("".join(pending.pieces))).strip(" \t")
        if not visible.strip():
            return
        place = pending.place
        self.pending.ordinal = ""
        self.page.add(
            pending.number,
            visible,
            fresh=self.fresh,
            heading=place.heading,
            bold=pending.bold,
            depth=place.depth,
            ordinal=pending.ordinal,
            aside=place.quoted or "\t" in visible,
        )
        self.fresh = False

    def _take_tag(self, tag: Tag) -> None:
        self.number = tag.sourceline or self.number
        above = self.places.get(id(tag.parent), _Place())
        place = self.places[id(tag)] = self._place(tag, above)
        if place.hidden:
            return
        why, mark = self._why_left_out(tag), _note_mark(tag, linked=above.linked)
        if why or mark:
            self.places[id(tag)] = replace(place, hidden=True)
            if why:
                self._leave_out(tag, why)
            else:
                self._write(mark, self.number, above)
            return
        if tag.name == "br":
            self.end_line()
        elif tag.name in {"td", "th"}:
            self.pending.pieces.append("\t")
        elif not _INLINE.fullmatch(tag.name):
            self.end_line()
            self.fresh = True
        if tag.name == "li":
            self.pending.ordinal = self._ordinal(tag)

    def _place(self, tag: Tag, above: _Place) -> _Place:
        style = str(tag.get("style") or "").lower()
        name = tag.name
        return replace(
            above,
            block=above.block if _INLINE.fullmatch(name) else id(tag),
            hidden=above.hidden or self._is_hidden(tag),
            heading=int(name[1]) if re.fullmatch(r"h[1-6]", name) else above.heading,
            bold=above.bold or name in {"b", "strong", "th"} or bool(_BOLD_STYLE.search(style)),
            kept=above.kept or name in {"pre", "textarea"} or bool(_PRE_STYLE.search(style)),
            quoted=above.quoted or name == "blockquote",
            depth=above.depth + (name in {"ol", "ul"}),
            linked=above.linked or name == "a",
        )

    def _why_left_out(self, tag: Tag) -> Left | None:
        style = f"{self.styles.get(id(tag), '')};{tag.get('style') or ''}"
        if why := why_left_out(tag.name, tag.attrs, style):
            return why
        notes = not _INLINE.fullmatch(tag.name) and holds_notes(tag.attrs, style)
        return Left.NOTE if notes and 2 * len(tag.get_text()) < self.length else None

    def _leave_out(self, tag: Tag, why: Left) -> None:
        self.page.odd += told(self.number, why, tag.get_text(" "))
        if why is Left.STRUCK and not _INLINE.fullmatch(tag.name):
            self.end_line()
            self.fresh = True
            if tag.name == "li":
                self._ordinal(tag)  # it has a number on the screen
        self.pending.pieces.append(GAP)

    def _is_hidden(self, tag: Tag) -> bool:
        if _HIDDEN.fullmatch(tag.name):
            return True
        named = f"{tag.get('id') or ''} {' '.join(tag.get_attribute_list('class'))}".lower()
        furniture = (
            bool(_ASIDE.fullmatch(tag.name) or _FURNITURE.search(named)) or str(tag.get("role") or "") in _LANDMARKS
        )
        return furniture and tag.name not in {"html", "body"} and 2 * len(tag.get_text()) < self.length

    def _ordinal(self, item: Tag) -> str:
        """The number before a list item, as browsers count; "" for bullets and letters."""
        parent = next((above for above in item.parents if above.name in {"ol", "ul"}), None)
        if parent is None or parent.name == "ul":
            return ""
        if str(parent.get("type") or "1") not in {"1", "I"} or _UNNUMBERED.search(str(parent.get("style") or "")):
            return ""
        first = _integer(parent.get("start"), 1)
        number = _integer(item.get("value"), self.items.get(id(parent), first - 1) + 1)
        self.items[id(parent)] = number
        outer = parent.find_parent("li") if self.counters else None
        prefix = self.prefixes.get(id(outer), "") if outer else ""
        self.prefixes[id(item)] = shown = f"{prefix}{number}."
        return _roman(number) + "." if parent.get("type") == "I" else shown

    def _take_text(self, text: NavigableString) -> None:
        place = self.places.get(id(text.parent), _Place())
        if place.hidden:
            return
        for number, piece in self._rows(str(text), place):
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
        self.pending.pieces.append(_BLANK.sub(" ", piece))

    def _rows(self, text: str, place: _Place) -> Iterator[tuple[int, str]]:
        """A text node whole, or line by line where its line breaks are seen."""
        if place.kept or re.search(r"\S[ \t]*\n[ \t]*\n\s*\S", text):
            for offset, row in enumerate(text.split("\n")):
                if not row.strip():
                    self.fresh = True
                yield self.number + offset, row
        else:
            yield self.number, text


def _note_mark(tag: Tag, *, linked: bool) -> str:
    """What a superscript or a link to a footnote reads like; "" of any other element. `linked`: a link is around it."""
    to_note = tag.name == "a" and (TARGET.match(str(tag.get("href") or "")) or tag.get("role") == "doc-noteref")
    if not to_note and tag.name != "sup":
        return ""
    inside = list(tag.contents)
    for each in inside:  # grows as it goes
        if len(inside) > _MARK_PARTS:
            return ""
        inside += each.contents if isinstance(each, Tag) else []
    linked = linked or bool(to_note) or any(isinstance(each, Tag) and each.name == "a" for each in inside)
    return raised(tag.get_text(), linked=linked) or ""


def _integer(value: object, default: int) -> int:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 4 else default


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
