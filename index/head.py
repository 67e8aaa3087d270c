"""The trained head: scores of all labels for a message, by kernel ridge regression.

Least squares on one-hot labels with a kernel that is a sum of three: a sharpened cosine of the sentence vectors, and
the cosines of character n-grams and of lemma n-grams (Saunders, Gammerman & Vovk 1998, "Ridge regression in dual
variables"). One Cholesky factor gives the head and what it would say of every phrase had its voice been held out (the
block form of the leave-one-out identity of ridge regression; exact but for the centre and the idf, which are not
fitted to labels), so honest calibration costs no retraining.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

from index.reader import Reading, char_ngrams, lemma_ngrams

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Places = NDArray[np.int64]

SHARPNESS = 2.0  #: of the dense kernel exp(SHARPNESS · (cosine - 1)): how soon likeness fades
DENSE, CHARS, LEMMAS, BIAS = 1.5, 0.5, 0.5, 0.1  #: weights of the kernels
RIDGE = 0.25  #: the regulariser on the diagonal
LEAST_CHARS, LEAST_LEMMAS = 2, 1  #: documents in which a term must occur to be kept

_BLOCK = 512


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


@dataclass(frozen=True)
class Head:
    """Weights for L labels, learned from n phrases in d dimensions."""

    labels: tuple[str, ...]
    center: Floats  #: (d,), the mean vector: taken off, because the model crowds all sentences into one cone
    vectors: Floats  #: (n, d), centred unit vectors of the phrases
    dual: Floats  #: (n, L)
    chars: Terms
    char_weights: Halves  #: (terms, L); three digits are plenty beside scores of 0 and 1, and take half the memory
    lemmas: Terms
    lemma_weights: Halves  #: (terms, L)
    bias: Floats  #: (L,)
    new_labels: Places  #: places in `labels` of clauses that have no phrases yet,
    new_rows: Places  #: and in `vectors` of their texts

    def centred(self, vectors: Floats) -> Floats:
        """Vectors of the sentence model as the head compares them, shape kept."""
        return _centred(vectors, self.center)

    def scores(self, vector: Floats, reading: Reading) -> Floats:
        """Scores of the labels, shape (L,): about 1 for the right one, about 0 for the others.

        A single example against hundreds of phrases of the others would never win, so a clause without phrases is
        scored by the likeness of its text.
        """
        cosines = self.vectors @ _centred(vector, self.center)
        scores = sharpened(cosines) @ self.dual + self.bias
        for terms, weights, document in (
            (self.chars, self.char_weights, char_ngrams(reading)),
            (self.lemmas, self.lemma_weights, lemma_ngrams(reading)),
        ):
            columns, values = terms.row(document)
            scores += values @ weights[columns]
        scores[self.new_labels] = np.maximum(scores[self.new_labels], cosines[self.new_rows])
        return np.asarray(scores, np.float32)


@dataclass(frozen=True)
class Trained:
    """A head, and what it would have said of its own phrases unseen."""

    head: Head
    held_out: Floats  #: (n, L), scores of every phrase by the head trained on the other folds


def train(
    readings: Sequence[Reading],
    vectors: Floats,
    taught: Sequence[Sequence[str]],
    folds: Places,
    labels: Sequence[str],
) -> Trained:
    """Learn to tell `labels` apart from n readings, their vectors (n, d) and the labels of each, its answer first.

    `folds` (n,) numbers the fold that each phrase is held out with; -1 is a clause's own text, never held out.
    """
    center = vectors.mean(axis=0)
    dense = _centred(vectors, center)
    chars, char_rows = Terms.fitted(readings, char_ngrams, LEAST_CHARS)
    lemmas, lemma_rows = Terms.fitted(readings, lemma_ngrams, LEAST_LEMMAS)

    places = {label: place for place, label in enumerate(labels)}
    targets = np.zeros((len(taught), len(labels)), np.float32)
    for row, own in enumerate(taught):
        targets[row, [places[label] for label in own]] = 1
    inverse = _inverse(_kernel(dense, char_rows, lemma_rows))
    dual = inverse @ targets

    held_out = np.zeros_like(targets)
    for fold in range(folds.max() + 1):
        members = np.flatnonzero(folds == fold)
        residual = np.linalg.solve(inverse[np.ix_(members, members)], dual[members])
        held_out[members] = targets[members] - residual
    answers = [own[0] for own in taught]
    phrased = {answer for answer, fold in zip(answers, folds, strict=True) if fold >= 0}
    new_rows = [row for row, answer in enumerate(answers) if answer not in phrased]
    head = Head(
        labels=tuple(labels),
        center=center,
        vectors=dense,
        dual=dual,
        chars=chars,
        char_weights=np.asarray(CHARS * (char_rows.T @ dual), np.float16),
        lemmas=lemmas,
        lemma_weights=np.asarray(LEMMAS * (lemma_rows.T @ dual), np.float16),
        bias=BIAS * dual.sum(axis=0),
        new_labels=np.array([places[answers[row]] for row in new_rows], np.int64),
        new_rows=np.array(new_rows, np.int64),
    )
    return Trained(head, held_out)


def sharpened(cosines: Floats) -> Floats:
    """The dense kernel of pairs of sentences with these cosines, shape kept."""
    return np.asarray(DENSE * np.exp(SHARPNESS * (cosines - 1)))


def _kernel(dense: Floats, chars: csr_matrix, lemmas: csr_matrix) -> Floats:
    """The regularised kernel of the phrases, (n, n), made in blocks to spare memory."""
    kernel = np.empty((len(dense), len(dense)), np.float32)
    for start in range(0, len(dense), _BLOCK):
        block = slice(start, start + _BLOCK)
        kernel[block] = sharpened(dense[block] @ dense.T) + BIAS
        kernel[block] += CHARS * (chars[block] @ chars.T).toarray()
        kernel[block] += LEMMAS * (lemmas[block] @ lemmas.T).toarray()
    kernel[np.diag_indices_from(kernel)] += RIDGE
    return kernel


def _inverse(matrix: Floats) -> Floats:
    """Of a symmetric positive definite matrix, which is overwritten.

    LAPACK counts by columns and fills one triangle: seen by rows, that is the upper one of the same symmetric matrix.
    """
    factor, _ = lapack.spotrf(matrix.T, lower=1, overwrite_a=1)
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    for start in range(0, len(inverse), _BLOCK):  # mirror the lower triangle, a block at a time
        stop = min(start + _BLOCK, len(inverse))
        inverse[start:stop, stop:] = inverse[stop:, start:stop].T
        corner = np.tril(inverse[start:stop, start:stop])
        inverse[start:stop, start:stop] = corner + np.tril(corner, -1).T
    return np.asarray(inverse)


def _centred(vectors: Floats, center: Floats) -> Floats:
    moved = vectors - center
    return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), np.float32)
