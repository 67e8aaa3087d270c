"""Pages drawn with reportlab: text and lines exactly where a test wants them."""

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from index.document.parser import parse
from index.formats.pdf.reading import read_pdf
from tickets.erasure.papers.fonts import LETTERS

PLAIN, BOLD = "DrawnSans", "DrawnSans-Bold"
LEFT, RIGHT, TOP, STEP, SIZE = 60, 535, 760, 14, 10  #: points; of A4, 595 by 842

for name, file in ((PLAIN, "DejaVuSans"), (BOLD, "DejaVuSans-Bold")):
    pdfmetrics.registerFont(TTFont(name, LETTERS / f"{file}.ttf"))


class Drawn:
    """A document in the making."""

    def __init__(self, **options: object) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(595, 842), **options)

    def text(self, text: str, left: float = LEFT, base: float = TOP, size: float = SIZE, font: str = PLAIN) -> float:
        """Write one row; gives where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, base, text)
        return left + pdfmetrics.stringWidth(text, font, size)

    def column(self, text: str, left: float = LEFT, right: float = RIGHT, base: float = TOP, **look: object) -> float:
        """Write a paragraph, wrapped as wide as its column; gives the base line below it."""
        row = ""
        for word in text.split(" "):
            longer = f"{row} {word}".strip()
            if row and pdfmetrics.stringWidth(longer, PLAIN, SIZE) > right - left:
                self.text(row, left, base, **look)
                row, base = word, base - STEP
            else:
                row = longer
        self.text(row, left, base, **look)
        return base - STEP

    def line(self, left: float, bottom: float, right: float, top: float, wide: float = 0.5) -> None:
        """Draw a line."""
        self.canvas.setLineWidth(wide)
        self.canvas.line(left, bottom, right, top)

    def page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()

    def done(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.file.getvalue()


def drawn(draw: Callable[[Drawn], object]) -> bytes:
    """A document that a function draws."""
    document = Drawn()
    draw(document)
    return document.done()


def lines_of(data: bytes) -> list[str]:
    """Its lines as they are read."""
    return [line.text for line in read_pdf(data).lines]


def clauses_of(data: bytes) -> dict[str, str]:
    """Number → words of the clauses of a PDF, headings with them."""
    return {each.number: " ".join(f"{each.heading} {each.text}".split()) for each in parse(read_pdf(data)).clauses}


def told_of(data: bytes) -> list[str]:
    """What its owner is told."""
    return list(parse(read_pdf(data)).warnings)
