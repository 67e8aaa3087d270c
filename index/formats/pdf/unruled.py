"""Tables without lines: rows whose pieces stand under one another."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.formats.pdf.rows import Row, is_label

_UNDER = 3.0  #: points
_FEWEST = 3  #: rows with a piece under one another; two where the gap before it is wide
_WIDE = 2.5  #: of the size
_FAR = 1.25  #: of the usual step between rows: a new row of the table

_FIGURES = re.compile(r"^[\d\s.,–-]+(?:%|руб\.|₽)?$")

Cells = tuple[tuple[Row, ...], ...]


def tables_in(rows: Sequence[Row]) -> list[tuple[Row, ...] | tuple[Cells, ...]]:
    """Rows of prose and rows of tables by turns."""
    found: list[tuple[Row, ...] | tuple[Cells, ...]] = []
    prose: list[Row] = []
    place = 0
    while place < len(rows):
        edges = _edges(rows, place)
        end = _end(rows, place, edges) if edges else place
        if end > place:
            found += [tuple(prose)] if prose else []
            found.append(_cut(rows[place:end], edges))
            prose, place = [], end
        else:
            prose.append(rows[place])
            place += 1
    return [*found, tuple(prose)] if prose else found


def _edges(rows: Sequence[Row], start: int) -> list[float]:
    """Where the columns of a table begin that opens with this row; none when it opens no table.

    A label beside one text is a clause; beside two it is the first cell.
    """
    pieces = rows[start].cells
    if len(pieces) < (3 if is_label(pieces[0].text) else 2):
        return []
    edges = [pieces[0].left]
    for piece in pieces[1:]:
        under = 0
        for row in rows[start : start + 12]:
            if row.right > piece.left > row.left and not any(_begins(one, piece) for one in row.cells):
                break
            under += any(_begins(one, piece) for one in row.cells[1:])
        if under >= (_FEWEST if _gap_before(rows[start], piece) < _WIDE * piece.size else 2):
            edges.append(piece.left)
    return edges if len(edges) > 1 else []


def _gap_before(row: Row, piece: Row) -> float:
    place = row.cells.index(piece)
    return piece.left - row.cells[place - 1].right


def _begins(one: Row, piece: Row) -> bool:
    figures = _FIGURES.search(one.text) and _FIGURES.search(piece.text)  # words end alike in every justified column
    return abs(one.left - piece.left) <= _UNDER or (bool(figures) and abs(one.right - piece.right) <= _UNDER)


def _end(rows: Sequence[Row], start: int, edges: Sequence[float]) -> int:
    """The first row below that does not keep to the columns."""
    last = start
    for place in range(start, len(rows)):
        if not all(_keeps(piece, edges) for piece in rows[place].cells):
            break
        if len({_column(piece, edges) for piece in rows[place].cells}) > 1:
            last = place
        elif rows[place].left < edges[1] - _UNDER and place - last > 1:
            break
    end = last + 1
    while end < len(rows) and any(abs(rows[end].left - edge) <= _UNDER for edge in edges[1:]):
        end += 1  # the last cells are longer than the first one
    return end


def _keeps(piece: Row, edges: Sequence[float]) -> bool:
    column = _column(piece, edges)
    return column > 0 and (column == len(edges) or piece.right <= edges[column] + _UNDER)


def _column(piece: Row, edges: Sequence[float]) -> int:
    """In which column a piece begins, counted from 1."""
    return sum(edge <= piece.left + _UNDER for edge in edges)


def _cut(rows: Sequence[Row], edges: Sequence[float]) -> tuple[Cells, ...]:
    steps = [above.base - below.base for above, below in pairwise(rows)]
    usual = min(steps, default=0.0)
    spaced = any(step > _FAR * usual for step in steps) and median(steps) < 3 * usual
    groups: list[list[list[Row]]] = []
    for place, row in enumerate(rows):
        cells = [[piece for piece in row.cells if _column(piece, edges) == at] for at in range(1, len(edges) + 1)]
        goes_on = bool(groups) and _goes_on(
            row, cells, spaced=spaced, far=place > 0 and steps[place - 1] > _FAR * usual
        )
        if not goes_on:
            groups.append([[] for _ in edges])
        for column, pieces in enumerate(cells):
            groups[-1][column] += [Row(tuple(run for piece in pieces for run in piece.runs))] if pieces else []
    return tuple(tuple(tuple(cell) for cell in group) for group in groups)


def _goes_on(row: Row, cells: Sequence[Sequence[Row]], *, spaced: bool, far: bool) -> bool:
    """Whether a row belongs to the row of the table that is open."""
    if spaced:
        return not far
    first = cells[0][0].text.strip() if cells[0] else ""
    return not first or (first[:1].islower() and len([cell for cell in cells if cell]) < len(cells))
