"""Markdown counts the items of a list itself: «1.» before each of them is shown as 1, 2, 3."""

import re
from collections.abc import Sequence

_ITEM = re.compile(r"([ \t]*)1([.)])(?=[ \t]+\S)")
_OTHER = re.compile(r"\d{1,3}[.)][ \t]|#{1,6}[ \t]")
_FEWEST = 3


def counted(rows: Sequence[str]) -> list[str]:
    """The rows with the numbers that are shown, where three items or more all bear the number 1."""
    shown = list(rows)
    for items in _lists(rows):
        for number, place in enumerate(items, 1):
            shown[place] = _ITEM.sub(rf"\g<1>{number}\2", rows[place], count=1)
    return shown


def counts_itself(text: str) -> bool:
    """Whether a text has such a list."""
    return bool(_lists(text.split("\n")))


def _lists(rows: Sequence[str]) -> list[list[int]]:
    """Places of the items of each list; a list ends with a paragraph that is not indented below it."""
    found: list[list[int]] = []
    opened: list[tuple[int, list[int]]] = []  # each list with its indent, the innermost last
    blank = True
    for place, row in enumerate(rows):
        bare = row.lstrip()
        if not bare:
            blank = True
            continue
        indent = len(row[: len(row) - len(bare)].expandtabs(4))
        item = _ITEM.match(row)
        ends = bool(_OTHER.match(bare)) or (blank and item is None)
        while opened and (opened[-1][0] > indent or (opened[-1][0] == indent and item is None and ends)):
            found.append(opened.pop()[1])
        if item and opened and opened[-1][0] == indent:
            opened[-1][1].append(place)
        elif item:
            opened.append((indent, [place]))
        blank = False
    found += [items for _, items in opened]
    return [items for items in found if len(items) >= _FEWEST]
