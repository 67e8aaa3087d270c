"""A sequence of bare numbers, told apart from the lists inside it."""

from collections.abc import Sequence

from index.document.marks import Mark
from index.document.printed import step

GAP = 2  #: how many numbers a sequence may skip


def count_up(marks: Sequence[Mark], numbers: Sequence[int], *, anew: bool) -> list[int]:
    """The numbers of one sequence, without the lists inside it; `anew`: it may begin again from 1."""
    chain: list[int] = []
    item: Mark | None = None  # the last one of the list that interrupts the sequence
    for position, index in enumerate(numbers):
        mark = marks[index]
        upper = marks[chain[-1]] if chain else None
        nested = upper is not None and rank(mark) > rank(upper)
        next_one = upper is None or 0 <= step(upper.number, mark.number) <= 1 + GAP
        in_list = item is not None and mark.number == item.number + 1
        goes_on = in_list and (nested or not next_one or _goes_on(marks, numbers, position, upper, item))
        announced = mark.after_colon and not _is_charter(marks, numbers, position)
        if goes_on or (mark.number <= 1 and (nested or announced)):
            item = mark
        elif not nested and (next_one or (anew and mark.number <= 1)):
            chain.append(index)
            item = None
    return chain


def rank(mark: Mark) -> int:
    """How deep a bare number is set: by its list, and «1)» below «1.»."""
    return mark.depth * 2 + (mark.label.mark == ")")


def _goes_on(
    marks: Sequence[Mark], numbers: Sequence[int], position: int, upper: Mark | None, item: Mark | None
) -> bool:
    """Whether a number continues both the list and the sequence that the list interrupts, and belongs to the list."""
    mark = marks[numbers[position]]
    if upper is not None and item is not None and item.small and not upper.small and not mark.small:
        return False
    if upper is None or item is None or item.number == 1 or mark.before.endswith((";", ",")):
        return True  # a list has two items at least
    if item.indent != upper.indent:
        return mark.indent == item.indent
    for place in range(position + 1, len(numbers)):
        value = marks[numbers[place]].number
        if value != marks[numbers[place - 1]].number + 1:
            return value == upper.number + 1
    return False


def _is_charter(marks: Sequence[Mark], numbers: Sequence[int], position: int) -> bool:
    """«…заключили договор о нижеследующем:» opens the document itself, not a list: its clauses end with full stops."""
    if position:
        return False
    follower = marks[numbers[1]].before if len(numbers) > 1 else ""
    if follower.endswith((",", ";")):
        return False
    return "следующ" in marks[numbers[0]].before or follower.endswith(".")
