"""A document in two languages: columns whose rows bear the same numbers are read one after another."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.document.numbering import label_at_start
from index.document.source import Line, Page, Source

_FEWEST = 2  #: rows with a number in every column


def are_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row says one thing in several languages; `rows`: what each cell of a row opens with."""
    if any(len(cells) != len(rows[0]) for cells in rows):
        return False
    numbered = sum(map(_has_one_number, rows))
    return numbered >= _FEWEST and 2 * numbered >= len(rows)


def one_after_another(source: Source) -> Source:
    """The lines of a source, where such a table has a row in each line; any other source is given back as it is."""
    if "\t" not in source.text:
        return source
    page = Page(odd=list(source.odd), changes=list(source.changes))
    apart = False
    for in_table, group in groupby(source.lines, key=lambda line: "\t" in line.text):
        lines = list(group)
        if in_table and are_columns([line.text.split("\t") for line in lines]):
            apart = True
            lines = list(_columns(lines))
        for line in lines:
            page.again(line)
    return page.source() if apart else source


def _has_one_number(cells: Sequence[str]) -> bool:
    labels = [label_at_start(cell) for cell in cells]
    paths = {label.path for label in labels if label}
    worded = all(label and cell[label.end :].strip() for cell, label in zip(cells, labels, strict=True))
    return len(cells) > 1 and worded and len(paths) == 1


def _columns(rows: Sequence[Line]) -> Iterator[Line]:
    cells = [row.text.split("\t") for row in rows]
    for column in range(len(cells[0])):
        for row, texts in zip(rows, cells, strict=True):
            if text := texts[column].strip():
                ordinal = "" if column else row.ordinal
                yield Line(row.number, 0, text, fresh=True, heading=row.heading, bold=row.bold, ordinal=ordinal)
