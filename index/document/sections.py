"""Bare numbers («4.», «Раздел II», «2)»): which of them are sections, clauses of a section, or items of a list."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.document.counting import GAP, count_up
from index.document.headings import by_looks, counts, in_parts
from index.document.marks import Mark
from index.document.numbering import Label
from index.document.printed import Path, step
from index.document.titles import Look

_UNCOUNTED = frozenset({"roman", "letter"})  #: no sections unless they count


@dataclass(slots=True)
class Bare:
    """The bare numbers that are clauses, by index of their mark."""

    printed: set[int] = field(default_factory=set)  #: the number is the whole label
    within: dict[int, int] = field(default_factory=dict)  #: printed without its section: mark -> mark of the section


def choose_bare(marks: Sequence[Mark], spine: dict[int, Label]) -> Bare:
    """Sections first: by the spine they open, or else by their looks; then what stands under each of them."""
    numbers = [index for index, mark in enumerate(marks) if _is_bare(marks, index, spine)]
    outer = _worded(marks, numbers)
    numbers = [index for index in numbers if index not in outer and marks[index].label.word not in _UNCOUNTED]
    if spine:
        sections = _by_spine(marks, numbers, spine)
        sections |= _look_alike(marks, numbers, sections)
    else:
        sections = in_parts(marks, numbers, outer) if outer else by_looks(marks, numbers)
    bare = Bare(printed=outer | sections)
    _place_rest(marks, [index for index in numbers if index not in sections], spine, bare)
    return bare


def _is_bare(marks: Sequence[Mark], index: int, spine: dict[int, Label]) -> bool:
    label = marks[index].label
    if not label.single or index in spine:
        return False
    return not label.inline or (index + 1 in spine and spine[index + 1].path == (label.path[0], 1))


def _worded(marks: Sequence[Mark], numbers: Iterable[int]) -> set[int]:
    """Roman numbers and «Раздел 1», «Статья 1», as far as they count."""
    groups: dict[str, list[int]] = {}
    for index in numbers:
        if marks[index].label.word:
            groups.setdefault(marks[index].label.word, []).append(index)
    letters = {index for index in groups.pop("letter", []) if _opens_letters(marks, index)}
    return letters | {index for group in groups.values() if counts(marks, group) for index in group}


def _opens_letters(marks: Sequence[Mark], index: int) -> bool:
    """«A. Общие условия» stands right over «A.1.»."""
    after = marks[index + 1].label if index + 1 < len(marks) else None
    return after is not None and after.word == "letter" and after.path == (marks[index].number, 1)


def _by_spine(marks: Sequence[Mark], numbers: Sequence[int], spine: dict[int, Label]) -> set[int]:
    sections: set[int] = set()
    stops = sorted(spine)
    position = 0
    before: Path | None = None
    for stop in [*stops, len(marks)]:
        between = []
        while position < len(numbers) and numbers[position] < stop:
            between.append(numbers[position])
            position += 1
        after = spine[stop].path if stop in spine else None
        sections.update(_between(marks, between, before, after, stop))
        before = after
    return sections


def _between(
    marks: Sequence[Mark], numbers: Sequence[int], before: Path | None, after: Path | None, stop: int
) -> list[int]:
    """Sections among the bare numbers between two neighbours of the spine."""
    if not numbers or (before and after and before[0] == after[0] and after > before):
        return []
    anew = before is not None and after is not None and after[0] <= before[0]
    floor = before[0] if before and not anew else -1
    upper = _down_from(marks, numbers, after, floor, stop) if after else []
    if before is None or (after is not None and not anew):
        return upper
    rest = [index for index in numbers if not upper or index < upper[-1]]
    return upper + _up_from(marks, rest, before[0])


def _down_from(marks: Sequence[Mark], numbers: Sequence[int], after: Path, floor: float, stop: int) -> list[int]:
    """The section that opens `after`, and the sections without clauses above it, last first."""
    chain: list[int] = []
    wanted = after[0]
    follower = -1
    best: dict[float, Look] = {}
    for index in numbers:
        best[marks[index].number] = max(marks[index].look, best.get(marks[index].number, Look.PLAIN))
    for index in reversed(numbers):
        value = marks[index].number
        if best[value] > Look.TITLE >= marks[index].look:
            continue  # an item of a list under the heading of that number
        goes_on = follower >= 0 and marks[follower].number == value + 1 and follower not in chain[-1:]
        if value > floor and not goes_on:
            exact = value == wanted or (value % 1 > 0 and int(value) == wanted)
            skipped = bool(chain) and marks[index].look > Look.TITLE and wanted - GAP <= value < wanted
            if exact or skipped:
                chain.append(index)
                wanted = value - 1 if value == int(value) else int(value)
            elif chain and value == wanted + 1 and _is_twin(marks, index, chain[-1]):
                chain.append(index)  # a text in two languages prints each title twice
        follower = index
    last = numbers[-1]
    if not chain and last + 1 == stop and marks[last].look >= Look.TITLE and after[1] <= 1:
        return [last]
    return chain


def _is_twin(marks: Sequence[Mark], index: int, section: int) -> bool:
    counted = index > 0 and marks[index - 1].label.path == (marks[index].number - 1,)
    return index + 1 == section and marks[index].look >= Look.TITLE and not counted


def _up_from(marks: Sequence[Mark], numbers: Sequence[int], start: float) -> list[int]:
    """Sections without clauses that follow the last clause of the spine."""
    chain: list[int] = []
    value = start
    previous = -1
    for index in numbers:
        mark = marks[index]
        item_before = (
            previous >= 0
            and previous not in chain[-1:]
            and marks[previous].number == mark.number - 1
            and marks[previous].look >= mark.look
        )
        gap = GAP if mark.look > Look.TITLE else 0
        if 1 <= step(value, mark.number) <= 1 + gap and not item_before:
            chain.append(index)
            value = mark.number
        previous = index
    return chain


def _look_alike(marks: Sequence[Mark], numbers: Sequence[int], sections: set[int]) -> set[int]:
    """Numbers set like the sections already found, whatever they count to: repeated, skipped, out of order."""
    looks = [(marks[index].look, marks[index].level) for index in sections]
    usual = max(set(looks), key=looks.count, default=(Look.PLAIN, 0))
    if usual[0] <= Look.TITLE or looks.count(usual) < 2:
        return set()
    return {index for index in numbers if (marks[index].look, marks[index].level) == usual}


def _place_rest(marks: Sequence[Mark], rest: Sequence[int], spine: dict[int, Label], bare: Bare) -> None:
    """What stands under each section or clause: clauses of a section, a new count after a heading, or a list."""
    ahead = _before_all(marks, rest, sorted({*spine, *bare.printed}))
    bare.printed.update(ahead)
    within: dict[int, int] = {}
    continuous = bool(ahead) and not spine
    last: float = marks[ahead[-1]].number if continuous else 0
    for anchor, following, numbers in _grouped(rest, sorted({*spine, *bare.printed} - {*ahead[:-1]})):
        annex = _annexed(marks, numbers)
        bare.printed.update(annex)
        group = numbers[: numbers.index(annex[0])] if annex else numbers
        if not group or anchor in ahead:
            continue
        first = marks[group[0]]
        if anchor in spine:
            same_section = following in spine and spine[following].path[0] == spine[anchor].path[0]
            bare.printed.update([] if same_section else _after_heading(marks, group))
        elif marks[anchor].look < Look.TITLE or (first.after_colon and first.line > marks[anchor].line + 1):
            continue
        elif first.number in {1, last + 1}:
            run = count_up(marks, group, anew=False)
            continuous |= bool(run) and first.number > 1
            last = marks[run[-1]].number if run else last
            within.update(dict.fromkeys(run, anchor))
        elif first.number == marks[anchor].number + 1:
            bare.printed.update(count_up(marks, group, anew=False))
    if continuous:
        bare.printed.update(within)
    else:
        bare.within.update(within)


def _annexed(marks: Sequence[Mark], group: Sequence[int]) -> list[int]:
    """The clauses of an annex, which count from 1 again."""
    start = next((place for place, index in enumerate(group) if marks[index].annexed), len(group))
    return count_up(marks, group[start:], anew=True) if start < len(group) and marks[group[start]].number <= 1 else []


def _before_all(marks: Sequence[Mark], rest: Sequence[int], anchors: Sequence[int]) -> list[int]:
    """Bare clauses before the first section: a document of its own, or the first clauses of one that counts on.

    A few short lines there are a memo or a menu.
    """
    ahead = bisect_left(rest, anchors[0]) if anchors else 0
    chain = count_up(marks, rest[:ahead], anew=True)
    if chain and ahead < len(rest) and marks[rest[ahead]].number == marks[chain[-1]].number + 1:
        worded = bool(marks[anchors[0]].label.word) and marks[anchors[0]].number == 1
        if worded and marks[chain[0]].number == 1:
            return chain
    sentences = sum(marks[after].before.endswith(".") for after in chain[1:])
    return chain if len(chain) >= 5 and sentences * 2 >= len(chain) else []


def _grouped(rest: Sequence[int], anchors: Sequence[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Each anchor that has bare numbers under it, the anchor after it (-1 for none), and these numbers."""
    for anchor, following in pairwise([*anchors, -1]):
        end = bisect_left(rest, following) if following >= 0 else len(rest)
        group = list(rest[bisect_left(rest, anchor) : end])
        if group:
            yield anchor, following, group


def _after_heading(marks: Sequence[Mark], group: Sequence[int]) -> list[int]:
    """An annex after the last clause counts from 1 again."""
    start = next((place for place, index in enumerate(group) if marks[index].parted), None)
    if start is None or marks[group[start]].number > 1:
        return []
    return count_up(marks, group[start:], anew=True)
