"""Understanding for an edition whose index is not here: by the index of another, whose clauses are followed back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.dialogue import Turn
from index.editions.matching import difference
from index.policy import Policy
from index.understander import Understander
from index.understanding import Understanding


class Following(Understander):
    """What is said in the older edition alone is not found."""

    def __init__(self, newer: Understander, old: Policy, new: Policy) -> None:
        self.document = newer.document
        self.thresholds = newer.thresholds
        self.surely = newer.surely
        self.whole = newer.whole
        self.unsure = frozenset()
        self._newer = newer
        self._before: Mapping[str, str] = {now: was for was, now in difference(old, new).follows.items()}

    def understand(self, text: str, context: Sequence[Turn] = ()) -> Understanding:
        """As of the newer edition, with the addresses of the older."""
        found = self._newer.understand(text, context)
        kept = [each for each in found.candidates if each.number in self._before]
        candidates = tuple(replace(each, number=self._before[each.number]) for each in kept)
        return replace(found, candidates=candidates, questions=min(found.questions, max(len(candidates), 1)))

    def waits(self, text: str) -> bool:
        """Whatever the edition."""
        return self._newer.waits(text)
