"""Tables as paragraphs: a clause a row where a column holds its number, or else the cells of a row in one line."""

from collections.abc import Sequence

from index.formats.pdf.flows import Table
from index.formats.pdf.hyphens import running
from index.formats.pdf.paragraphs import Paragraph, paragraphs_of
from index.formats.pdf.rows import Row, is_label
from index.formats.pdf.unruled import Cells


def paragraphs_of_table(table: Table) -> list[Paragraph]:
    """Row by row."""
    numbered = _is_numbered(table.rows)
    found: list[Paragraph] = []
    for cells in table.rows:
        label = _words(cells[0])
        if numbered and (not label or is_label(label)):
            found += _clause(cells)
            continue
        words = "\t".join(_words(cell) for cell in cells)
        rows = [row for cell in cells for row in cell]
        if rows:
            found.append(Paragraph(rows, aside=True, words=words))
    return found


def _is_numbered(rows: Sequence[Cells]) -> bool:
    """Whether the first of two columns is numbers of clauses, but for a heading."""
    if any(len(cells) != 2 for cells in rows):
        return False
    labels = [is_label(words) for cells in rows if (words := _words(cells[0]))]
    return any(labels) and all(labels[1:])


def _clause(cells: Cells) -> list[Paragraph]:
    label, body = cells
    if not body:
        return [Paragraph(list(label))] if label else []
    found = paragraphs_of(body, max(row.right for row in body))
    if label:
        first = found[0].rows[0]
        found[0].rows[0] = Row((*(run for row in label for run in row.runs), *first.runs))
    return found


def _words(cell: Sequence[Row]) -> str:
    return running(row.text for row in cell).strip()
