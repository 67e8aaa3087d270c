"""Columns of a page: which rows leave a way free between two sides that are both running text."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.formats.pdf.rows import Row, is_label

_GUTTER, _NARROW = 5.0, 9.0  #: points: the narrowest way, and one that only many rows make a gutter
_MANY = 8
_SIDE = 0.18  #: share of the width: the narrowest column
_FEWEST = 6  #: rows of a column; the cells of a small table have fewer
_LONG, _FEW = 12, 4  #: rows of two columns on base lines of their own
_TOGETHER = 0.5  #: of the rows of a column: those on a base line with rows of the other one
_WIDE = 10  #: of the size: the narrowest column of running text
_FULL = 0.5  #: share of the rows of a column that reach its right edge
_REACHES = 0.22  #: of the width of the column

Ways = list[tuple[float, float]]
Bands = list[list[list[Row]]]  #: from the top, each a list of columns from the left


def bands(rows: Sequence[Row], gutters: Sequence[float] = ()) -> Bands:
    """Columns beside one another, band below band; a band of one column is text over the whole width.

    `gutters`: where columns are parted elsewhere in the document, so that few rows are enough here.
    """
    if not rows:
        return []
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    found: Bands = []
    whole: list[Row] = []
    place = 0
    while place < len(rows):
        end, ways = _reach(rows, place, left, right)
        end = _without_rest(rows, place, end, ways)
        columns = _columns(rows[place:end], ways, gutters) if end - place >= (1 if gutters else _FEW) else []
        if columns:
            found += [[whole]] if whole else []
            found.append(columns)
            whole, place = [], end
        else:
            whole.append(rows[place])
            place += 1
    return [*found, [whole]] if whole else found


def _reach(rows: Sequence[Row], start: int, left: float, right: float) -> tuple[int, Ways]:
    """How far down a way is free, and the ways that are free so far."""
    edge = _SIDE * (right - left)
    ways: Ways = [(left + edge, right - edge)]
    for place in range(start, len(rows)):
        narrower = _narrowed(ways, rows[place])
        if not narrower:
            return place, ways
        ways = narrower
    return len(rows), ways


def _narrowed(ways: Ways, row: Row) -> Ways:
    for run in row.runs:
        parts = [part for start, end in ways for part in ((start, min(end, run.left)), (max(start, run.right), end))]
        ways = sorted({(start, end) for start, end in parts if end - start >= _GUTTER})
    return _apart(ways)


def _apart(ways: Ways) -> Ways:
    kept: Ways = []
    for start, end in ways:
        if kept and start < kept[-1][1]:
            continue
        kept.append((start, end))
    return kept


def _without_rest(rows: Sequence[Row], start: int, end: int, ways: Ways) -> int:
    """The end of a band without what stands below both columns on the left, and is not of the left column."""
    if not ways or end - start < 2:
        return end
    gutter = ways[0][0]
    last = next((place for place in range(end - 1, start, -1) if rows[place].right > gutter), end - 1)
    column = [row for row in rows[start : last + 1] if row.left < gutter]
    steps = [above.base - below.base for above, below in pairwise(column)]
    far = max(1.3 * max(median(steps), rows[last].size), 1.02 * max(steps)) if steps else 0.0
    cut = next((place for place in range(last + 1, end) if rows[place - 1].base - rows[place].base > far), end)
    edge = max((row.right for row in rows[start:cut] if row.right <= gutter), default=gutter)
    left = min(row.left for row in rows[start:end])
    reach = sum(row.right >= edge - _REACHES * (edge - left) for row in rows[cut:end])
    return end if cut < end and reach > _FULL * (end - cut) and end == len(rows) else cut


def gutter_of(columns: Sequence[Sequence[Row]]) -> float:
    """The middle between the first column and the next."""
    return (max(row.right for row in columns[0]) + min(row.left for row in columns[1])) / 2


def _columns(rows: Sequence[Row], ways: Ways, gutters: Sequence[float]) -> list[list[Row]]:
    """The rows of each side of the ways; none when a side is no running text."""
    for start, end in ways:
        middle = next((gutter for gutter in gutters if start < gutter < end), (start + end) / 2)
        sides = [_side(rows, middle, first=True), _side(rows, middle, first=False)]
        fewest = _MANY if end - start < _NARROW else _FEWEST
        known = middle in gutters and all(sides) and _is_known(sides)
        if known or all(_is_text(side, fewest) for side in sides) or _go_apart(rows, sides):
            return [
                column
                for side in sides
                for column in (_columns(side, [way for way in ways if _within(way, side)], gutters) or [side])
            ]
    return []


def _go_apart(rows: Sequence[Row], sides: Sequence[Sequence[Row]]) -> bool:
    """Whether many rows stand beside some whose base lines are others, as those of cells in a row are not."""
    longer, shorter = sorted(map(len, sides), reverse=True)
    both = longer + shorter - len(rows)
    return longer >= _LONG and shorter >= _FEW and both < _TOGETHER * shorter and all(map(_is_wide, sides))


def _is_known(sides: Sequence[Sequence[Row]]) -> bool:
    """Whether a few rows may be of the columns that the document has: one of them is wide, and none is a label."""
    wide = any(row.right - row.left > 12 * row.size for side in sides for row in side)
    return wide and not any(is_label(row.text) for side in sides for row in side)


def _within(way: tuple[float, float], side: Sequence[Row]) -> bool:
    return min(row.left for row in side) < way[0] and way[1] < max(row.right for row in side)


def _side(rows: Sequence[Row], middle: float, *, first: bool) -> list[Row]:
    parts = (tuple(run for run in row.runs if (run.right <= middle) is first) for row in rows)
    return [Row(part) for part in parts if part]


def _is_text(side: Sequence[Row], fewest: int) -> bool:
    if len(side) < fewest:
        return False
    left, right = min(row.left for row in side), max(row.right for row in side)
    full = sum(row.right >= right - _REACHES * (right - left) for row in side)
    labels = sum(is_label(row.text) for row in side)
    return full >= _FULL * len(side) and labels * 2 < len(side) and _is_wide(side)


def _is_wide(side: Sequence[Row]) -> bool:
    return max(row.right for row in side) - min(row.left for row in side) > _WIDE * side[0].size
