"""Sections among bare numbers by their looks, where no label of two numbers («1.1.») shows their place."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from index.document.counting import GAP, count_up, rank
from index.document.marks import Mark
from index.document.printed import step
from index.document.titles import Look

_RUNNING = 2  #: the tier of running text
_FEWEST = 5  #: items of a list that is a document


def by_looks(marks: Sequence[Mark], numbers: Sequence[int]) -> set[int]:
    """Sections of a document without a spine: the most heading-like numbers that count, or else all but lists."""
    tiers: dict[tuple[int, int], list[int]] = {}
    for index in numbers:
        tiers.setdefault(_tier(marks[index]), []).append(index)
    group: list[int] = []
    for tier in sorted(tiers):
        group = sorted(group + tiers[tier])
        if tier[0] == _RUNNING and group[0] != numbers[0] and marks[group[0]].after_colon:
            continue  # a list that was typed between clauses that are counted
        ahead = _ahead_of(marks, numbers, group)
        if len(group) < len(numbers) and (_go_up(marks, [*ahead[-1:], *group]) if ahead else counts(marks, group)):
            return {*ahead, *group} | _openers(marks, numbers, set(group))
    openers = _openers(marks, numbers, set())
    return openers if len(openers) > 1 else set(count_up(marks, numbers, anew=True) or _only_list(marks, numbers))


def _only_list(marks: Sequence[Mark], numbers: Sequence[int]) -> Sequence[int]:
    """A list behind a colon, where nothing else is numbered: «Я соглашаюсь с тем, что магазин: 1) …»."""
    counted = [marks[index].number for index in numbers] == list(range(1, len(numbers) + 1))
    return numbers if counted and len(numbers) >= _FEWEST else ()


def in_parts(marks: Sequence[Mark], numbers: Sequence[int], outer: set[int]) -> set[int]:
    """Bare sections within parts that have a word («Часть первая»), where clauses count from 1 under two or more."""
    openers = _openers(marks, numbers, set(), sorted(outer))
    return openers if len(openers) > 1 else set()


def _ahead_of(marks: Sequence[Mark], numbers: Sequence[int], group: Sequence[int]) -> list[int]:
    """A list that the sections go on from: «1. …», «2. …», «## 3. …»."""
    first = marks[group[0]]
    before = [index for index in numbers if index < group[0]]
    if first.number <= 1 or not before or marks[before[-1]].number != first.number - 1:
        return []
    chain = count_up(marks, before, anew=False)
    counted = [marks[index].number for index in chain] == list(range(1, len(chain) + 1))
    return chain if counted and len(chain) == first.number - 1 else []


def _openers(marks: Sequence[Mark], numbers: Sequence[int], sections: set[int], outer: Sequence[int] = ()) -> set[int]:
    """Titles that come next in number and have a count from 1 right under them; `sections` are known already."""
    openers: set[int] = set()
    last: float = 0
    for index, follower in pairwise(numbers):
        mark, under = marks[index], marks[follower]
        if bisect_left(outer, index) != bisect_left(outer, follower):
            continue  # under the next part
        counted = under.number == 1 and (not under.after_colon or under.line == mark.line + 1)
        if mark.look >= Look.TITLE and counted and mark.number == last + 1 and (last or not sections):
            openers.add(index)
        last = mark.number if index in sections or index in openers else last
    return openers


def _tier(mark: Mark) -> tuple[int, int]:
    if mark.look is Look.HEADING:
        return 0, mark.level
    if mark.look > Look.TITLE:
        return 1, mark.depth
    return _RUNNING, rank(mark)


def counts(marks: Sequence[Mark], group: Sequence[int]) -> bool:
    """Whether the numbers of a group go up by one from the first, with small gaps and new beginnings."""
    return marks[group[0]].number <= 1 and _go_up(marks, group)


def _go_up(marks: Sequence[Mark], group: Sequence[int]) -> bool:
    values = [marks[index].number for index in group]
    steps = all(0 <= step(before, after) <= GAP or after <= 1 for before, after in pairwise(values))
    return len(values) > 1 and steps
