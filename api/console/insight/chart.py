"""A chart: bars to read at a glance, and the table that says the same in numbers."""

from collections.abc import Mapping, Sequence
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
    parts: Mapping[Mark, float]  #: how much there is of what; drawn one after another
    words: str = ""  #: a line under the label
    url: str | None = None  #: where the clause is read that the label names
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
    """One finding. Where all bars are empty there is nothing to draw, and `empty` says so."""

    name: str  #: in addresses
    title: str  #: the finding
    about: str  #: what is counted, and how
    bars: Sequence[Bar]
    table: Table
    empty: str
    key: Sequence[Key] = ()
    more: str = ""  #: what was left out of the drawing
    wide: bool = False  #: takes the width of the page
    most: float = 0  #: of a bar, where it fills the width; otherwise the longest does

    @property
    def drawn(self) -> Sequence[tuple[Bar, Sequence[Piece]]]:
        """The bars, all to one scale, each with its pieces. An empty part has none."""
        full = self.most or max((sum(bar.parts.values()) for bar in self.bars), default=0)
        return [(bar, _pieces(bar.parts, full)) for bar in self.bars] if full else []


def _pieces(parts: Mapping[Mark, float], full: float) -> list[Piece]:
    pieces, start = [], 0.0
    for mark, number in parts.items():
        if number:
            length = 100 * number / full
            pieces.append(Piece(mark, start, length))
            start += length
    return pieces
