"""PDF as lines of visible text, a paragraph a line."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.document.changes import Choice
from index.document.notes import without_notes
from index.document.omitted import Left, Odd, closed_up, told
from index.document.source import Page, Source
from index.formats.pdf.apart import sheets_of
from index.formats.pdf.flows import Prose
from index.formats.pdf.paragraphs import Paragraph, goes_on, paragraphs_of
from index.formats.pdf.rows import Row
from index.formats.pdf.scans import read_layers
from index.formats.pdf.sheet import Seen
from index.formats.pdf.spread import Spread, spreads_of
from index.formats.pdf.tables import paragraphs_of_table

_LARGER = 1.15  #: than most letters: a heading
_LONGEST_HEADING = 150
_MOSTLY_BOLD = 0.6  #: share of bold letters in a document where bold says nothing
_WIDE = 0.98  #: share of the rows that end before the right edge of a document


def read_pdf(data: bytes, choice: Choice = Choice.ACCEPT) -> Source:
    """Paragraphs in reading order, numbered by their first row; a PDF has no open changes to choose from.

    Raises FileUnreadable for a file that is locked, damaged, too large, or nothing but pictures of pages.
    """
    del choice
    sheets, odd = read_layers(sheets_of(data))
    spreads, body = spreads_of(sheets)
    page = Page()
    page.odd += odd
    paragraphs = _numbered(spreads, page.odd)
    levels = _levels(paragraphs, body)
    bold = _tells_by_bold(paragraphs)
    for paragraph in paragraphs:
        text = re.sub(r"[ ]{2,}", " ", closed_up(paragraph.text)).strip()
        if text:
            heading = (
                levels.get(round(paragraph.size, 1), 0) if len(text) <= _LONGEST_HEADING and not paragraph.aside else 0
            )
            marks = {"heading": heading, "bold": bold and paragraph.bold, "aside": paragraph.aside}
            page.add(paragraph.number, text, fresh=True, **marks)
    return without_notes(page.source())


def _numbered(spreads: Sequence[Spread], odd: list[Odd]) -> list[Paragraph]:
    """All paragraphs, those that a page or a column parts put together; what was left out is told on its row."""
    edge = _edge(spreads)
    found: list[Paragraph] = []
    number, open_to = 0, 0.0
    for spread in spreads:
        for flow in spread.flows:
            right = (flow.right or edge) if isinstance(flow, Prose) else 0.0
            fresh = paragraphs_of(flow.rows, right) if isinstance(flow, Prose) else paragraphs_of_table(flow)
            for place, paragraph in enumerate(fresh):
                paragraph.number = number + 1
                number += _told_struck(paragraph.rows, number, odd) if not paragraph.words else 1
                if not place and open_to and right and goes_on(found[-1], paragraph, open_to):
                    found[-1].rows += paragraph.rows
                else:
                    found.append(paragraph)
            open_to = right
        for why, words in spread.left_out:
            odd += told(max(1, number), why, words)
    return found


def _told_struck(rows: Sequence[Row], number: int, odd: list[Odd]) -> int:
    """How many rows there are, after telling what is struck in them."""
    for row in rows:
        number += 1
        struck = " ".join(run.text.strip() for run in row.runs if run.seen is Seen.STRUCK)
        odd += told(number, Left.STRUCK, struck)
    return len(rows)


def _edge(spreads: Iterable[Spread]) -> float:
    """Where text over the whole page ends on the right."""
    ends = sorted(
        row.right
        for spread in spreads
        for flow in spread.flows
        if isinstance(flow, Prose) and not flow.right
        for row in flow.rows
    )
    return ends[min(len(ends) - 1, int(_WIDE * len(ends)))] if ends else 0.0


def _levels(paragraphs: Sequence[Paragraph], body: float) -> dict[float, int]:
    """Levels of headings by size, the largest first, of sizes that little text has."""
    letters: Counter[float] = Counter()
    for paragraph in paragraphs:
        letters[round(paragraph.size, 1)] += paragraph.letters
    larger = sorted((size for size in letters if size >= _LARGER * body), reverse=True)
    seldom = [size for size in larger if letters[size] < 0.25 * letters.total()]
    return {size: min(6, level) for level, size in enumerate(seldom, 1)}


def _tells_by_bold(paragraphs: Sequence[Paragraph]) -> bool:
    letters = sum(paragraph.letters for paragraph in paragraphs)
    return sum(paragraph.letters for paragraph in paragraphs if paragraph.bold) <= _MOSTLY_BOLD * letters
