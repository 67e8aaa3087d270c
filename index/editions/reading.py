"""The difference of two editions as people read it: where each change stands, and its words."""

from dataclasses import dataclass

from index.editions.difference import Change
from index.editions.matching import difference
from index.editions.wording import Piece, wording
from index.policy import Policy


@dataclass(frozen=True, slots=True)
class ChangeRead:
    """One change with its texts: heading and text of the clause, each on lines of its own."""

    change: Change
    before: str  #: "" where there was none
    now: str  #: "" where there is none any more
    pieces: tuple[Piece, ...]  #: both, word by word

    @property
    def name(self) -> str:
        """Address in the newer edition, else in the older."""
        return self.change.new or self.change.old or ""


def read_changes(old: Policy, new: Policy) -> tuple[ChangeRead, ...]:
    """All clauses of both, those too that have stayed, in the order of the newer edition."""
    found = []
    for change in difference(old, new).changes:
        before = said(old, change.old) if change.old is not None else ""
        now = said(new, change.new) if change.new is not None else ""
        found.append(ChangeRead(change, before, now, wording(before, now)))
    return tuple(found)


def said(policy: Policy, address: str) -> str:
    """Heading and text of a clause."""
    clause = policy.clause(address)
    return "\n".join(part for part in (clause.heading, clause.text) if part)
