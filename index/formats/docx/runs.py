"""The words inside a paragraph, through all that may stand around them."""

from collections.abc import Callable
from typing import Any

from index.formats.docx.fields import Fields
from index.formats.docx.look import PLAIN, Look, own_look
from index.formats.docx.notes import REFERENCES, Notes
from index.formats.docx.revisions import KINDS, Revisions
from index.formats.docx.signs import sign
from index.formats.docx.styles import Styles
from index.formats.docx.words import Words
from index.formats.docx.xml import W, child

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OTHER_WAYS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = _OTHER_WAYS + "AlternateContent"
_KEPT_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = frozenset({W + "t", W + "delText"})
_CONSTANT = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "",  # shown only where a line happens to end
    _MATH + "t": None,
}
_PROPERTIES, _STYLE, _VALUE = W + "rPr", W + "rStyle", W + "val"
_BLANKS = str.maketrans("\t\r\n", "   ")
_UNSEEN = frozenset(
    W + name
    for name in (
        "pPr",
        "rPr",
        "instrText",
        "delInstrText",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "smartTagPr",
        "customXmlPr",
        "fldData",
    )
)


class Runs:
    """Reads the inside of paragraphs; `box` takes the contents of a text box."""

    def __init__(self, styles: Styles, revisions: Revisions, notes: Notes, box: Callable[[Any], None]) -> None:
        self._styles = styles
        self._revisions = revisions
        self._notes = notes
        self._box = box
        self.fields = Fields()

    def read(self, parent: Any, words: Words, style: str) -> None:
        """Write the words of all children; style: of the paragraph."""
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                self._run(element, words, style)
            elif tag in KINDS:
                with self._revisions.inside(element):
                    self.read(element, words, style)
            elif tag == W + "txbxContent":
                self._box(element)
            elif tag == ALTERNATIVES:
                self.read(chosen(element), words, style)
            elif tag == _MATH + "t":
                self._write(element.text or "", words, PLAIN)
            elif isinstance(tag, str) and tag not in _UNSEEN:
                self.read(element, words, style)

    def _run(self, run: Any, words: Words, style: str) -> None:
        look, custom_mark = self._look(run, style), False
        for element in run:
            tag = element.tag
            if tag in _TEXTS:
                if not custom_mark:
                    self._write(_text(element), words, look)
            elif tag in _CONSTANT:
                self._write(_CONSTANT[tag] or element.text or "", words, look)
            elif tag == W + "sym":
                self._write(sign(element), words, look)
            elif tag in REFERENCES:
                custom_mark = element.get(W + "customMarkFollows", "0") in {"1", "true", "on"}
                if self._revisions.kept:
                    words.leave(*self._notes.told(element))
            elif tag == W + "fldChar":
                self.fields.met(element)
            elif isinstance(tag, str) and tag not in _UNSEEN:
                self.read([element], words, style)

    def _look(self, run: Any, style: str) -> Look:
        properties = self._revisions.old(child(run, _PROPERTIES))
        if properties is None:
            return self._styles.look(style, "")
        named = child(properties, _STYLE)
        return self._styles.look(style, "" if named is None else named.get(_VALUE, "")).under(own_look(properties))

    def _write(self, text: str, words: Words, look: Look) -> None:
        if not text or not self.fields.shown:
            return
        self._revisions.met(text, words.number)
        if self._revisions.kept:
            words.write(text, look)


def chosen(alternatives: Any) -> Any:
    """Of several ways to say the same the first, which new programs take."""
    return next(iter(alternatives), ())


def _text(element: Any) -> str:
    text = element.text or ""
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.translate(_BLANKS)
    bare = text.strip(" ")
    return bare if bare == text or element.get(_KEPT_SPACE) != "preserve" else text
