"""Training a head: kernel ridge regression.

Least squares on one-hot labels (Saunders, Gammerman & Vovk 1998, "Ridge regression in dual variables"). One inverse
gives the head and what it would say of every phrase had its voice been held out (the block form of the leave-one-out
identity of ridge regression; exact but for the centre and the idf, which are not fitted to labels), so honest
calibration costs no retraining.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.head import BIAS, CHARS, LEMMAS, Floats, Head, Places, axes_of, centred, sharpened
from index.positive import invert
from index.sparse import SparseRows

RIDGE = 0.25  #: the regulariser
_BLOCK = 512


@dataclass(frozen=True)
class Trained:
    """A head, and what it would have said of its own phrases unseen."""

    head: Head
    held_out: Floats  #: (n, L), scores of every phrase by the head trained on the other folds


def kernel_of(terms: Sequence[SparseRows]) -> Floats:
    """The part of the kernel of n examples that their runs of letters and their lemmas make, (n, n)."""
    count = terms[0].shape[0]
    kernel = np.full((count, count), BIAS, np.float32)
    for start in range(0, count, _BLOCK):
        stop = min(start + _BLOCK, count)
        for weight, rows in zip((CHARS, LEMMAS), terms, strict=True):
            kernel[start:stop] += weight * rows.products(start, stop)
    return kernel


def train(
    vectors: Floats,
    terms: Sequence[SparseRows],
    kernel: Floats,
    taught: Sequence[Sequence[str]],
    folds: Places,
    labels: Sequence[str],
    width: int | None = None,
) -> Trained:
    """Learn to tell `labels` apart from n examples: their vectors (n, d), terms, and labels of each, its answer first.

    `kernel` is that of their terms and is overwritten; `folds` (n,) numbers the fold that each phrase is held out with;
    -1 is a clause's own text, never held out. Vectors are compared in `width` dimensions; None: in all.
    """
    center = vectors.mean(axis=0)
    whole = centred(vectors, center)
    axes = axes_of(whole, width or whole.shape[1])
    dense = whole @ axes
    places = {label: place for place, label in enumerate(labels)}
    targets = np.zeros((len(taught), len(labels)), np.float32)
    for row, own in enumerate(taught):
        targets[row, [places[label] for label in own]] = 1
    answers = np.array([places[own[0]] for own in taught])
    dual, held_out = _solved(dense, kernel, targets, folds)
    phrased = {*answers[folds >= 0].tolist()}
    new = np.array([row for row in np.flatnonzero(folds < 0) if answers[row] not in phrased], np.int64)
    head = Head(
        labels=tuple(labels),
        center=center,
        axes=axes,
        vectors=np.ascontiguousarray(dense.T),
        dual=np.ascontiguousarray(dual.T),
        char_weights=np.asarray(CHARS * terms[0].transposed_times(dual), np.float16),
        lemma_weights=np.asarray(LEMMAS * terms[1].transposed_times(dual), np.float16),
        bias=BIAS * dual.sum(axis=0),
        new_labels=answers[new],
        new_vectors=np.ascontiguousarray(dense[new].T),
    )
    return Trained(head, held_out)


def _solved(dense: Floats, kernel: Floats, targets: Floats, folds: Places) -> tuple[Floats, Floats]:
    """Dual weights and held-out scores, both (n, L)."""
    for start in range(0, len(kernel), _BLOCK):
        kernel[start : start + _BLOCK] += sharpened(dense[start : start + _BLOCK] @ dense.T)
    kernel[np.diag_indices_from(kernel)] += RIDGE
    inverse = invert(kernel)
    dual = inverse @ targets
    held_out = np.zeros_like(targets)
    for members in (np.flatnonzero(folds == fold) for fold in range(folds.max() + 1)):
        residual = np.linalg.solve(inverse[np.ix_(members, members)], dual[members])
        held_out[members] = targets[members] - residual
    return dual, held_out
