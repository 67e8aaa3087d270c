"""Clauses whose sentence vectors are near that of a question, by FAISS."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import faiss

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

EXACT = 10_000  #: vectors up to which every one is compared
NEAREST = 256  #: vectors that are looked up of each view
CELLS = 4.0  #: cells of the approximate index, times the square root of the number of vectors,
LOOKED_INTO = 1 / 40  #: and the share of them that is looked into
_ROUNDS, _LEARNED_FROM = 8, 40  #: of k-means, and vectors a cell that it learns from


def searchable(vectors: Floats) -> "faiss.Index":
    """An index of unit vectors (n, d) by inner product: exact up to EXACT, inverted lists (IVF) above."""
    import faiss

    count, dimension = vectors.shape
    flat = faiss.IndexFlatIP(dimension)
    if count <= EXACT:
        flat.add(np.ascontiguousarray(vectors))
        return flat
    cells = round(CELLS * count**0.5)
    index = faiss.IndexIVFFlat(flat, dimension, cells, faiss.METRIC_INNER_PRODUCT)
    index.cp.niter = _ROUNDS
    index.cp.max_points_per_centroid = _LEARNED_FROM
    index.train(np.ascontiguousarray(vectors))
    index.add(np.ascontiguousarray(vectors))
    index.nprobe = max(1, round(cells * LOOKED_INTO))
    return index


class View:
    """Vectors of clauses, one or more of each, in one way of looking at them."""

    def __init__(self, vectors: Floats, clauses: Places, count: int) -> None:
        """Unit vectors (n, d) and the place (n,) of the clause that each is of, among `count` clauses."""
        self._index = searchable(vectors)
        self._clauses, self._count = clauses, count

    def likeness(self, vector: Floats) -> Floats:
        """Of every clause to a unit vector (d,), shape (clauses,): the cosine of its nearest vector.

        A clause that is not among the nearest has what the last of these has.
        """
        cosines, found = (each[0] for each in self._index.search(vector[None], min(NEAREST, self._index.ntotal)))
        known = found >= 0
        likeness = np.full(self._count, cosines[known].min(), np.float32)
        np.maximum.at(likeness, self._clauses[found[known]], cosines[known])
        return likeness
