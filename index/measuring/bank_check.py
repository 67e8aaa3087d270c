"""What is wrong with a phrase bank: repetitions, clauses that sound alike, copied wording, leaks, gaps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from index.bank import Bank, Phrase
from index.labels import KIND_LABELS
from index.policy import Policy
from index.reader import Reader, char_ngrams, lemma_ngrams
from index.sparse import SparseRows
from index.terms import Terms
from index.understanding import Kind
from russian.words import words

CLAUSE_AIM, KIND_AIM, UNANSWERABLE_AIM = 40, 250, 500  #: phrases of one label
TWINS = 0.75  #: Jaccard index of the letter trigrams of two phrases that are one phrase
ALIKE = 0.8  #: likeness of two clauses' phrases to each other, of that of the less uniform one's to themselves
COPIED = 6  #: words in a row that a phrase shares with the policy

_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Twin:
    """Two texts that are nearly the same."""

    first: str
    label: str
    second: str
    second_label: str  #: a label of the bank, or the id of an evaluation message
    likeness: float  #: Jaccard index, 0..1


@dataclass(frozen=True, slots=True)
class Alike:
    """Two clauses whose phrases are hard to tell apart."""

    first: str
    second: str
    between: float  #: mean cosine of a phrase of the one and a phrase of the other
    within: float  #: mean cosine of two phrases of one clause, the lesser of both clauses


@dataclass(frozen=True, slots=True)
class Copy:
    """A phrase that speaks in the policy's words."""

    text: str
    label: str
    run: str  #: the words in a row that the policy has too


@dataclass(frozen=True, slots=True)
class Size:
    """How many phrases a label has, and how many it should have."""

    count: int
    aim: int


@dataclass(frozen=True, slots=True)
class BankReport:
    """Everything found, the gravest of each list first."""

    phrases: int
    labels: Mapping[str, Size]
    voices: Mapping[str, int]
    twins: tuple[Twin, ...]
    alike: tuple[Alike, ...]
    copies: tuple[Copy, ...]
    leaks: tuple[Twin, ...]  #: phrases, each with the evaluation message that it repeats

    @property
    def short(self) -> tuple[str, ...]:
        """Labels with fewer phrases than aimed at."""
        return tuple(label for label, size in self.labels.items() if size.count < size.aim)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return asdict(self) | {"short": self.short}


def check_bank(bank: Bank, policy: Policy, unseen: Sequence[tuple[str, str]] = ()) -> BankReport:
    """Look at a bank by itself, against its policy and against messages that must stay unseen; takes seconds.

    `unseen` holds the id and the text of each.
    """
    trigrams = _Trigrams([*(phrase.whole for phrase in bank.phrases), *(text for _, text in unseen)])
    size = len(bank.phrases)
    twins, leaks = [], []
    for left, right, likeness in trigrams.pairs(size):
        first = bank.phrases[left]
        if right < size:
            second = bank.phrases[right]
            twins.append(Twin(first.text, first.label, second.text, second.label, likeness))
        else:
            name, text = unseen[right - size]
            leaks.append(Twin(first.text, first.label, text, name, likeness))
    return BankReport(
        phrases=size,
        labels=_sizes(bank, policy),
        voices=dict(Counter(phrase.voice for phrase in bank.phrases).most_common()),
        twins=tuple(sorted(twins, key=lambda twin: -twin.likeness)),
        alike=tuple(sorted(_alike(bank), key=lambda pair: pair.within - pair.between)),
        copies=tuple(_copies(bank.phrases, [clause.text for clause in policy.clauses.values()])),
        leaks=tuple(sorted(leaks, key=lambda twin: -twin.likeness)),
    )


def _sizes(bank: Bank, policy: Policy) -> dict[str, Size]:
    counts = Counter(phrase.label for phrase in bank.phrases)
    aims = dict.fromkeys(policy.quotable, CLAUSE_AIM) | dict.fromkeys(KIND_LABELS, KIND_AIM)
    aims[Kind.UNANSWERABLE.value] = UNANSWERABLE_AIM
    return {label: Size(counts[label], aim) for label, aim in aims.items()}


class _Trigrams:
    """Texts as sets of the letter trigrams of their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        sets = [_trigrams(text) for text in texts]
        self._rows = SparseRows.of_sets(sets)
        self._sizes = np.array([len(own) for own in sets])

    def pairs(self, size: int) -> Iterator[tuple[int, int, float]]:
        """Places of twins, the earlier one among the first `size` texts, and their Jaccard index."""
        for start in range(0, size, _BLOCK):
            stop = min(start + _BLOCK, size)
            shared = self._rows.products(start, stop)
            likeness = shared / np.maximum(self._sizes[start:stop, None] + self._sizes - shared, 1)
            for row, right in np.argwhere(likeness >= TWINS):
                if start + row < right:
                    yield int(start + row), int(right), float(likeness[row, right])


def _trigrams(text: str) -> set[str]:
    spoken = f" {' '.join(words(text))} "
    return {spoken[start : start + 3] for start in range(len(spoken) - 2)}


def _alike(bank: Bank) -> Iterator[Alike]:
    """By letters and lemmas, as the head sees them; the mean cosine of all pairs is the product of the mean rows."""
    labels = list(dict.fromkeys(phrase.label for phrase in bank.phrases if phrase.label not in KIND_LABELS))
    asked = [phrase for phrase in bank.phrases if phrase.label in labels]
    reader = Reader()
    readings = [reader.read(phrase.text) for phrase in asked]
    owners = np.array([[phrase.label == label for label in labels] for phrase in asked], np.float32)
    counts = owners.sum(axis=0)
    total = np.zeros((len(labels), len(labels)))
    for terms_of in (char_ngrams, lemma_ngrams):
        _, rows = Terms.fitted(readings, terms_of, 1)
        sums = rows.transposed_times(owners)
        total += sums.T @ sums / 2
    within = (np.diag(total) - counts) / np.maximum(counts * (counts - 1), 1)
    between = total / np.outer(counts, counts)
    for left in range(len(labels)):
        for right in range(left):
            own = min(within[left], within[right])
            if between[left, right] >= ALIKE * own > 0:
                yield Alike(labels[right], labels[left], float(between[left, right]), float(own))


def _copies(phrases: Sequence[Phrase], texts: Iterable[str]) -> Iterator[Copy]:
    printed = {run for text in texts for run in _runs(words(text))}
    for phrase in phrases:
        spoken = words(phrase.text)
        shared = next((run for run in _runs(spoken) if run in printed), None)
        if shared:
            yield Copy(phrase.text, phrase.label, " ".join(shared))


def _runs(spoken: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(spoken[start : start + COPIED]) for start in range(len(spoken) - COPIED + 1))
