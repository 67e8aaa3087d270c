"""Tables that are drawn with lines: which bars meet, and the edges of the cells between them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.formats.pdf.sheet import Bar

_MEETS = 4.0  #: points between lines that are one edge; browsers draw each cell apart
_SHORTEST = 8.0
_MOST = 3_000  #: bars of a page that are looked at


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of columns from the left and of rows from the top."""

    across: tuple[float, ...]
    down: tuple[float, ...]  #: falling

    def cell(self, middle: float, base: float) -> tuple[int, int] | None:
        """Row and column of a place, counted from 0; None outside."""
        row = bisect_right([-edge for edge in self.down], -base) - 1
        column = bisect_right(self.across, middle) - 1
        inside = 0 <= row < len(self.down) - 1 and 0 <= column < len(self.across) - 1
        return (row, column) if inside else None


def grids_of(bars: Sequence[Bar]) -> list[Grid]:
    """Tables of at least two cells side by side."""
    long = [bar for bar in bars if max(bar.right - bar.left, bar.top - bar.bottom) >= _SHORTEST][:_MOST]
    grids = []
    for group in _groups(long):
        across = _edges(bar.middle for bar in group if not bar.level)
        down = _edges(bar.middle for bar in group if bar.level)
        if len(across) > 2 and len(down) > 1:
            grids.append(Grid(across, down[::-1]))
    return grids


def _groups(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Bars that touch, directly or by others."""
    parents = list(range(len(bars)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    order = sorted(range(len(bars)), key=lambda place: bars[place].left)
    live: list[int] = []
    for place in order:
        bar = bars[place]
        live = [other for other in live if bars[other].right + _MEETS >= bar.left]
        for other in live:
            if bars[other].bottom - _MEETS <= bar.top and bar.bottom - _MEETS <= bars[other].top:
                parents[root(other)] = root(place)
        live.append(place)
    groups: dict[int, list[Bar]] = {}
    for place, bar in enumerate(bars):
        groups.setdefault(root(place), []).append(bar)
    return list(groups.values())


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """Rising places, those that are near taken for one."""
    edges: list[list[float]] = []
    for place in sorted(places):
        if edges and place - edges[-1][-1] <= _MEETS:
            edges[-1].append(place)
        else:
            edges.append([place])
    return tuple(sum(near) / len(near) for near in edges)
