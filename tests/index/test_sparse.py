"""Products of sparse rows are those of the dense matrix that they stand for, however often a column is used."""

import numpy as np
import pytest

from index import sparse
from index.sparse import SparseRows


def drawn(shared: int) -> tuple[np.ndarray, SparseRows]:
    """Forty rows, one of them empty, of columns from used by nearly all rows to used by none."""
    dice = np.random.default_rng(shared)
    dense = dice.normal(size=(40, 90)) * (dice.uniform(size=(40, 90)) < np.linspace(0.9, 0, 90))
    dense[7] = 0
    dense = dense.astype(np.float32)
    columns = [np.flatnonzero(row) for row in dense]
    return dense, SparseRows(columns, [row[own] for row, own in zip(dense, columns, strict=True)], 90)


@pytest.mark.parametrize("shared", [0, 5, 1000])
@pytest.mark.parametrize("at_once", [1, 64, 100_000])
def test_products_are_those_of_the_dense_matrix(monkeypatch: pytest.MonkeyPatch, shared: int, at_once: int) -> None:
    """All columns dense, some of them, none; and however few entries are looked at in one go."""
    monkeypatch.setattr(sparse, "SHARED", shared)
    monkeypatch.setattr(sparse, "_AT_ONCE", at_once)
    dense, rows = drawn(shared)
    matrix = np.random.default_rng(1).normal(size=(40, 3)).astype(np.float32)

    np.testing.assert_allclose(rows.products(5, 33), dense[5:33] @ dense.T, atol=1e-5)
    np.testing.assert_allclose(rows.products(0, 40), dense @ dense.T, atol=1e-5)
    np.testing.assert_allclose(rows.transposed_times(matrix), dense.T @ matrix, atol=1e-5)


def test_sets_share_as_many_things_as_they_have_in_common() -> None:
    rows = SparseRows.of_sets([{"а", "б", "в"}, set(), {"б", "в", "г"}])
    assert rows.products(0, 3).tolist() == [[3, 0, 2], [0, 0, 0], [2, 0, 3]]
