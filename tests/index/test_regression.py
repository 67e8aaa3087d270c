"""Logistic regression of ours gives what scikit-learn gives, and what it fitted holds where scikit-learn would tire."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from index.regression import Scale, fit_chances, fit_shares


def drawn(rows: int, columns: int, classes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of unequal scales, classes that they tell with some doubt, and a weight for every row."""
    dice = np.random.default_rng(rows + classes)
    features = dice.normal(size=(rows, columns)) * dice.uniform(0.1, 5, columns) + dice.normal(size=columns)
    leaning = features @ dice.normal(size=(columns, classes)) + 2 * dice.gumbel(size=(rows, classes))
    return features, np.unique(leaning.argmax(axis=1), return_inverse=True)[1], dice.uniform(0.05, 4, rows)


@pytest.mark.parametrize("freedom", [10, 0.03])
@pytest.mark.parametrize("weighed", [True, False])
def test_shares_of_several_classes_are_those_of_scikit_learn(freedom: float, weighed: bool) -> None:
    features, classes, weights = drawn(900, 9, 6)
    known = LogisticRegression(C=freedom, max_iter=20_000, tol=1e-9)
    known.fit(features, classes, sample_weight=weights if weighed else None)

    found = fit_shares(features, classes, freedom, weights if weighed else None)

    np.testing.assert_allclose(found, np.vstack([known.coef_.T, known.intercept_]), atol=1e-4)


@pytest.mark.parametrize("freedom", [10, 0.03])
def test_chances_on_one_scale_are_those_of_scikit_learn(freedom: float) -> None:
    """Features that are scaled first and one that never varies, rows of unequal weight; most things do not happen."""
    features, classes, weights = drawn(900, 12, 9)
    features = np.column_stack([features, np.full(len(features), 0.1)])
    happened = classes == 1
    scaler = StandardScaler().fit(features)
    known = LogisticRegression(C=freedom, max_iter=20_000, tol=1e-9)
    known.fit(scaler.transform(features), happened, sample_weight=weights)
    slopes = known.coef_[0] / scaler.scale_

    scale = Scale.of(features)
    found = scale.unscaled(fit_chances(scale.scaled(features), happened, freedom, weights))

    np.testing.assert_allclose(found[:-1], slopes, atol=1e-4)
    np.testing.assert_allclose(found[-1], known.intercept_[0] - slopes @ scaler.mean_, atol=1e-4)


def test_classes_that_nothing_confuses_are_told_apart_by_the_regulariser_alone() -> None:
    """Separable classes have no best weights without one; far off, the first steps overshoot and are halved."""
    features = np.array([[-50.0], [-40.0], [40.0], [60.0]])
    known = LogisticRegression(C=1000, max_iter=20_000, tol=1e-12).fit(features, [0, 0, 1, 1])

    found = fit_chances(features, np.array([False, False, True, True]), 1000)

    np.testing.assert_allclose(found[0], known.coef_[0, 0], rtol=1e-3)
    assert np.isfinite(found).all()


def test_one_class_alone_weighs_nothing() -> None:
    assert not fit_shares(np.ones((3, 2)), np.zeros(3, np.int64), 10).any()
