"""Unseen documents as Word has them: every number counted, numbers in styles, everything typed."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from tests.index.formats import built_docx as built
from tests.index.formats.built_docx import definition, docx, in_list, instance, level, p, styled, t
from tests.index.formats.unseen.unseen_numbers import Counted, counted
from tests.index.formats.unseen.unseen_rows import Piece

_BOLD, _CENTRED = "<w:b/>", '<w:jc w:val="center"/>'
_BULLETS = definition(99, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")) + instance(999, 99)
_LEVELS = 4
Paragraph = Callable[[Piece, Counted | None], str]


def counted_docx(pieces: Sequence[Piece]) -> bytes:
    """Sections, clauses, items and bullets are counted by lists; headings are set bold by hand."""
    lists = _Lists(counted(pieces))

    def paragraph(piece: Piece, place: Counted | None) -> str:
        look = _BOLD if piece.is_title else ""
        properties = _CENTRED if piece.is_title else ""
        if place:
            return p(t(escape(piece.text), look), lists.item(place) + properties)
        if piece.kind.startswith("-"):
            return p(t(escape(piece.text)), in_list(999, len(piece.kind) - 1))
        return p(t(escape(piece.typed), look), properties)

    body = _body(pieces, lists.places, paragraph)
    return docx(body, numbering=lists.numbering(), styles=_styles(""))


def styled_docx(pieces: Sequence[Piece]) -> bytes:
    """Numbers of sections and clauses are in their styles; items and bullets are typed with a tab."""
    lists = _Lists(counted(pieces), in_styles=True)

    def paragraph(piece: Piece, place: Counted | None) -> str:
        words = t(escape(piece.text))
        if place and place.family == "main":
            return p(words, styled(f"Numbered{place.level}") + lists.anew(place))
        if place and place.family != "item":
            return p(words, (styled("Heading1") if piece.kind == "H" else "") + lists.item(place))
        heading = {"T": "Title", "S": "Heading2", "A": "Heading1", "H": "Heading1"}.get(piece.kind, "")
        return p(_tabbed(piece), styled(heading) if heading else "")

    body = _body(pieces, lists.places, paragraph)
    return docx(body, numbering=lists.numbering(), styles=_styles(lists.in_style()))


def typed_docx(pieces: Sequence[Piece]) -> bytes:
    """Every label and bullet is typed; headings are bold and centred."""

    def paragraph(piece: Piece, _: Counted | None) -> str:
        look = _BOLD if piece.is_title else ""
        return p(t(escape(_bulleted(piece)), look), _CENTRED if piece.is_title else "")

    return docx(_body(pieces, [None] * len(pieces), paragraph), styles=_styles(""))


def broken_docx(pieces: Sequence[Piece]) -> bytes:
    """A paragraph for each section; what stands in it is parted by line breaks."""
    body = ""
    for in_table, group in groupby(pieces, key=lambda piece: bool(piece.cells)):
        rows = list(group)
        if in_table:
            body += _body(rows, [None] * len(rows), lambda piece, _: p(t(escape(piece.typed))))
            continue
        runs = ""
        for piece in rows:
            if piece.is_title and runs:
                body, runs = body + p(runs), ""
            runs += ("<w:r><w:br/></w:r>" if runs else "") + t(
                escape(_bulleted(piece)), _BOLD if piece.is_title else ""
            )
        body += p(runs)
    return docx(body, styles=_styles(""))


def tabled_docx(pieces: Sequence[Piece]) -> bytes:
    """The whole document is a table of labels and texts."""
    rows = [built.row(escape(piece.label), _cell(piece)) for piece in pieces]
    return docx(built.table(*rows) + p(""), styles=_styles(""))


def _cell(piece: Piece) -> str:
    """A cell with the text of a piece."""
    words = " ".join(piece.cells) or (f"– {piece.text}" if piece.kind.startswith("-") else piece.text)
    return p(t(escape(words), _BOLD if piece.is_title else ""))


def _bulleted(piece: Piece) -> str:
    return f"– {piece.text}" if piece.kind.startswith("-") else piece.typed


def _tabbed(piece: Piece) -> str:
    label = "–" if piece.kind.startswith("-") else piece.label
    if not label or piece.glued:
        return t(escape(piece.typed))
    return t(escape(label)) + "<w:r><w:tab/></w:r>" + t(escape(piece.text))


def _body(pieces: Sequence[Piece], places: Sequence[Counted | None], paragraph: Paragraph) -> str:
    body = ""
    pairs = list(zip(pieces, places, strict=True))
    for in_table, group in groupby(pairs, key=lambda pair: bool(pair[0].cells)):
        if in_table:
            rows = (built.row(*map(escape, piece.cells)) for piece, _ in group)
            body += built.table(*rows) + p("")
        else:
            body += "".join(paragraph(piece, place) for piece, place in group)
    return body


def _styles(more: str) -> str:
    names = {"Title": ("Title", ""), "Heading1": ("heading 1", "0"), "Heading2": ("heading 2", "1")}
    made = ""
    for key, (name, outline) in names.items():
        outlined = f'<w:outlineLvl w:val="{outline}"/>' if outline else ""
        made += (
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:pPr>{outlined}</w:pPr>'
            "<w:rPr><w:b/></w:rPr></w:style>"
        )
    return made + more


class _Lists:
    """Definitions and instances of the lists of a document."""

    def __init__(self, places: Sequence[Counted | None], *, in_styles: bool = False) -> None:
        self.places = places
        self.in_styles = in_styles
        self.instances: list[str] = []
        self.now: dict[str, int] = {}
        self.keys = list(dict.fromkeys(place.key for place in places if place))

    def item(self, place: Counted) -> str:
        """Paragraph properties of an item."""
        if place.anew or place.key not in self.now:
            self._begin(place)
        return in_list(self.now[place.key], place.level)

    def anew(self, place: Counted) -> str:
        """Paragraph properties of an item whose list is in its style, where the list begins again."""
        if place.key not in self.now:
            self._begin(place)
            return ""
        if place.anew:
            self._begin(place)
        return in_list(self.now[place.key], place.level) if self.now[place.key] != self._first(place.key) else ""

    def _first(self, key: str) -> int:
        return self.keys.index(key) * 100 + 1

    def _begin(self, place: Counted) -> None:
        before = self.now.get(place.key)
        self.now[place.key] = before + 1 if before else self._first(place.key)
        start = f'<w:lvlOverride w:ilvl="{place.level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        self.instances.append(instance(self.now[place.key], self.keys.index(place.key), start if before else ""))

    def numbering(self) -> str:
        """The part with all lists; definitions come first."""
        return "".join(self._definition(key) for key in self.keys) + self._bullets() + "".join(self.instances)

    def _bullets(self) -> str:
        bullets, _, last = _BULLETS.partition("<w:num ")
        self.instances.append("<w:num " + last)
        return bullets

    def _definition(self, key: str) -> str:
        of_key = [place for place in self.places if place and place.key == key]
        if key != "main":
            return definition(self.keys.index(key), level(0, of_key[0].style, f"{of_key[0].before}%1{of_key[0].after}"))
        looks = {place.level: place for place in reversed(of_key)}
        levels = []
        for depth in range(_LEVELS):
            look = looks.get(depth)
            numbers = ".".join(f"%{above + 1}" for above in range(depth + 1))
            text = f"{look.before}{numbers}{look.after}" if look else f"{numbers}."
            linked = f'<w:pStyle w:val="Numbered{depth}"/>' if self.in_styles else ""
            levels.append(level(depth, "decimal", text, linked))
        return definition(self.keys.index(key), *levels)

    def in_style(self) -> str:
        """Styles whose paragraphs are items of the main list."""
        if "main" not in self.keys:
            return ""
        made = ""
        for depth in range(_LEVELS):
            outline = '<w:keepNext/><w:outlineLvl w:val="0"/>' if not depth else ""
            place = f'<w:ilvl w:val="{depth}"/>' if depth else ""
            made += (
                f'<w:style w:type="paragraph" w:styleId="Numbered{depth}"><w:name w:val="Пункт {depth + 1}"/><w:pPr>'
                f'<w:numPr>{place}<w:numId w:val="{self._first("main")}"/></w:numPr>{outline}</w:pPr></w:style>'
            )
        return made
