"""Runs of glyphs of one page, by what pdfium tells of each."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.formats.pdf import pdfium
from index.formats.pdf.pdfium import Box, Matrix, Slots
from index.formats.pdf.sheet import Bar, Run, Seen
from index.formats.pdf.strokes import Strokes, pale

_BOLD = re.compile(rb"bold|black|heavy|demi|semib", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_UNSEEN = {3, 7}  #: modes of drawing text that leave no ink
_SMALLEST = 1.5  #: points; smaller letters are not for eyes
_COVERED = 0.5  #: share of a page that a picture covers when the text over it is what a recognizer read
_BREAKS = re.compile("[\r\n]+")
_ALONG = 0.35  #: of the size; glyphs that are nearer are of one run
_SPACE = 0.15
_LEVEL = 0.05  #: points
_ARTIFACT = "Artifact".encode("utf-16-le")
_NONE = Run("", 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    bold: bool
    seen: Seen


class Glyphs:
    """The text of one page that is open in pdfium."""

    def __init__(self, text: int, strokes: Strokes, edge: Box, turn: Matrix, slots: Slots) -> None:
        self.text, self.strokes, self.edge, self.turn, self.slots = text, strokes, edge, turn, slots
        self.level = turn[:4] == (1, 0, 0, 1)
        self.fonts: dict[int, bool] = {}
        self.name, self.length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
        self.at_name, self.at_length = ctypes.addressof(self.name), ctypes.addressof(self.length)
        self.pictured = _share(strokes.picture, edge)
        self.layered = self.pictured >= _COVERED
        self.rules = sorted((bar for bar in strokes.bars if bar.level), key=lambda bar: bar.middle)

    def runs(self) -> Iterator[Run]:
        """In the order of the file, cut where their look or their line changes."""
        words = self._words(pdfium.char_count(self.text))
        last: Run | None = None
        for start, end, run in self._apart(words):
            for part in self._struck(start, end, run):
                if last is not None and (one := _together(last, part)):
                    last = one
                    continue
                if last is not None:
                    yield last
                last = part
        if last is not None:
            yield last

    def _apart(self, words: str) -> Iterator[tuple[int, int, Run]]:
        """Objects, one cut where the next stands in a gap of it: a letter that its font had not."""
        pieces = [
            (start, end, self._run(words, start, end))
            for line in _lines(words)
            for start, end in self._pieces(words, *line)
        ]
        for (start, end, run), (_, _, after) in zip(pieces, [*pieces[1:], (0, 0, _NONE)], strict=False):
            inside = run.left + run.size / 2 < after.left and after.right < run.right - run.size / 2
            if inside and abs(after.base - run.base) < run.size / 2:
                cut = next(
                    (
                        at
                        for at in range(start, end)
                        if self._box(at)[0] >= after.left - 0.1 and not words[at].isspace()
                    ),
                    end,
                )
                first = self._run(words, start, cut)
                yield start, cut, replace(first, text=first.text.rstrip(" "))
                yield from [(cut, end, self._run(words, cut, end))] if cut < end else []
            else:
                yield start, end, run

    def _words(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.chars(self.text, 0, count, ctypes.addressof(buffer))
        words = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
        if len(words) != count:  # letters beyond the first plane are two units
            words = "".join(
                chr(code) if (code := pdfium.code(self.text, at)) < 0x110000 else "\ufffd" for at in range(count)
            )
        return words.replace("\ufffe", "-").replace("\uffff", "\ufffd").replace("\0", "\ufffd")

    def _pieces(self, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Parts of a line that are one object each, or one word where each glyph is an object, as browsers print.

        Spaces that pdfium adds belong to what is before them.
        """
        while start < end:
            one = pdfium.char_object(self.text, start)
            if start + 1 < end and pdfium.char_object(self.text, start + 1) == one:
                stop = self._same_object(one, start + 1, end)
            else:
                stop = self._same_word(words, start, end)
            while stop < end and (words[stop] == " " or not pdfium.char_object(self.text, stop)):
                stop += 1
            yield start, stop
            start = stop

    def _same_object(self, one: int | None, near: int, end: int) -> int:
        """Where an object ends, by strides that double."""
        step = 8
        while near + step < end and pdfium.char_object(self.text, near + step) == one:
            near += step
            step *= 2
        stop = min(near + step, end)
        while stop - near > 1:
            middle = (near + stop) // 2
            if pdfium.char_object(self.text, middle) == one:
                near = middle
            else:
                stop = middle
        return near + 1

    def _same_word(self, words: str, start: int, end: int) -> int:
        """Where a word ends, or the part of it whose glyphs are as high and low as the first, and of its font."""
        space = words.find(" ", start + 1, end)
        stop = end if space < 0 else space
        _, bottom, _, top = self._box(start)
        for place in range(start + 1, stop):
            _, low, _, high = self._box(place)
            if abs(low - bottom) > _LEVEL or abs(high - top) > _LEVEL:
                stop = place
                break
        if stop - start > 1 and self._font(start) != self._font(stop - 1):
            return start + 1
        return stop

    def _font(self, place: int) -> int | None:
        one = pdfium.char_object(self.text, place)
        return pdfium.font_of(one) if one else None

    def _box(self, place: int) -> Box:
        pdfium.char_box(self.text, place, self.slots.at_box)
        box = self.slots.box
        if self.level:
            across, up = self.turn[4], self.turn[5]
            return box.left + across, box.bottom + up, box.right + across, box.top + up
        return pdfium.moved_box((box.left, box.bottom, box.right, box.top), self.turn)

    def _run(self, words: str, start: int, end: int) -> Run:
        one = pdfium.char_object(self.text, start)
        pdfium.char_origin(self.text, start, self.slots.at_x, self.slots.at_y)
        _, base = pdfium.moved(self.slots.x.value, self.slots.y.value, self.turn)
        last = end - 1
        while last > start and words[last] == " ":
            last -= 1
        first, final = self._box(start), self._box(last)
        left, right = min(first[0], final[0]), max(first[2], final[2])
        look = self._look(one, start, (left, base, right))
        return Run(words[start:end], left, right, base, look.size, look.bold, look.seen)

    def _look(self, one: int | None, start: int, place: tuple[float, float, float]) -> _Look:
        pdfium.char_matrix(self.text, start, self.slots.at_matrix)
        m = self.slots.matrix
        size = pdfium.font_size(self.text, start) * math.hypot(m.c, m.d)
        along, up = m.a * self.turn[0] + m.b * self.turn[2], m.a * self.turn[1] + m.b * self.turn[3]
        level = along > 0 and abs(up) < 0.1 * along
        if not one:
            return _Look(size, bold=False, seen=Seen.PLAIN)
        mode = pdfium.render_mode(one)
        bold = mode == 2 or self._bold(pdfium.font_of(one))
        return _Look(size, bold, self._seen(one, mode, size, place) if level else Seen.TURNED)

    def _seen(self, one: int, mode: int, size: float, place: tuple[float, float, float]) -> Seen:
        left, base, right = place
        across, up = (left + right) / 2, base + size / 4
        outside = not (self.edge[0] <= across <= self.edge[2] and self.edge[1] <= up <= self.edge[3])
        if mode in _UNSEEN and self.layered and not outside:
            return Seen.LAYER
        if outside or mode in _UNSEEN or size < _SMALLEST:
            return Seen.HIDDEN
        if pale(self.slots.color(one, pdfium.fill_color)) and not (mode == 1 or self._on_color(across, up)):
            return Seen.HIDDEN
        return Seen.MARGIN if self._is_margin(one) else Seen.PLAIN

    def _on_color(self, across: float, up: float) -> bool:
        return any(box[0] <= across <= box[2] and box[1] <= up <= box[3] for box in self.strokes.fillings)

    def _is_margin(self, one: int) -> bool:
        for place in range(min(pdfium.mark_count(one), 8)):
            pdfium.mark_name(pdfium.mark(one, place), self.at_name, 32, self.at_length)
            if bytes(self.name)[: max(0, self.length.value - 2)] == _ARTIFACT:
                return True
        return False

    def _bold(self, font: int) -> bool:
        if font not in self.fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.font_name(font, ctypes.addressof(name), 128)
            self.fonts[font] = bool(_BOLD.search(name.value)) or bool(pdfium.font_flags(font) & _FORCED_BOLD)
        return self.fonts[font]

    def _struck(self, start: int, end: int, run: Run) -> Iterator[Run]:
        """A run, or its parts when a line goes through some of it."""
        lines = [bar for bar in self.rules if _strikes(bar, run)] if run.seen is Seen.PLAIN else []
        if not lines:
            yield run
            return
        parts: list[tuple[bool, int, int]] = []
        for place in range(start, end):
            left, _, right, _ = self._box(place)
            middle = (left + right) / 2
            under = any(bar.left <= middle <= bar.right for bar in lines)
            if run.text[place - start] == " " and parts:
                under = parts[-1][0]
            if parts and parts[-1][0] == under:
                parts[-1] = (under, parts[-1][1], place + 1)
            else:
                parts.append((under, place, place + 1))
        for under, first, stop in parts:
            left, right = self._box(first)[0], self._box(stop - 1)[2]
            seen = Seen.STRUCK if under else Seen.PLAIN
            yield replace(run, text=run.text[first - start : stop - start], left=left, right=right, seen=seen)


def _lines(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line_break in _BREAKS.finditer(words):
        yield start, line_break.start()
        start = line_break.end()
    yield start, len(words)


def _strikes(bar: Bar, run: Run) -> bool:
    """Whether a line lies where letters have their middle; an underline lies lower, the rule of a table higher."""
    height = (bar.middle - run.base) / run.size if run.size else 0.0
    return (
        0.12 < height < 0.5 and bar.top - bar.bottom < 0.25 * run.size and bar.left < run.right and bar.right > run.left
    )


def _together(before: Run, after: Run) -> Run | None:
    """Both as one run, when they are of one look and touch."""
    size = before.size
    gap = after.left - before.right
    same = before.seen is after.seen and before.bold is after.bold and abs(after.size - size) <= 0.02 * size
    if not same or abs(after.base - before.base) > 0.05 * size or not -_ALONG * size <= gap <= _ALONG * size:
        return None
    space = " " if gap > _SPACE * size and not before.text.endswith(" ") and not after.text.startswith(" ") else ""
    text, right = before.text + space + after.text, max(before.right, after.right)
    return Run(text, before.left, right, before.base, size, before.bold, before.seen)


def _share(box: Box, edge: Box) -> float:
    across = min(box[2], edge[2]) - max(box[0], edge[0])
    up = min(box[3], edge[3]) - max(box[1], edge[1])
    whole = (edge[2] - edge[0]) * (edge[3] - edge[1])
    return max(0.0, across) * max(0.0, up) / whole if whole > 0 else 0.0
