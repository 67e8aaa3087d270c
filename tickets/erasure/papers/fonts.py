"""The letters of papers: DejaVu Sans 2.35, embedded so that a paper looks the same everywhere."""

import unicodedata
from collections.abc import Container
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
LETTERS = Path(__file__).parent / "letters"  #: the font files as their authors published them, with their licence
UNKNOWN = "\N{REPLACEMENT CHARACTER}"  #: stands for what the font has no picture of
_one_at_a_time = Lock()  # the library's list of fonts is one for the process, and papers are drawn in threads


class Glyphs(dict[int, str]):
    """What is shown in the place of a code point; filled as it is asked."""

    def __init__(self, known: Container[int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        if letter.isspace():
            shown = letter if letter == "\N{NO-BREAK SPACE}" else " "
        elif unicodedata.category(letter) in {"Cc", "Cf"}:
            shown = ""
        else:
            shown = letter if point in self._known else UNKNOWN
        self[point] = shown
        return shown


def load_fonts() -> Glyphs:
    """Let the library know the fonts; gives what both of them can show."""
    with _one_at_a_time:
        for name in {PLAIN, BOLD} - set(pdfmetrics.getRegisteredFontNames()):
            pdfmetrics.registerFont(TTFont(name, LETTERS / f"{name}.ttf"))
    plain, bold = (frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in (PLAIN, BOLD))
    return Glyphs(plain & bold)


def showable(text: str, shown: Glyphs) -> str:
    """The text without invisible characters, in line breaks of one kind, with UNKNOWN for what no font shows."""
    return "\n".join(line.translate(shown) for line in unicodedata.normalize("NFC", text).splitlines())
