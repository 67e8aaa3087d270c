"""Unseen documents as a PDF drawn by a program: labels hang in a column of their own, rows are justified."""

import io
from collections.abc import Sequence
from html import escape
from itertools import groupby

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from tests.index.formats.drawn_pdf import BOLD, PLAIN
from tests.index.formats.unseen.unseen_rows import Piece

_TEXT = ParagraphStyle("text", fontName=PLAIN, fontSize=9.5, leading=12.5, spaceAfter=5, alignment=TA_JUSTIFY)
_HEADING = ParagraphStyle("heading", parent=_TEXT, fontName=BOLD, spaceBefore=8, alignment=TA_CENTER)
_HANGING = ParagraphStyle(
    "hanging", parent=_TEXT, leftIndent=44, bulletIndent=0, bulletFontName=PLAIN, bulletFontSize=9.5
)
_ITEM = ParagraphStyle("item", parent=_HANGING, leftIndent=66, bulletIndent=48)
_CELL = ParagraphStyle("cell", parent=_TEXT, spaceAfter=0)
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=8, leading=10, spaceAfter=3)
_SMALL_HEADING = ParagraphStyle("small heading", parent=_SMALL, fontName=BOLD, alignment=TA_CENTER)
_WIDTH = 451


def hanging_pdf(pieces: Sequence[Piece]) -> bytes:
    """Clauses hang beside their labels, items beside theirs; each page has its number in the middle of its foot."""
    file = io.BytesIO()
    story: list[Flowable] = []
    for in_table, group in groupby(pieces, key=lambda piece: bool(piece.cells)):
        if in_table:
            story += [*_tables(list(group)), Spacer(1, 6)]
        else:
            story += map(_paragraph, group)
    SimpleDocTemplate(file).build(story, onFirstPage=_around, onLaterPages=_around)
    return file.getvalue()


def columns_pdf(pieces: Sequence[Piece]) -> bytes:
    """Two columns on each page, in small print, nothing hangs."""
    file = io.BytesIO()
    frames = [Frame(left, 60, 240, 720, leftPadding=0, rightPadding=0) for left in (50, 305)]
    document = BaseDocTemplate(file)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_around))
    story: list[Flowable] = []
    for piece in pieces:
        words = " – ".join(piece.cells) or (f"• {piece.text}" if piece.kind.startswith("-") else piece.typed)
        story.append(Paragraph(escape(words), _SMALL_HEADING if piece.is_title else _SMALL))
    document.build(story)
    return file.getvalue()


def _paragraph(piece: Piece) -> Paragraph:
    if piece.is_title:
        return Paragraph(escape(piece.typed), _HEADING)
    if piece.kind == "C":
        return Paragraph(escape(piece.text), _HANGING, bulletText=piece.label)
    if piece.kind == "I" or piece.kind.startswith("-"):
        return Paragraph(escape(piece.text), _ITEM, bulletText=piece.label or "•")
    return Paragraph(escape(piece.typed), _TEXT)


def _tables(pieces: Sequence[Piece]) -> list[Table]:
    wide = len(pieces[0].cells)
    rows = [[Paragraph(escape(cell), _CELL) for cell in piece.cells] for piece in pieces]
    first = [60.0] if pieces[-1].kind == "R" else [_WIDTH / wide]
    widths = [*first, *[(_WIDTH - first[0]) / (wide - 1)] * (wide - 1)]
    return [
        Table(
            rows,
            colWidths=widths,
            style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")],
        )
    ]


def _around(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawCentredString(297, 40, f"— {document.page} —")
