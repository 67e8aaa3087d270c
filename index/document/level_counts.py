"""The numbers of a list of several levels, as office suites count its items."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _never(_: int) -> bool:
    return False


@dataclass(slots=True)
class LevelCounts:
    """How far each level has come."""

    values: dict[int, int] = field(default_factory=dict)

    def count(
        self,
        level: int,
        firsts: Mapping[int, int],
        *,
        start: int | None = None,
        goes_on: Callable[[int], bool] = _never,
    ) -> None:
        """The next item on a level; levels above it that nobody has used count as used.

        `firsts`: the first number of this level and of those above; `start`: the number that this item is given;
        `goes_on`: whether a deeper level counts on instead of beginning anew.
        """
        for above, first in firsts.items():
            if above < level:
                self.values.setdefault(above, first)
        if start is not None:
            self.values[level] = start
        else:
            self.values[level] = self.values[level] + 1 if level in self.values else firsts[level]
        for deeper in [each for each in self.values if each > level and not goes_on(each)]:
            del self.values[deeper]
