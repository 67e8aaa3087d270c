"""Runs on one base line as a row, with indices brought down to it, and the pieces that wide gaps part it into."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from index.document.bullets import BULLET
from index.document.numbering import label_at_start
from index.document.omitted import GAP
from index.formats.pdf.sheet import RAISED, Run, Seen

_ONE_LINE = 0.2  #: of the size: how far base lines of one row may differ
_HIGHEST = 0.75  #: of the size: how far an index is raised
_BESIDE = 0.5
_SPACE = 0.18  #: of the size: a narrower gap is no space
APART = 1.0  #: of the size: a wider gap parts pieces of a row
_ITEM = re.compile(r"(?:[-–—*+•·▪●◦]|o|[а-яёa-z][.)]|№|\(?\d{1,3}\))", re.IGNORECASE)
_LONGEST = 40  #: characters of a label with its word
_SIGN = re.compile("[\ue000-\uf8ff]")  #: of Wingdings and Symbol
_CIRCLE = "o"  #: of Courier New, apart from what it opens


@dataclass(frozen=True)
class Row:
    """What stands on one line of a page or of a column."""

    runs: tuple[Run, ...]  #: from left to right

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.runs[0].left

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(run.right for run in self.runs)

    @cached_property
    def base(self) -> float:
        """Its base line."""
        if len(self.runs) == 1:
            return self.runs[0].base
        return max(self.runs, key=lambda run: (not run.raised, len(run.text))).base

    @cached_property
    def size(self) -> float:
        """Of most of its letters."""
        if len(self.runs) == 1:
            return self.runs[0].size
        sizes: dict[float, int] = {}
        for run in self.runs:
            sizes[run.size] = sizes.get(run.size, 0) + len(run.text) * (not run.raised)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def bold(self) -> bool:
        """Whether all that is left of it is bold."""
        words = [run for run in self.runs if run.seen is not Seen.STRUCK and run.text.strip()]
        return bool(words) and all(run.bold for run in words)

    @cached_property
    def text(self) -> str:
        """Its words, with gaps for what is struck; indices as `index.document.notes` reads them."""
        return joined(self.runs)

    @cached_property
    def cells(self) -> "tuple[Row, ...]":
        """Its parts between wide gaps."""
        parts: list[list[Run]] = [[self.runs[0]]]
        for before, run in pairwise(self.runs):
            if run.left - before.right > APART * self.size:
                parts.append([])
            parts[-1].append(run)
        return tuple(Row(tuple(part)) for part in parts)


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Rows from the top of a page to its foot."""
    lines = _lines(runs)
    _bring_down(lines)
    return [
        Row(tuple(sorted(line, key=lambda run: run.left))) for line in lines if any(run.text.strip() for run in line)
    ]


def is_label(text: str) -> bool:
    """Whether a piece is nothing but the number or the bullet of what stands beside it."""
    text = text.strip()
    if len(text) > _LONGEST:
        return False
    label = label_at_start(text) or label_at_start(f"{text} А")
    return bool(_ITEM.fullmatch(text)) or (label is not None and label.end >= len(text))


def joined(runs: Sequence[Run]) -> str:
    """Words side by side, a space where there is room for one."""
    parts: list[str] = []
    end, size = 0.0, 0.0
    for run in runs:
        text = _SIGN.sub(BULLET, run.text)
        if not parts and text.strip() == _CIRCLE and len(runs) > 1:
            text = BULLET
        if run.seen is Seen.STRUCK:
            text = (" " if text[:1].isspace() else "") + GAP + (" " if text[-1:].isspace() else "")
        if parts and run.left - end > _SPACE * max(size, run.size):
            parts.append(" ")
        parts.append(text)
        end, size = run.right, run.size
    return re.sub(r" {2,}", " ", "".join(parts)).strip(" ")


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = []
    base = 0.0
    for run in sorted(runs, key=lambda run: -run.base):
        if not lines or base - run.base > _ONE_LINE * min(run.size, lines[-1][-1].size):
            lines.append([])
            base = run.base
        lines[-1].append(run)
    return lines


def _bring_down(lines: list[list[Run]]) -> None:
    """Each small run that stands high or low beside a larger one goes to the line of that."""
    for place, line in enumerate(lines):
        near = [other for other in (place + 1, place + 2, place - 1) if 0 <= other < len(lines)]
        for run in list(line):
            target = next((other for other in near if any(_is_index(run, main) for main in lines[other])), None)
            if target is None:
                continue
            main = next(main for main in lines[target] if _is_index(run, main))
            line.remove(run)
            lines[target].append(replace(run, base=main.base, raised=run.base > main.base))


def _is_index(run: Run, main: Run) -> bool:
    if run.size > RAISED * main.size or len(run.text.strip()) > 8:
        return False
    rise = (run.base - main.base) / main.size
    beside = min(abs(run.left - main.right), abs(main.left - run.right)) <= _BESIDE * main.size
    return beside and (0.12 <= rise <= _HIGHEST or -0.35 <= rise <= -0.05)
