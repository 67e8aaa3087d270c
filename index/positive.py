"""The inverse of a symmetric positive definite matrix, in its own place and by products of large blocks alone.

So numpy is enough: its products take all the memory bandwidth and threads that LAPACK's factors would.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_LEAF = 256  #: rows that numpy inverts by itself


def invert(matrix: Floats) -> Floats:
    """The inverse of a symmetric positive definite matrix (n, n), which it overwrites.

    Only its lower triangle is read. Raises numpy.linalg.LinAlgError where it is not positive definite.
    """
    _invert_factor(matrix)
    _times_transposed(matrix)
    return matrix


def _invert_factor(matrix: Floats) -> None:
    """Turn a matrix A = L Lᵀ into the inverse of L."""
    count = len(matrix)
    if count <= _LEAF:
        matrix[:] = np.tril(np.linalg.inv(np.linalg.cholesky(matrix)))
        return
    first, last = slice(None, count // 2), slice(count // 2, None)
    corner, below, rest = matrix[first, first], matrix[last, first], matrix[last, last]
    _invert_factor(corner)
    factor = below @ corner.T
    rest -= factor @ factor.T
    _invert_factor(rest)
    np.matmul(-rest, factor @ corner, out=below)
    matrix[first, last] = 0


def _times_transposed(matrix: Floats) -> None:
    """Turn a lower triangular matrix L into Lᵀ L."""
    count = len(matrix)
    if count <= _LEAF:
        matrix[:] = matrix.T @ matrix
        return
    first, last = slice(None, count // 2), slice(count // 2, None)
    corner, below, rest = matrix[first, first], matrix[last, first], matrix[last, last]
    _times_transposed(corner)
    corner += below.T @ below
    below[:] = rest.T @ below
    _times_transposed(rest)
    matrix[first, last] = below.T
