"""The inverse that the head is trained with."""

import numpy as np
import pytest

from index.positive import invert


@pytest.mark.parametrize("count", [1, 2, 256, 257, 1001])
def test_the_inverse_is_exact_where_one_direction_outweighs_all_others(count: int) -> None:
    """As the kernel of phrases is: all of them are alike, and the regulariser is small beside their number."""
    vectors = np.random.default_rng(count).normal(size=(count, 50)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kernel = (1.5 * np.exp(2 * (vectors @ vectors.T - 1)) + 0.1).astype(np.float32)
    kernel[np.diag_indices(count)] += 0.25
    exact = np.linalg.inv(kernel.astype(np.float64))

    inverse = invert(kernel.copy())

    np.testing.assert_allclose(inverse, exact, atol=1e-5)
    assert (inverse == inverse.T).all()


def test_a_matrix_that_is_not_positive_is_refused() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        invert(np.diag([1, -1]).astype(np.float32))
