"""The trained head: scores of all labels for a message, by kernel ridge regression.

Least squares on one-hot labels with a kernel that is a sum of three: a sharpened cosine of the sentence vectors, and
the cosines of character n-grams and of lemma n-grams (Saunders, Gammerman & Vovk 1998, "Ridge regression in dual
variables"). One Cholesky factor gives the head and, exactly, what it would say of every phrase had its voice been
held out (the block form of the leave-one-out identity of ridge regression), so honest calibration costs no retraining.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack  # type: ignore[import-untyped]

from index.message import Reading, char_ngrams, lemma_ngrams
from index.terms import Terms

Floats = NDArray[np.float32]

SHARPNESS = 2.0  #: of the dense kernel exp(SHARPNESS · (cosine - 1)): how soon likeness fades
DENSE, CHARS, LEMMAS, BIAS = 1.5, 0.5, 0.5, 0.1  #: weights of the kernels
RIDGE = 0.25  #: the regulariser on the diagonal
LEAST_CHARS, LEAST_LEMMAS = 2, 1  #: documents in which a term must occur to be kept


@dataclass(frozen=True)
class Head:
    """Weights for L labels, learned from n phrases in d dimensions."""

    labels: tuple[str, ...]
    center: Floats  #: (d,), the mean vector: taken off, because the model crowds all sentences into one cone
    vectors: Floats  #: (n, d), centred unit vectors of the phrases
    dual: Floats  #: (n, L)
    chars: Terms
    char_weights: Floats  #: (terms, L)
    lemmas: Terms
    lemma_weights: Floats  #: (terms, L)
    bias: Floats  #: (L,)

    def centred(self, vectors: Floats) -> Floats:
        """Vectors of the sentence model as the head compares them, shape kept."""
        return _centred(vectors, self.center)

    def scores(self, vector: Floats, reading: Reading) -> Floats:
        """Scores of the labels, shape (L,): about 1 for the right one, about 0 for the others."""
        dense = DENSE * np.exp(SHARPNESS * (self.vectors @ _centred(vector, self.center) - 1))
        scores = dense @ self.dual + self.bias
        for terms, weights, document in (
            (self.chars, self.char_weights, char_ngrams(reading)),
            (self.lemmas, self.lemma_weights, lemma_ngrams(reading)),
        ):
            columns, values = terms.row(document)
            scores += values @ weights[columns]
        return np.asarray(scores, np.float32)


@dataclass(frozen=True)
class Trained:
    """A head, and what it would have said of its own phrases unseen."""

    head: Head
    held_out: Floats  #: (n, L), scores of every phrase by the head trained on the other folds


def train(
    readings: Sequence[Reading],
    vectors: Floats,
    answers: Sequence[str],
    folds: NDArray[np.int64],
    labels: Sequence[str],
) -> Trained:
    """Learn to tell `labels` apart from n readings, their vectors (n, d) and their labels.

    `folds` (n,) numbers the fold that each phrase is held out with; -1 is never held out.
    """
    center = vectors.mean(axis=0)
    dense = _centred(vectors, center)
    chars = Terms.of(map(char_ngrams, readings), LEAST_CHARS)
    lemmas = Terms.of(map(lemma_ngrams, readings), LEAST_LEMMAS)
    char_rows = chars.matrix([char_ngrams(reading) for reading in readings])
    lemma_rows = lemmas.matrix([lemma_ngrams(reading) for reading in readings])

    kernel = DENSE * np.exp(SHARPNESS * (dense @ dense.T - 1)).astype(np.float64) + BIAS
    kernel += CHARS * (char_rows @ char_rows.T).toarray()
    kernel += LEMMAS * (lemma_rows @ lemma_rows.T).toarray()
    kernel[np.diag_indices_from(kernel)] += RIDGE
    targets = np.array([[answer == label for label in labels] for answer in answers], np.float64)
    inverse = _inverse(kernel)
    dual = inverse @ targets

    held_out = np.zeros_like(targets)
    for fold in range(folds.max() + 1):
        members = np.flatnonzero(folds == fold)
        residual = np.linalg.solve(inverse[np.ix_(members, members)], dual[members])
        held_out[members] = targets[members] - residual
    head = Head(
        labels=tuple(labels),
        center=center,
        vectors=dense,
        dual=dual.astype(np.float32),
        chars=chars,
        char_weights=(CHARS * (char_rows.T @ dual)).astype(np.float32),
        lemmas=lemmas,
        lemma_weights=(LEMMAS * (lemma_rows.T @ dual)).astype(np.float32),
        bias=(BIAS * dual.sum(axis=0)).astype(np.float32),
    )
    return Trained(head, held_out.astype(np.float32))


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a symmetric positive definite matrix; LAPACK fills the lower triangle only."""
    factor, _ = lapack.dpotrf(matrix, lower=1, overwrite_a=1)
    lower, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    lower = np.tril(lower)
    return np.asarray(lower + np.tril(lower, -1).T)


def _centred(vectors: Floats, center: Floats) -> Floats:
    moved = vectors - center
    return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), np.float32)
