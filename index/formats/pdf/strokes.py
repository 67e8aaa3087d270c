"""Lines, fillings and pictures of a page: what may strike text, frame a table, or lie under white letters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from index.formats.pdf import pdfium
from index.formats.pdf.pdfium import Box, Matrix, Slots, box_of
from index.formats.pdf.sheet import Bar

_PATH, _IMAGE, _FORM = 2, 3, 5
_THIN = 3.0  #: points; what is thicker is a filling
_MOST_OBJECTS, _MOST_SEGMENTS, _DEEPEST = 30_000, 60_000, 8
_WHITE, _FAINT = 245, 20  #: of 255


@dataclass(slots=True)
class Strokes:
    """What is drawn beside letters."""

    bars: list[Bar] = field(default_factory=list)
    fillings: list[Box] = field(default_factory=list)  #: of a colour, and pictures
    picture: Box = (0.0, 0.0, 0.0, 0.0)  #: the largest


def pale(color: tuple[int, ...] | None) -> bool:
    """Whether a colour cannot be seen on white paper."""
    return color is not None and (color[3] < _FAINT or min(color[:3]) >= _WHITE)


def strokes_of(page: int, turn: Matrix, slots: Slots) -> Strokes:
    """All of one page, also inside its forms; `turn` puts it upright."""
    found = Strokes()
    left = [_MOST_SEGMENTS]
    for one, kind, outer in _objects(page, turn, slots):
        matrix = pdfium.times(slots.matrix_of(one), outer)
        if kind == _IMAGE:
            box = box_of([pdfium.moved(x, y, matrix) for x in (0, 1) for y in (0, 1)])
            found.fillings.append(box)
            found.picture = max(found.picture, box, key=_area)
        elif kind == _PATH and left[0] > 0:
            _draw(one, matrix, slots, found, left)
    return found


def _objects(page: int, turn: Matrix, slots: Slots) -> Iterator[tuple[int, int, Matrix]]:
    """Objects but text, with the matrix of the form they are in."""
    stack = [(pdfium.page_object(page, place), turn, 0) for place in range(_at_most(pdfium.object_count(page)))]
    stack.reverse()
    seen = 0
    while stack and seen < _MOST_OBJECTS:
        one, outer, depth = stack.pop()
        seen += 1
        kind = pdfium.object_kind(one) if one else 0
        if kind == _FORM and depth < _DEEPEST:
            inner = pdfium.times(slots.matrix_of(one), outer)
            count = _at_most(pdfium.form_count(one))
            stack += [(pdfium.form_object(one, place), inner, depth + 1) for place in range(count - 1, -1, -1)]
        elif kind in {_PATH, _IMAGE}:
            yield one, kind, outer


def _at_most(count: int) -> int:
    return min(max(count, 0), _MOST_OBJECTS)


def _draw(one: int, matrix: Matrix, slots: Slots, found: Strokes, left: list[int]) -> None:
    pdfium.draw_mode(one, slots.at_numbers[0], slots.at_numbers[1])
    filled, stroked = slots.numbers[0].value != 0, slots.numbers[1].value != 0
    filled = filled and not pale(slots.color(one, pdfium.fill_color))
    stroked = stroked and not pale(slots.color(one, pdfium.stroke_color))
    if not filled and not stroked:
        return
    pdfium.stroke_width(one, slots.at_floats[0])
    half = slots.floats[0].value * abs(matrix[0] or matrix[1]) / 2 if stroked else 0.0
    for points in _outlines(one, matrix, slots, left):
        box = box_of(points)
        if _is_thin(box, half):
            found.bars.append(_bar(box, half))
            continue
        if filled:
            found.fillings.append(box)
        if stroked:
            sides = (box_of(side) for side in pairwise(points))
            found.bars += [_bar(side, half) for side in sides if _is_thin(side, half)]


def _outlines(one: int, matrix: Matrix, slots: Slots, left: list[int]) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; closing lines are drawn by PDF's writers or not missed."""
    points: list[tuple[float, float]] = []
    for place in range(min(max(pdfium.segment_count(one), 0), left[0])):
        left[0] -= 1
        part = pdfium.segment(one, place)
        if pdfium.segment_kind(part) == 2 and points:
            yield points
            points = []
        pdfium.segment_point(part, slots.at_floats[0], slots.at_floats[1])
        points.append(pdfium.moved(slots.floats[0].value, slots.floats[1].value, matrix))
    if len(points) > 1:
        yield points


def _is_thin(box: Box, half: float) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) + 2 * half <= _THIN and max(wide, high) > _THIN


def _bar(box: Box, half: float) -> Bar:
    level = box[2] - box[0] >= box[3] - box[1]
    across, along = (0.0, half) if level else (half, 0.0)
    return Bar(box[0] - across, box[1] - along, box[2] + across, box[3] + along)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
