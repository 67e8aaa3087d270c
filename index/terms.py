"""Terms of messages and what they weigh: runs of letters inside words, lemmas and their pairs."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.reader import Reading, char_ngrams, char_ngrams_of, lemma_ngrams
from index.sparse import SparseRows

Floats = NDArray[np.float32]

LEAST_CHARS, LEAST_LEMMAS = 2, 1  #: documents in which a term must occur to be kept
COMMON_WORDS = 8192  #: words whose columns are at hand, of some 200 bytes each


class Row(NamedTuple):
    """A document in a space of terms."""

    columns: NDArray[np.int64]
    weights: Floats  #: of unit length; both empty when no term is known


@dataclass(frozen=True, slots=True)
class Terms:
    """A space of terms: (1 + ln tf) · idf, rows of unit length, idf smoothed by one document that has every term."""

    places: Mapping[str, int]  #: term → column
    idf: Floats

    @classmethod
    def fitted(
        cls, readings: Sequence[Reading], terms_of: Callable[[Reading], Iterable[str]], least: int
    ) -> tuple[Self, SparseRows]:
        """The space of the terms that occur in at least so many of the readings, and these in it, a row each."""
        documents = [[*terms_of(reading)] for reading in readings]
        uses = Counter(term for document in documents for term in set(document))
        kept = sorted(term for term, count in uses.items() if count >= least)
        occurring = np.array([uses[term] for term in kept], np.float32)
        idf = np.log((1 + len(documents)) / (1 + occurring)) + 1
        space = cls({term: place for place, term in enumerate(kept)}, idf)
        columns, weights = zip(*(space.row(document) for document in documents), strict=True)
        return space, SparseRows(columns, weights, len(kept))

    def row(self, document: Iterable[str]) -> Row:
        """Columns and weights of one document."""
        return self.row_at(self.columns_of(document))

    def columns_of(self, document: Iterable[str]) -> Iterator[int]:
        """The columns of its terms, each as often as it occurs; unknown terms have none."""
        return (place for term in document if (place := self.places.get(term)) is not None)

    def row_at(self, places: Iterable[int]) -> Row:
        """The row of a document by its columns, each as often as its term occurs."""
        counts = Counter(places)
        columns = np.fromiter(counts.keys(), np.int64, len(counts))
        weights = self.idf[columns] * (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts))))
        length = float(np.linalg.norm(weights))
        return Row(columns, weights / length if length else weights)


@dataclass(frozen=True)
class Vocabulary:
    """The two spaces of terms of a bank. Threads may share it."""

    chars: Terms
    lemmas: Terms

    @classmethod
    def fitted(cls, readings: Sequence[Reading]) -> tuple[Self, tuple[SparseRows, SparseRows]]:
        """The terms of these readings, and the readings among both, a row each."""
        chars, char_rows = Terms.fitted(readings, char_ngrams, LEAST_CHARS)
        lemmas, lemma_rows = Terms.fitted(readings, lemma_ngrams, LEAST_LEMMAS)
        return cls(chars, lemmas), (char_rows, lemma_rows)

    def rows(self, reading: Reading) -> tuple[Row, Row]:
        """A reading among the runs of letters and among the lemmas."""
        runs = chain.from_iterable(map(self._runs, reading.words))
        return self.chars.row_at(runs), self.lemmas.row(lemma_ngrams(reading))

    @cached_property
    def _runs(self) -> Callable[[str], "array[int]"]:
        """The columns of a word's runs of letters: most words of a message were used in one before it."""
        return lru_cache(COMMON_WORDS)(lambda word: array("i", self.chars.columns_of(char_ngrams_of(word))))
