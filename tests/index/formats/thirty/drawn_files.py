"""Rows as a PDF drawn by reportlab, with a running header and numbers of pages."""

import io
from collections.abc import Sequence
from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from tests.index.formats.drawn_pdf import BOLD, PLAIN
from tests.index.formats.thirty.known_rows import Row

_TEXT = ParagraphStyle("text", fontName=PLAIN, fontSize=10, leading=13, spaceAfter=4)
_HEADING = ParagraphStyle("heading", parent=_TEXT, fontName=BOLD, fontSize=12, leading=16)


def drawn_pdf(rows: Sequence[Row]) -> bytes:
    """A page is half an A4, so that most documents have several."""
    file = io.BytesIO()
    story = [Paragraph(escape(row.typed), _HEADING if row.heading else _TEXT) for row in rows]
    SimpleDocTemplate(file, pagesize=(595, 500)).build(story, onFirstPage=_around, onLaterPages=_around)
    return file.getvalue()


def _around(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawString(72, 470, "ООО «Ромашка». Документы")
    canvas.drawRightString(523, 30, f"Страница {document.page}")
