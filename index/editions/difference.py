"""How one edition of a document differs from another, clause by clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Fate(StrEnum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"  #: the same text under another address
    REWORDED = "reworded"  #: perhaps under another address
    ADDED = "added"
    REMOVED = "removed"
    DOUBTFUL = "doubtful"  #: nobody but a reader can tell


class Doubt(StrEnum):
    """Why nobody but a reader can tell."""

    SPLIT = "split"  #: what it says stands in several clauses now
    MERGED = "merged"  #: what it says stands in a clause together with what another said
    UNLIKE = "unlike"  #: one or several clauses are somewhat like it


@dataclass(frozen=True, slots=True)
class Change:
    """One clause of either edition, by its address there."""

    fate: Fate
    old: str | None = None
    new: str | None = None
    moved: bool = False  #: it stands under another section now, whatever the numbers
    doubt: Doubt | None = None
    candidates: tuple[str, ...] = ()  #: of a doubtful one: addresses in the newer edition, likeliest first


@dataclass(frozen=True)
class Difference:
    """All clauses of both, in the order of the newer; one that is there no longer stands where it stood."""

    changes: tuple[Change, ...]

    def of(self, *fates: Fate) -> tuple[Change, ...]:
        """Those of these fates."""
        return tuple(change for change in self.changes if change.fate in fates)

    @cached_property
    def follows(self) -> Mapping[str, str]:
        """Address in the older edition → address of the same clause in the newer, where that is beyond doubt."""
        return {each.old: each.new for each in self.changes if each.old is not None and each.new is not None}

    @cached_property
    def touched(self) -> frozenset[str]:
        """Addresses in the newer edition whose text says something that no reader has asked about yet."""
        own = {each.new for each in self.of(Fate.REWORDED, Fate.ADDED) if each.new is not None}
        return frozenset(own.union(*(each.candidates for each in self.of(Fate.DOUBTFUL))))

    @property
    def is_none(self) -> bool:
        """Whether both say the same under the same addresses."""
        return all(each.fate is Fate.UNCHANGED for each in self.changes)
