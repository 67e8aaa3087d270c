"""What all documents share: topics, and how people claim, ask for deletion, want a person, or merely talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.bank import Bank, Phrase, load_kinds
from index.labels import KIND_LABELS, MARKS
from index.topics import Topic, load_topics


@dataclass(frozen=True)
class Common:
    """The library of topics and phrases of the kinds other than a question."""

    topics: tuple[Topic, ...]
    kinds: tuple[Phrase, ...]

    @cached_property
    def bank(self) -> Bank:
        """All phrases; those of topics are labelled with their slugs."""
        return Bank((*(phrase for topic in self.topics for phrase in topic.phrases), *self.kinds))

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        return tuple(topic.slug for topic in self.topics)

    @property
    def labels(self) -> tuple[str, ...]:
        """All that the shared head tells apart."""
        return (*self.slugs, *KIND_LABELS, *MARKS)

    def without_kinds_of(self, own: Sequence[Phrase]) -> "Common":
        """The same with the document's own phrases in place of those of the kinds that it has phrases of."""
        kinds = {phrase.label for phrase in own} & {*KIND_LABELS}
        borrowed = (phrase for phrase in self.kinds if phrase.label not in kinds)
        return Common(self.topics, (*(phrase for phrase in own if phrase.label in kinds), *borrowed))


def lacking(bank: Bank) -> tuple[str, ...]:
    """The kinds of message that a bank has no phrases of, where it has phrases of most kinds.

    Such a bank is lent these; one that has few kinds of its own is no bank that would be whole with them.
    """
    known = {phrase.label for phrase in bank.phrases}
    missing = tuple(label for label in KIND_LABELS if label not in known)
    return missing if 2 * len(missing) < len(KIND_LABELS) else ()


def load_common(topics: Path, kinds: Path) -> Common:
    """The topics of a folder, and the kinds of the bank in another; raises BankError."""
    return Common(load_topics(topics), load_kinds(kinds))
