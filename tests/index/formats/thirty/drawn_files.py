"""Rows as a PDF drawn by reportlab, with a running header and numbers of pages."""

import io
from collections.abc import Sequence
from html import escape
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Table

from tests.index.formats.drawn_pdf import BOLD, PLAIN
from tests.index.formats.thirty.known_rows import NOTED, Row

_TEXT = ParagraphStyle("text", fontName=PLAIN, fontSize=10, leading=13, spaceAfter=4)
_NOTE = ParagraphStyle("note", parent=_TEXT, fontSize=8, leading=10)
_CELL = ParagraphStyle("cell", parent=_TEXT, spaceAfter=0)
_WIDTH, _NARROW = 451, 40  #: points: of the text, of a column of numbers
_HEADING = ParagraphStyle("heading", parent=_TEXT, fontName=BOLD, fontSize=12, leading=16)


def drawn_pdf(rows: Sequence[Row]) -> bytes:
    """A page is half an A4, so that most documents have several."""
    file = io.BytesIO()
    story: list[Flowable] = []
    for in_table, group in groupby((row for row in rows if not row.note), key=lambda row: bool(row.cells)):
        if in_table:
            story.append(_table([row.cells for row in group]))
        else:
            story += [Paragraph(_noted(row.typed), _HEADING if row.heading else _TEXT) for row in group]
    notes = [Paragraph(f"<super>{row.note}</super> {escape(row.text)}", _NOTE) for row in rows if row.note]
    story += [HRFlowable("30%", hAlign="LEFT", spaceBefore=12), *notes] if notes else []
    SimpleDocTemplate(file, pagesize=(595, 500)).build(story, onFirstPage=_around, onLaterPages=_around)
    return file.getvalue()


def _table(rows: Sequence[Sequence[str]]) -> Table:
    """With lines around its cells; a column of numbers is narrow."""
    narrow = all(len(cells[0]) < 6 for cells in rows)
    first = [_NARROW] if narrow else []
    others = len(rows[0]) - len(first)
    widths = [*first, *[(_WIDTH - sum(first)) / others] * others]
    cells = [[Paragraph(_noted(cell), _CELL) for cell in row] for row in rows]
    return Table(
        cells, colWidths=widths, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )


def _noted(text: str) -> str:
    return NOTED.sub(r"<super>\1</super>", escape(text))


def _around(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawString(72, 470, "ООО «Ромашка». Документы")
    canvas.drawRightString(523, 30, f"Страница {document.page}")
