"""The trained head: scores of all labels for a message.

A kernel machine whose kernel is a sum of three: a sharpened cosine of the sentence vectors, and the cosines of
character n-grams and of lemma n-grams; see `index.training`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.terms import Row

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Places = NDArray[np.int64]

SHARPNESS = 2.0  #: of the dense kernel exp(SHARPNESS · (cosine - 1)): how soon likeness fades
DENSE, CHARS, LEMMAS, BIAS = 1.5, 0.5, 0.5, 0.1  #: weights of the kernels


@dataclass(frozen=True)
class Head:
    """Weights for L labels, learned from n examples in d dimensions, compared in k of them, and from their terms."""

    labels: tuple[str, ...]
    center: Floats  #: (d,), the mean vector: taken off, because the model crowds all sentences into one cone
    axes: Floats  #: (d, k), orthonormal: what a vector is outside them tells examples apart no better
    # These two lie the way in which a message is multiplied by them: the other way costs two or three times as much.
    vectors: Floats  #: (k, n), the examples along them, centred and of unit length before
    dual: Floats  #: (L, n)
    char_weights: Halves  #: (terms, L); three digits are plenty beside scores of 0 and 1, and take half the memory
    lemma_weights: Halves  #: (terms, L)
    bias: Floats  #: (L,)
    new_labels: Places  #: (m,), places in `labels` of clauses that have no phrases yet,
    new_vectors: Floats  #: (k, m), and their texts as `vectors`

    def centred(self, vectors: Floats) -> Floats:
        """Vectors of the sentence model about the centre of the examples, shape kept."""
        return centred(vectors, self.center)

    def compared(self, vectors: Floats) -> Floats:
        """Vectors of the sentence model as the head compares them, shape (..., k)."""
        return np.asarray(self.centred(vectors) @ self.axes)

    def scores(self, vector: Floats, rows: Sequence[Row]) -> Floats:
        """Scores of the labels, shape (L,): about 1 for the right one, about 0 for the others.

        `rows` are those of `Vocabulary.rows`. A single example against hundreds of phrases of the others would never
        win, so a clause without phrases is scored by the likeness of its text.
        """
        seen = self.compared(vector)
        scores = self.dual @ sharpened(seen @ self.vectors) + self.bias
        for (columns, values), weights in zip(rows, (self.char_weights, self.lemma_weights), strict=True):
            scores += values @ weights[columns]
        scores[self.new_labels] = np.maximum(scores[self.new_labels], seen @ self.new_vectors)
        return np.asarray(scores, np.float32)


ARRAYS = tuple(each.name for each in fields(Head) if each.name != "labels")  #: of a head, as they are kept


def sharpened(cosines: Floats) -> Floats:
    """The dense kernel of pairs of sentences with these cosines, shape kept."""
    return np.asarray(DENSE * np.exp(SHARPNESS * (cosines - 1)))


def centred(vectors: Floats, center: Floats) -> Floats:
    """Vectors less the centre, of unit length again, shape kept."""
    moved = vectors - center
    return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), np.float32)


def axes_of(dense: Floats, width: int) -> Floats:
    """The directions in which unit vectors (n, d) about their centre differ most, at most `width` of them, (d, k).

    All of the space is left as it is.
    """
    dimension = dense.shape[1]
    if width >= dimension:
        return np.eye(dimension, dtype=np.float32)
    _, directions = np.linalg.eigh((dense.T @ dense).astype(float))
    return np.ascontiguousarray(directions[:, : -width - 1 : -1], np.float32)
