"""A page taken apart: what it says in reading order, and what stands on it but is no word of the document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.document.omitted import Left
from index.formats.pdf.budget import in_time
from index.formats.pdf.flows import Prose, Table, flows_of, laid_out
from index.formats.pdf.footnotes import without_footnotes
from index.formats.pdf.margins import is_page_number, shape, without_margins
from index.formats.pdf.rows import Row, rows_of
from index.formats.pdf.sheet import Seen, Sheet

_MOSTLY = 0.4  #: share of the letters that a file calls margins: it does so without reason
_ASIDE = {Seen.HIDDEN: Left.HIDDEN, Seen.TURNED: Left.TURNED, Seen.MARGIN: Left.MARGIN}


@dataclass(frozen=True, slots=True)
class Spread:
    """One page."""

    flows: tuple[Prose | Table, ...]
    left_out: tuple[tuple[Left, str], ...]


def spreads_of(sheets: Sequence[Sheet]) -> tuple[list[Spread], float]:
    """All pages, and the size of most letters of the document."""
    sheets = [_believed(sheet) for sheet in sheets] if _too_marginal(sheets) else sheets
    pages = [rows_of(run for run in sheet.runs if run.seen not in _ASIDE) for sheet in in_time(sheets)]
    body = body_size(row for page in pages for row in page)
    kept, margins = without_margins(list(zip(sheets, pages, strict=True)))
    left_out = [[(Left.MARGIN, text) for text in words] for words in margins]
    known: set[str] = set()
    notes: list[str] = []
    for place, sheet in enumerate(in_time(sheets)):
        kept[place], notes = without_footnotes(sheet, kept[place], body, open_before=bool(notes))
        for why, text in _asides(sheet):
            left_out[place] += [(why, text)] if shape(text) not in known else []
            known.add(shape(text))
        left_out[place] += [(Left.NOTE, note) for note in notes]
    both = list(zip(sheets, kept, strict=True))
    laid = [laid_out(rows, sheet.bars) for sheet, rows in in_time(both)]
    gutters = sorted({round(gutter) for page in laid for gutter in page.gutters})
    flows = [tuple(flows_of(page, gutters)) for page in in_time(laid)]
    return [Spread(flow, tuple(told)) for flow, told in zip(flows, left_out, strict=True)], body


def body_size(rows: Iterator[Row]) -> float:
    """The size of most letters, in tenths of a point; 0.0 of no rows."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _asides(sheet: Sheet) -> Iterator[tuple[Left, str]]:
    for seen, why in _ASIDE.items():
        if seen is Seen.TURNED:
            texts = [" ".join(run.text for run in sheet.runs if run.seen is seen)]
        else:
            texts = [row.text for row in rows_of(run for run in sheet.runs if run.seen is seen)]
        yield from ((why, text) for text in texts if text.strip() and not (why is Left.MARGIN and is_page_number(text)))


def _too_marginal(sheets: Sequence[Sheet]) -> bool:
    letters = sum(len(run.text) for sheet in sheets for run in sheet.runs)
    return sum(len(run.text) for sheet in sheets for run in sheet.runs if run.seen is Seen.MARGIN) > _MOSTLY * letters


def _believed(sheet: Sheet) -> Sheet:
    runs = tuple(replace(run, seen=Seen.PLAIN) if run.seen is Seen.MARGIN else run for run in sheet.runs)
    return replace(sheet, runs=runs)
