"""The counters of CSS, as they stand at each element of a page that is walked in document order."""

import re
from collections.abc import Iterator

LISTED = "list-item"  #: what list items count with
_PAIR = re.compile(r"(reversed\(\s*)?([^\s()]+)(?:\s*\))?(?:\s+([+-]?\d{1,7})(?![\w-]))?")


class Counters:
    """Values by name; a counter lives among the siblings of the element that made it, and below these."""

    def __init__(self) -> None:
        self._values: dict[str, list[int]] = {}
        self._made: list[set[str]] = [set()]

    def reset(self, name: str, value: int) -> None:
        """Make a counter here."""
        if name in self._made[-1]:
            self._values[name][-1] = value
        else:
            self._made[-1].add(name)
            self._values.setdefault(name, []).append(value)

    def set(self, name: str, value: int) -> None:
        """Give a counter a value."""
        if not self._values.get(name):
            self.reset(name, value)
        self._values[name][-1] = value

    def add(self, name: str, value: int) -> None:
        """Count on."""
        self.set(name, self.values(name)[-1] + value)

    def values(self, name: str) -> list[int]:
        """From the outermost counter of that name to the innermost; one zero where there is none."""
        return self._values.get(name) or [0]

    def enter(self) -> None:
        """Go to the children of an element."""
        self._made.append(set())

    def leave(self) -> None:
        """Leave them; what they made is gone."""
        for name in self._made.pop():
            self._values[name].pop()


def pairs(value: str, default: int) -> Iterator[tuple[str, int]]:
    """Names and numbers of a counter property."""
    for _, name, number in _PAIR.findall(value):
        if name not in {"none", "inherit", "initial", "unset"}:
            yield name, int(number) if number else default
