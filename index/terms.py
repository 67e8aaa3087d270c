"""Sparse features: a vocabulary of terms weighted by tf-idf."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from index.reader import Reading

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Terms:
    """A space of terms: (1 + ln tf) · idf, rows of unit length, idf smoothed as in scikit-learn."""

    places: dict[str, int]  #: term → column
    idf: Floats

    @classmethod
    def fitted(
        cls, readings: Sequence[Reading], terms_of: Callable[[Reading], Iterable[str]], least: int
    ) -> tuple[Self, csr_matrix]:
        """The space of the terms that occur in at least so many of the readings, and these in it, a row each."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # only building needs it

        vectorizer = TfidfVectorizer(analyzer=terms_of, min_df=least, sublinear_tf=True, dtype=np.float32)
        rows = vectorizer.fit_transform(readings)
        places = {str(term): place for place, term in enumerate(vectorizer.get_feature_names_out())}
        return cls(places, np.asarray(vectorizer.idf_, np.float32)), rows

    def row(self, document: Iterable[str]) -> tuple[NDArray[np.int64], Floats]:
        """Columns and weights of one document; both empty when no term is known."""
        counts = Counter(self.places[term] for term in document if term in self.places)
        columns = np.fromiter(counts.keys(), np.int64, len(counts))
        weights = self.idf[columns] * (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts))))
        length = float(np.linalg.norm(weights))
        return columns, weights / length if length else weights
