"""Pages of a PDF as JSON, one a line: the process that `apart` starts. Only here is the file read.

python -m index.formats.pdf.drawing < offer.pdf
"""

import json
import math
import resource
import sys
from collections import Counter
from typing import Any

from index.formats.pdf import pdfium
from index.formats.pdf.glyphs import Glyphs
from index.formats.pdf.pdfium import Box, Matrix, Slots
from index.formats.pdf.sheet import Bar, Run
from index.formats.pdf.strokes import strokes_of

MOST_PAGES, MOST_GLYPHS, MOST_BARS = 3_000, 10_000_000, 5_000
SECONDS, MEMORY = 60, 2 << 30  #: of processor; bytes of address space
_WIDGET, _STRIKEOUT = 20, 12
_PASSWORD = 4
_SAMPLES = 200
_TURNS: dict[int, tuple[float, float, float, float]] = {
    0: (1, 0, 0, 1),
    1: (0, -1, 1, 0),
    2: (-1, 0, 0, -1),
    3: (0, 1, -1, 0),
}


def main() -> None:
    """Write a line for each page, or one that says why not: `{"refused": "password"}`."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    data = sys.stdin.buffer.read()
    pdfium.open_library()
    document = pdfium.load(data, len(data), None)
    if not document:
        _say({"refused": "password" if pdfium.last_error() == _PASSWORD else "damaged"})
        return
    count = pdfium.page_count(document)
    if not 0 < count <= MOST_PAGES:
        _say({"refused": "pages" if count > 0 else "damaged"})
        return
    slots, glyphs = Slots(), 0
    for place in range(count):
        drawn = _drawn(document, place, slots)
        glyphs += drawn.get("glyphs", 0)
        if glyphs > MOST_GLYPHS:
            _say({"refused": "glyphs"})
            return
        _say(drawn)
    _say({"whole": True})


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _drawn(document: int, place: int, slots: Slots) -> dict[str, Any]:
    page = pdfium.load_page(document, place)
    if not page:
        return {"width": 0.0, "height": 0.0, "runs": [], "bars": [], "picture": 0.0}
    struck, filled = _annotated(page, slots)
    if filled:  # what is filled in a form becomes text of the page
        pdfium.flatten(page, 0)
        pdfium.close_page(page)
        page = pdfium.load_page(document, place)
    text = pdfium.load_text(page)
    pdfium.page_box(page, slots.at_box)
    edge = (slots.box.left, slots.box.bottom, slots.box.right, slots.box.top)
    turn = _upright(text, edge, slots)
    strokes = strokes_of(page, turn, slots)
    strokes.bars += [Bar(*pdfium.moved_box(box, turn)) for box in struck]
    edge = pdfium.moved_box(edge, turn)
    reader = Glyphs(text, strokes, edge, turn, slots)
    count = pdfium.char_count(text)
    drawn = {
        "width": edge[2],
        "height": edge[3],
        "runs": [_plain(run) for run in reader.runs()],
        "bars": [(bar.left, bar.bottom, bar.right, bar.top) for bar in strokes.bars[:MOST_BARS]],
        "picture": reader.pictured,
        "glyphs": count,  # for the limits alone
        "unmapped": sum(pdfium.unmapped(text, at) == 1 for at in range(0, count, 1 + count // _SAMPLES))
        / max(1, min(count, _SAMPLES)),
    }
    pdfium.close_text(text)
    pdfium.close_page(page)
    return drawn


def _plain(run: Run) -> tuple[Any, ...]:
    places = (round(each, 2) for each in (run.left, run.right, run.base, run.size))
    return (run.text, *places, run.bold, run.seen)


def _annotated(page: int, slots: Slots) -> tuple[list[Box], bool]:
    """Lines that a reviewer struck text with, and whether a form is there; comments are taken off the page."""
    lines: list[Box] = []
    kinds: list[int] = []
    for place in range(min(max(0, pdfium.annotation_count(page)), MOST_BARS)):
        one = pdfium.annotation(page, place)
        kinds.append(pdfium.annotation_kind(one))
        if kinds[-1] == _STRIKEOUT:
            for part in range(min(pdfium.quad_count(one), 100)):
                pdfium.quad(one, part, slots.at_quad)
                box = pdfium.box_of([(slots.quad.x1, slots.quad.y1), (slots.quad.x4, slots.quad.y4)])
                middle = box[1] + (box[3] - box[1]) * 0.45
                lines.append((box[0], middle, box[2], middle))
        pdfium.close_annotation(one)
    if _WIDGET in kinds:
        for place in range(len(kinds) - 1, -1, -1):
            if kinds[place] != _WIDGET:
                pdfium.remove_annotation(page, place)
    return lines, _WIDGET in kinds


def _upright(text: int, edge: Box, slots: Slots) -> Matrix:
    """The turn by quarters that makes most of the text run to the right, and puts the corner of the page at 0, 0."""
    count = pdfium.char_count(text)
    quarters: Counter[int] = Counter()
    for place in range(0, count, 1 + count // _SAMPLES):
        if pdfium.char_matrix(text, place, slots.at_matrix):
            quarters[round(math.atan2(slots.matrix.b, slots.matrix.a) / (math.pi / 2)) % 4] += 1
    turn = _TURNS[quarters.most_common(1)[0][0] if quarters else 0]
    left, bottom, _, _ = pdfium.moved_box(edge, (*turn, 0.0, 0.0))
    return (*turn, -left, -bottom)


if __name__ == "__main__":
    main()
