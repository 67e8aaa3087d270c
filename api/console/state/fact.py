"""Facts: lines of the page, each with a mark where somebody should look."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a line is to be read."""

    FINE = "fine"
    WARN = "warn"  #: it works, and should be looked after
    BAD = "bad"  #: people or dates suffer


@dataclass(frozen=True, slots=True)
class Fact:
    """«Ждут ответа: 3», and below in small «дольше всех — 2 ч»."""

    title: str
    value: str
    note: str = ""
    mark: Mark = Mark.FINE
    href: str = ""  #: where it can be looked at


@dataclass(frozen=True, slots=True)
class Part:
    """A card of facts."""

    name: str  #: its id in the page
    title: str
    facts: Sequence[Fact]

    @property
    def troubles(self) -> Sequence[Fact]:
        """What should be looked at."""
        return [fact for fact in self.facts if fact.mark is not Mark.FINE]
