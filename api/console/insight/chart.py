"""A chart: bars to read at a glance, and the table that says the same in numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a piece of a bar is filled; told apart without colours."""

    SOLID = "solid"
    HATCH = "hatch"  #: stripes
    HOLLOW = "hollow"  #: an outline
    CROSS = "cross"  #: a lattice
    THIN = "thin"  #: a line


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar; where it begins and how long it is, in percent of the chart's width."""

    mark: Mark
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart."""

    label: str
    value: str
    pieces: Sequence[Piece]
    words: str = ""  #: a line under the label
    clause: str | None = None  #: the label is this clause's number
    examples: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """What a fill means, with how many there are of it."""

    mark: Mark
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row is its heading."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]

    def numbers(self, column: int) -> bool:
        """Whether a column, counted from 0, holds numbers or shares, which stand under one another."""
        return all(isinstance(row[column], int) or str(row[column])[-1:] in {"%", "—"} for row in self.rows)


@dataclass(frozen=True, slots=True)
class Chart:
    """One finding. Without bars there is nothing to draw, and `empty` says so."""

    name: str  #: in addresses
    title: str  #: the finding
    about: str  #: what is counted, and how
    bars: Sequence[Bar]
    table: Table
    empty: str
    key: Sequence[Key] = ()
    more: str = ""  #: what was left out of the drawing
    wide: bool = False  #: takes the width of the page


def scaled(rows: Iterable[Mapping[Mark, float]], most: float | None = None) -> list[list[Piece]]:
    """The pieces of each row, one after another, all to one scale, on which `most` is the full width.

    By default that is the longest row. An empty part has no piece.
    """
    rows = list(rows)
    full = most if most is not None else max((sum(row.values()) for row in rows), default=0)
    return [_pieces(row, full) for row in rows]


def _pieces(row: Mapping[Mark, float], full: float) -> list[Piece]:
    pieces, start = [], 0.0
    for mark, number in row.items():
        if number:
            length = 100 * number / full
            pieces.append(Piece(mark, start, length))
            start += length
    return pieces
