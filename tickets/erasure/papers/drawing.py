"""A paper drawn as PDF: A4, embedded fonts, page numbers, and the same bytes for the same paper."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from tickets.erasure.papers.fonts import BOLD, PLAIN, load_fonts, showable
from tickets.erasure.papers.paper import Block, Fields, Grid, Heading, Paper, Passage, Signature
from tickets.erasure.papers.rows import LINES, OWN_FONT, PADDING, RULE, pieces, rows, widths

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 15 * mm, 18 * mm, 24 * mm
PAGE = HEIGHT - TOP - BOTTOM  #: points for all the lines of a page
ROOM: float = WIDTH - LEFT - RIGHT  #: points that a line has
TITLES = 52 * mm  #: of them, the column of titles
NUMBER = 28 * mm  #: of the foot, for «Страница 1 из 3»
ALONE = 35 * mm  #: less room than this at the foot of a page is left free by a heading

_BODY = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=12.5, splitLongWords=True)
_SMALL = ParagraphStyle("small", _BODY, fontSize=7.5, leading=10, textColor=colors.HexColor("#4a4f57"))
_CAPTION = ParagraphStyle("caption", _SMALL, alignment=TA_CENTER)
_NAME = ParagraphStyle("name", _BODY, fontSize=8.5, leading=12, textColor=colors.HexColor("#30343b"))
_STRONG = ParagraphStyle("strong", _NAME, fontName=BOLD)
_TITLE = ParagraphStyle("title", _BODY, fontName=BOLD, fontSize=13, leading=17, alignment=TA_CENTER)
_BELOW = ParagraphStyle("below", _BODY, alignment=TA_CENTER, spaceAfter=4 * mm, spaceBefore=1 * mm)
_HEADING = ParagraphStyle(
    "heading", _BODY, fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=4 * mm, spaceAfter=2 * mm
)
_TOTAL = "total"  #: how many pages there are, drawn once and shown on each
_TOGETHER = re.compile(r"(№|\b(?:ст|ч|п)\.) (?=\d)")  #: a number stands on the line of what it numbers


def draw(paper: Paper) -> bytes:
    """The paper as a PDF file. Holds the processor: in an event loop call it in a thread."""
    return _Drawing(paper).draw()


class _Total(Flowable):  # type: ignore[misc] # the library has no types
    """Stands at the end, where it is known how many pages there are, and says so on all of them."""

    def draw(self) -> None:
        self.canv.beginForm(_TOTAL)
        self.canv.setFont(PLAIN, _SMALL.fontSize)
        self.canv.setFillColor(_SMALL.textColor)
        self.canv.drawString(0, 0, str(self.canv.getPageNumber()))
        self.canv.endForm()


class _Drawing:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.shown = load_fonts()

    def draw(self) -> bytes:
        file = BytesIO()
        document = BaseDocTemplate(
            file,
            pagesize=A4,
            title=self.drawable(self.paper.title),
            subject=self.drawable(self.paper.below),
            author="Punkt",
            initialFontName=PLAIN,
            lang="ru-RU",
            creator="Punkt",
            producer="Punkt",
            invariant=1,  # no moments and no random names inside
        )
        frame = Frame(LEFT, BOTTOM, ROOM, PAGE, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate("page", [frame], onPage=self.foot))
        blocks = (part for block in self.paper.blocks for part in self.block(block))
        document.build([*self.head(), *blocks, _Total()])
        return file.getvalue()

    def foot(self, canvas: Any, _document: object) -> None:
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, BOTTOM - 4 * mm, WIDTH - RIGHT, BOTTOM - 4 * mm)
        note = self.text(self.paper.footer, _SMALL)
        _, height = note.wrap(ROOM - NUMBER - 4 * mm, BOTTOM)
        note.drawOn(canvas, LEFT, BOTTOM - 6 * mm - height)
        number = f"Страница {canvas.getPageNumber()} из "
        canvas.setFont(PLAIN, _SMALL.fontSize)
        canvas.setFillColor(_SMALL.textColor)
        canvas.translate(WIDTH - RIGHT - NUMBER, BOTTOM - 6 * mm - _SMALL.fontSize)
        canvas.drawString(0, 0, number)
        canvas.translate(stringWidth(number, PLAIN, _SMALL.fontSize), 0)
        canvas.doForm(_TOTAL)
        canvas.restoreState()

    def head(self) -> list[Flowable]:
        return [self.text(self.paper.title, _TITLE), self.text(self.paper.below, _BELOW)]

    def block(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Heading(text):
                yield CondPageBreak(ALONE)
                yield self.text(text, _HEADING)
            case Passage(text, small):
                yield from self.lines(text, _SMALL if small else _BODY, ROOM)
                yield Spacer(1, 2 * mm)
            case Fields(fields):
                beside = ROOM - TITLES
                pairs = [(self.cell(name, _NAME, TITLES), self.cell(value, _BODY, beside)) for name, value in fields]
                yield from rows(pairs, (TITLES, beside), PAGE)
                yield Spacer(1, 3 * mm)
            case Grid(header, records):
                shown = [[self.drawable(value) for value in column] for column in zip(header, *records, strict=True)]
                room = tuple(widths(shown, ROOM, _BODY.fontSize))
                table = [
                    tuple(self.cell(value, _BODY, wide) for value, wide in zip(record, room, strict=True))
                    for record in records
                ]
                yield from rows(table, room, PAGE, [self.text(name, _STRONG) for name in header])
                yield Spacer(1, 3 * mm)
            case Signature(title, captions):
                yield KeepTogether(self.signature(title, captions))
                yield Spacer(1, 4 * mm)

    def signature(self, title: str, captions: Sequence[str]) -> list[Flowable]:
        gap, count = 6 * mm, len(captions)
        width = (ROOM - gap * (count - 1)) / count
        cells: list[Any] = [""] * (2 * count - 1)
        cells[::2] = [self.text(caption, _CAPTION) for caption in captions]
        columns = [gap if place % 2 else width for place in range(2 * count - 1)]
        lines = [("LINEABOVE", (2 * place, 0), (2 * place, 0), 0.6, colors.black) for place in range(count)]
        tight = ("TOPPADDING", (0, 0), (-1, -1), 1)
        return [
            Spacer(1, 4 * mm),
            self.text(title, _BODY),
            Spacer(1, 9 * mm),
            Table([cells], columns, style=[*lines, tight, OWN_FONT]),
        ]

    def cell(self, text: str, style: ParagraphStyle, width: float) -> list[Paragraph]:
        return self.lines(text, style, width - 2 * PADDING)

    def lines(self, text: str, style: ParagraphStyle, width: float) -> list[Paragraph]:
        """The text in paragraphs that are short enough for a page."""
        every = text.split("\n")
        groups = ["\n".join(every[place : place + LINES]) for place in range(0, len(every), LINES)]
        return [part for group in groups for part in pieces(self.text(group, style), width)]

    def text(self, text: str, style: ParagraphStyle) -> Paragraph:
        # The library reads a markup of its own, with pictures and links in it: words of people are never markup.
        whole = _TOGETHER.sub("\\1\N{NO-BREAK SPACE}", self.drawable(text))
        return Paragraph(escape(whole, quote=False).replace("\n", "<br/>"), style)

    def drawable(self, text: str) -> str:
        return showable(text, self.shown)
