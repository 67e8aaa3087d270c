"""Sparse features: a vocabulary of terms weighted by tf-idf."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Terms:
    """A space of terms: (1 + ln tf) · idf, rows of unit length, idf smoothed as in scikit-learn."""

    places: dict[str, int]  #: term → column
    idf: Floats

    @classmethod
    def of(cls, documents: Iterable[Iterable[str]], least: int) -> "Terms":
        """The space of the terms that occur in at least so many of the documents."""
        frequencies: Counter[str] = Counter()
        total = 0
        for document in documents:
            frequencies.update(set(document))
            total += 1
        kept = sorted(term for term, frequency in frequencies.items() if frequency >= least)
        idf = [math.log((1 + total) / (1 + frequencies[term])) + 1 for term in kept]
        return cls({term: place for place, term in enumerate(kept)}, np.array(idf, np.float32))

    def row(self, document: Iterable[str]) -> tuple[NDArray[np.int64], Floats]:
        """Columns and weights of one document; both empty when no term is known."""
        counts = Counter(self.places[term] for term in document if term in self.places)
        columns = np.fromiter(counts.keys(), np.int64, len(counts))
        weights = self.idf[columns] * (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts))))
        length = float(np.linalg.norm(weights))
        return columns, weights / length if length else weights

    def matrix(self, documents: Sequence[Iterable[str]]) -> csr_matrix:
        """One row a document, shape (documents, terms)."""
        rows = [self.row(document) for document in documents]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        weights = np.concatenate([weights for _, weights in rows])
        return csr_matrix((weights, columns, starts), shape=(len(rows), len(self.idf)), dtype=np.float32)
