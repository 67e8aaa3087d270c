"""One document as the desk knows it: a text and an index, replaced together; or why one is left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.dialogue import Turn
from index.policy import Edition, Policy
from index.surroundings import Query
from index.together import Voice
from index.understander import Understander
from index.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Known:
    """A document in its edition in force, and the index that was built from it."""

    policy: Policy
    understander: Understander
    version: str = ""  #: of the index, as its folder is called
    built_at: datetime | None = None  #: where that is known
    #: The index of another of its editions; None where it is not here.
    opens: Callable[[Policy], Understander | None] = lambda policy: None

    @property
    def unsure(self) -> tuple[str, ...]:
        """Addresses of the clauses that are only suggested, since the edition was understood worse than the former."""
        return tuple(address for address in self.policy.quotable if address in self.understander.unsure)

    @property
    def edition(self) -> Edition:
        return self.policy.edition

    def says(self, text: str, earlier: Sequence[Turn], query: Query | None = None) -> Understanding:
        """What a message, or one question of several in it, means by this document alone; the clauses bear its id."""
        asked = self.understander
        found = asked.understand(text, earlier) if query is None else asked.understand_query(query, text, earlier)
        return replace(found, candidates=tuple(replace(each, document=self.policy.id) for each in found.candidates))

    def voice(self, text: str, earlier: Sequence[Turn], query: Query | None = None) -> Voice:
        """The same, to be heard beside other documents."""
        asked = self.understander
        return Voice(self.says(text, earlier, query), asked.thresholds.answer, asked.surely if asked.whole else None)
