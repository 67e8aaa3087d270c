"""Rows most of whose columns are empty, multiplied by each other and by a dense matrix.

A column that many rows share costs the square of their number when it is walked through, and next to nothing in a
dense product; a rare one the other way round. So the columns are parted by how often they are used.
"""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

SHARED = 256  #: rows that use a column, for keeping the column dense
_AT_ONCE = 1 << 15  #: entries of rare columns that are multiplied at once: more would only leave the cache


class SparseRows:
    """n rows of c columns."""

    def __init__(self, columns: Sequence[Places], values: Sequence[Floats], width: int) -> None:
        """Of each row the columns that it has, each once, and what stands there; `width` is c."""
        self.shape = len(columns), width
        lengths = np.array([len(own) for own in columns])
        rows = np.repeat(np.arange(len(columns)), lengths)
        column = np.concatenate([*columns, []]).astype(np.int64)
        value = np.concatenate([*values, []]).astype(np.float32)
        uses = np.bincount(column, minlength=width)
        self._dense_columns = np.flatnonzero(uses > SHARED)
        place = np.full(width, -1)
        place[self._dense_columns] = np.arange(len(self._dense_columns))
        dense = place[column] >= 0
        self._dense = np.zeros((len(columns), len(self._dense_columns)), np.float32)
        self._dense[rows[dense], place[column[dense]]] = value[dense]
        # The entries of the rare columns, by row and by column.
        self._rows, self._columns, self._values = rows[~dense], column[~dense], value[~dense]
        self._row_starts = np.concatenate([[0], np.cumsum(np.bincount(self._rows, minlength=len(columns)))])
        self._by_column = np.argsort(self._columns, kind="stable")
        self._column_starts = np.concatenate([[0], np.cumsum(np.bincount(self._columns, minlength=width))])

    @classmethod
    def of_sets(cls, sets: Sequence[set[str]]) -> Self:
        """A row for every set, 1 where it has the thing that the column stands for."""
        places = {thing: place for place, thing in enumerate(sorted(set().union(*sets)))}
        columns = [np.array([places[thing] for thing in own], np.int64) for own in sets]
        return cls(columns, [np.ones(len(own), np.float32) for own in columns], len(places))

    def products(self, start: int, stop: int) -> Floats:
        """Scalar products of the rows from `start` to `stop` with all rows, shape (stop - start, n)."""
        count = self.shape[0]
        products = self._dense[start:stop] @ self._dense.T
        own = slice(self._row_starts[start], self._row_starts[stop])
        columns, values, rows = self._columns[own], self._values[own], self._rows[own] - start
        others = self._column_starts[columns + 1] - self._column_starts[columns]
        # For each entry the others of its column: where they begin, and how far from there.
        first = np.repeat(self._column_starts[columns] - np.cumsum(others) + others, others)
        entries = self._by_column[first + np.arange(len(first))]
        places = np.repeat(rows * count, others) + self._rows[entries]
        parts = np.repeat(values, others) * self._values[entries]
        sums = np.bincount(places, parts, minlength=products.size)
        return np.asarray(products + sums.reshape(products.shape), np.float32)

    def transposed_times(self, matrix: Floats) -> Floats:
        """The transpose of these rows times a matrix (n, m), shape (c, m)."""
        result = np.zeros((self.shape[1], matrix.shape[1]), np.float32)
        result[self._dense_columns] = self._dense.T @ matrix
        for start, stop in self._stretches():
            entries = self._by_column[self._column_starts[start] : self._column_starts[stop]]
            used = start + np.flatnonzero(np.diff(self._column_starts[start : stop + 1]))
            parts = self._values[entries, None] * matrix[self._rows[entries]]
            result[used] = np.add.reduceat(parts, self._column_starts[used] - self._column_starts[start], axis=0)
        return result

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Columns from and to, with some entries in each stretch and not many more than _AT_ONCE."""
        start, last = 0, len(self._column_starts) - 1
        while self._column_starts[start] < self._column_starts[last]:
            reached = int(np.searchsorted(self._column_starts, self._column_starts[start] + _AT_ONCE))
            stop = min(max(reached, start + 1), last)
            if self._column_starts[start] < self._column_starts[stop]:
                yield start, stop
            start = stop
