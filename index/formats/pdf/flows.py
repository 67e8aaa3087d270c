"""Rows of a page in reading order: prose by columns, and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.formats.pdf.columns import Bands, bands, gutter_of
from index.formats.pdf.grids import Grid, grids_of
from index.formats.pdf.rows import Row, rows_of
from index.formats.pdf.sheet import Bar, Run
from index.formats.pdf.unruled import Cells, tables_in


@dataclass(frozen=True, slots=True)
class Prose:
    """Rows one below another."""

    rows: tuple[Row, ...]
    right: float  #: where its column ends; 0.0 for one over the whole page


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of each row of a table; a cell is its rows of text."""

    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows of a page between its ruled tables, and how they would part into columns by themselves."""

    parts: tuple[tuple[Sequence[Row], Bands] | Table, ...]

    @property
    def gutters(self) -> list[float]:
        """Where its columns are parted."""
        prose = [found for part in self.parts if not isinstance(part, Table) for found in part[1]]
        return [gutter_of(columns) for columns in prose if len(columns) > 1]


def laid_out(rows: Sequence[Row], bars: Sequence[Bar]) -> Laid:
    """A page."""
    parted = _parted(rows, grids_of(bars))
    return Laid(tuple(part if isinstance(part, Table) else (part, bands(part)) for part in parted))


def flows_of(page: Laid, gutters: Sequence[float]) -> list[Prose | Table]:
    """What a page says, in order, where columns are parted at some of these `gutters` in the document."""
    found: list[Prose | Table] = []
    for part in page.parts:
        if isinstance(part, Table):
            found.append(part)
            continue
        rows, alone = part
        for columns in bands(rows, gutters) if gutters else alone:
            whole = len(columns) == 1
            for column in columns:
                right = 0.0 if whole else max(row.right for row in column)
                pieces = tables_in(column)
                found += [Prose(piece, right) if isinstance(piece[0], Row) else Table(piece) for piece in pieces]
    return found


def _parted(rows: Sequence[Row], grids: Sequence[Grid]) -> list[list[Row] | Table]:
    """Rows above, in and below each ruled table; what stands beside one is read before it."""
    grids = sorted(grids, key=lambda grid: -grid.down[0])
    inside: dict[int, dict[tuple[int, int], list[Run]]] = {place: {} for place in range(len(grids))}
    outside: list[Row] = []
    for row in rows:
        rest: list[Run] = []
        for run in row.runs:
            middle, up = (run.left + run.right) / 2, run.base + row.size / 4
            place, cell = next(
                (
                    (at, cell)
                    for at, grid in enumerate(grids)
                    if (cell := grid.cell(run.left + 1, up) or grid.cell(middle, up))
                ),
                (0, None),
            )
            if cell is None:
                rest.append(run)
            else:
                inside[place].setdefault(cell, []).append(run)
        if rest:
            outside.append(Row(tuple(rest)))
    parts: list[list[Row] | Table] = []
    for place, grid in enumerate(grids):
        above = [row for row in outside if row.base > grid.down[0]]
        outside = outside[len(above) :]
        parts += [above] if above else []
        parts += [Table(table)] if (table := _cells(grid, inside[place])) else []
    return [*parts, outside] if outside else parts


def _cells(grid: Grid, runs: dict[tuple[int, int], list[Run]]) -> tuple[Cells, ...]:
    """Rows of the table that say something; columns that are empty throughout are left out."""
    columns = sorted({column for _, column in runs})
    rows = sorted({row for row, _ in runs})
    return tuple(tuple(tuple(rows_of(runs.get((row, column), ()))) for column in columns) for row in rows)
