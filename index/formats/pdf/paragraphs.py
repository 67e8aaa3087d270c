"""Rows as paragraphs: by gaps, indents, labels, looks, and by whether the next word would have had room above."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.document.numbering import label_at_start, names_its_owner, refers_on
from index.document.titles import heads_an_annex, is_title
from index.formats.pdf.hyphens import running, without_soft
from index.formats.pdf.rows import Row

_GAP = 1.3  #: of the usual step between rows
_INDENT = 0.8  #: of the size
_FAR = 6  #: sizes from the right edge, where a row of running text does not end
_OTHER_SIZE = 0.07
_ENDED = (".", ";", ":", "!", "?", "…", "»", ")")
_JOINTS = (",", "и", "(", "-", "№")
_LEADER = re.compile(r"(?:\.{3,}|…|_{3,})\s*\d{1,3}\s*\Z")
_ITEM = re.compile(r"\s*(?:[-–—*+•·▪●◦]\s+\S|[а-яёa-z]\)\s*\S|\(?\d{1,3}\)\s*\S)", re.IGNORECASE)
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Paragraph:
    """Rows that are one text."""

    rows: list[Row] = field(default_factory=list)
    number: int = 0  #: of its first row in the document
    aside: bool = False
    words: str = ""  #: instead of those of its rows

    @property
    def text(self) -> str:
        """Its words, composed."""
        text = self.words or running(row.text for row in self.rows)
        return without_soft(unicodedata.normalize("NFC", text)).strip()

    @property
    def letters(self) -> int:
        """How long it is."""
        return sum(len(row.text) for row in self.rows)

    @property
    def bold(self) -> bool:
        """The whole of it."""
        return bool(self.rows) and all(row.bold for row in self.rows)

    @property
    def size(self) -> float:
        """Of its letters."""
        return max(row.size for row in self.rows)


def paragraphs_of(rows: Sequence[Row], right: float) -> list[Paragraph]:
    """Paragraphs of rows that stand one below another in a column that ends at `right`."""
    found: list[Paragraph] = []
    usual = _usual_step(rows)
    left = Counter(round(row.left) for row in rows).most_common(1)[0][0]
    for place, row in enumerate(rows):
        step = usual.get(round(row.size, 1), 1.5 * row.size)
        if not place or _opens(row, found[-1].rows, right, step) or _is_set_in(row, found[-1].rows, left):
            found.append(Paragraph())
        found[-1].rows.append(row)
    return found


def goes_on(before: Paragraph, after: Paragraph, right: float) -> bool:
    """Whether a paragraph at the head of a page or column is the rest of the last one, whose column ends at `right`."""
    last, first = before.rows[-1], after.rows[0]
    if _other_look(last, first) or (_opens_item(first.text) and last.text.rstrip().endswith(_ENDED)):
        return False
    if first.text.lstrip()[:1].islower() and not _ITEM.match(first.text):
        return not last.text.rstrip().endswith((".", ";", ":")) or not _had_room(last, first, right)
    unended = not last.text.rstrip().endswith(_ENDED)
    return unended and not _opens_item(first.text) and not _had_room(last, first, right)


def _usual_step(rows: Sequence[Row]) -> dict[float, float]:
    """The step between rows of each size: that of the closest third, as paragraphs of one row may be many."""
    steps: dict[float, list[float]] = {}
    for above, below in pairwise(rows):
        if abs(above.size - below.size) < 0.1 and 0 < above.base - below.base < 3 * below.size:
            steps.setdefault(round(below.size, 1), []).append(above.base - below.base)
    return {size: median(sorted(found)[: max(1, len(found) // 2)]) for size, found in steps.items()}


def _opens(row: Row, above: Sequence[Row], right: float, usual: float) -> bool:
    """Whether a row opens a paragraph, `above` being the rows of the one that is open."""
    last = above[-1]
    step = last.base - row.base
    if step > _GAP * max(usual, row.size) or step < 0 or _LEADER.search(last.text) or _other_look(last, row):
        return True
    if _is_centred(last, row, right):
        return False
    indent = _INDENT * row.size
    if _opens_item(row.text) and (last.text.rstrip().endswith(_ENDED) or row.left < last.left - indent):
        return True
    sure = _certainly_opens(last.text, row.text) or _comes_next(above[0].text, last.text, row.text)
    if sure or _had_room(last, row, right) or _heads_an_annex(last, row, right):
        return True
    if row.left > last.left + indent:  # the first row of a paragraph is set in, or those below a hanging label are
        return len(above) > 1 or not _hangs(last, row)
    return len(above) > 1 and row.left < last.left - indent


def _is_set_in(row: Row, above: Sequence[Row], left: float) -> bool:
    """Whether a row with a label is set in like the one row above, and most rows are not: both are first rows."""
    alike = len(above) == 1 and abs(row.left - above[0].left) < 1
    return alike and row.left > left + _INDENT * row.size and _opens_item(row.text)


def _opens_item(text: str) -> bool:
    return label_at_start(text) is not None or bool(_ITEM.match(text))


def _certainly_opens(above: str, text: str) -> bool:
    """Whether a full row above does not matter: «4.1.2. Текст», «Статья 1. Текст» are no end of a reference."""
    label = label_at_start(text)
    if label is None or not label.dotted or not text[label.end :].lstrip()[:1].isupper():
        return False
    titled = label.word not in {"", "roman", "letter"} and text[label.start].isupper()
    return (titled or not label.single) and not refers_on(above, whole=False) and above.rstrip()[-1:] not in _JOINTS


def _comes_next(first: str, above: str, text: str) -> bool:
    """Whether «4.3 Текст» stands below the paragraph that «4.2» opens, however that ends."""
    label, before = label_at_start(text), label_at_start(first)
    if label is None or before is None or label.single or refers_on(above, whole=False):
        return False
    follows = before.path[:-1] == label.path[:-1] and label.path[-1] == before.path[-1] + 1
    return follows and text[label.end :].lstrip()[:1].isupper() and not names_its_owner(text[label.end :])


def _heads_an_annex(last: Row, row: Row, right: float) -> bool:
    """Whether a short row «Приложение № 1. Правила» stands below the end of a sentence."""
    short = row.right < right - _FAR * row.size
    return short and last.text.rstrip().endswith(_ENDED) and heads_an_annex(row.text) and is_title(row.text.strip())


def _hangs(first: Row, row: Row) -> bool:
    """Whether the second row of a paragraph is set in under the text behind its label."""
    return _opens_item(first.text) or row.left > first.left + 3 * row.size or row.text.lstrip()[:1].islower()


def _other_look(last: Row, row: Row) -> bool:
    if abs(last.size - row.size) > _OTHER_SIZE * max(last.size, row.size):
        return True
    return last.bold is not row.bold and (last.bold or row.bold) and not _inside(last, row)


def _inside(last: Row, row: Row) -> bool:
    """Whether the look changes within a sentence: one of both rows has words of both looks."""
    both = any(len({run.bold for run in one.runs if run.text.strip()}) > 1 for one in (last, row))
    return both and not last.text.rstrip().endswith(_ENDED)


def _had_room(last: Row, row: Row, right: float) -> bool:
    """Whether the first word of a row had room at the end of the row above, so that its writer broke it by will."""
    word = _WORD.search(row.text)
    if word is None or not row.text:
        return True
    wide = (row.right - row.left) * (len(word[0]) + 1) / len(row.text)
    if last.text.rstrip()[-1:] in {"-", "‐", "\xad"}:
        return False
    return last.right + wide * 1.1 + 0.2 * row.size < right


def _is_centred(last: Row, row: Row, right: float) -> bool:
    """Whether two rows are of one centred title."""
    middle = abs((last.left + last.right) - (row.left + row.right)) < 0.6 * row.size
    apart = abs(last.left - row.left) > row.size
    short = max(last.right, row.right) < right - row.size
    return middle and apart and short and last.bold and row.bold and label_at_start(row.text) is None
