"""Logistic regression by Newton's method: as exact as rounding allows, as what is fitted here has few columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

_STEPS, _HALVINGS = 100, 40
_STILL = 1e-10  #: of the largest slope of the loss, for a weight of 1 a row on average


@dataclass(frozen=True, slots=True)
class Scale:
    """Columns brought to mean 0 and variance 1, each row counted once; a column that never varies is only moved."""

    mean: Floats  #: (d,)
    deviation: Floats  #: (d,)

    @classmethod
    def of(cls, features: Floats) -> "Scale":
        """The scale of features (n, d)."""
        mean, deviation = features.mean(axis=0), features.std(axis=0)
        # Not told by the deviation: the mean of many equal numbers is a little off.
        steady = np.ptp(features, axis=0) <= 10 * np.finfo(float).eps * np.abs(mean)
        return cls(mean, np.where(steady, 1.0, deviation))

    def scaled(self, features: Floats) -> Floats:
        """Features (n, d) on this scale."""
        return np.asarray((features - self.mean) / self.deviation)

    def unscaled(self, weights: Floats) -> Floats:
        """Weights (d + 1, ...) fitted to scaled features, the last of 1, as weights of the features themselves."""
        slopes = (weights[:-1].T / self.deviation).T
        return np.concatenate([slopes, (weights[-1] - self.mean @ slopes)[None]])


def fit_chances(features: Floats, happened: NDArray[np.bool_], freedom: float, weights: Floats | None = None) -> Floats:
    """Weights (d + 1,) of features (n, d) and, last, of 1: the logit of the chance that something happened, (n,).

    `freedom` is the inverse of the regulariser of the slopes (C of scikit-learn), `weights` (n,) weighs the rows.
    Both outcomes must occur.
    """
    # Of two classes with the slopes ±w/2 the logit is w, and the regulariser half of what it is for w alone.
    both = fit_shares(features, happened.astype(np.int64), freedom / 2, weights)
    return np.asarray(both[:, 1] - both[:, 0])


def fit_shares(features: Floats, classes: NDArray[np.int64], freedom: float, weights: Floats | None = None) -> Floats:
    """Weights (d + 1, k) of features (n, d) and, last, of 1: the logits of k classes, numbered 0..k-1 in `classes`.

    Every class must occur. The logits of a row are told up to a constant: their weights sum to 0 over the classes.
    """
    count, kinds = len(features), int(classes.max()) + 1
    rows = np.concatenate([features, np.ones((count, 1))], axis=1)
    weighed = np.ones(count) if weights is None else weights
    ridge = np.full(rows.shape[1], 1 / freedom)
    ridge[-1] = 0
    truth = np.eye(kinds)[classes]
    fitted = np.zeros((rows.shape[1], kinds))
    loss, shares = _state(rows, truth, weighed, ridge, fitted)
    for _ in range(_STEPS):
        slope = rows.T @ (weighed[:, None] * (shares - truth)) + ridge[:, None] * fitted
        if np.abs(slope).max() <= _STILL * weighed.sum():
            break
        step = _newton_step(rows, weighed, ridge, shares, slope)
        for halving in range(_HALVINGS):
            nearer = fitted - step / 2**halving
            lower, theirs = _state(rows, truth, weighed, ridge, nearer)
            if lower < loss:
                break
        else:
            break  # rounding is all that is left
        fitted, loss, shares = nearer, lower, theirs
    return fitted


def _state(rows: Floats, truth: Floats, weighed: Floats, ridge: Floats, fitted: Floats) -> tuple[float, Floats]:
    """The regularised loss, and the shares of the classes in each row, (n, k)."""
    logits = rows @ fitted
    logits -= logits.max(axis=1, keepdims=True)
    parts = np.exp(logits)
    sums = parts.sum(axis=1, keepdims=True)
    unlikely = np.log(sums[:, 0]) - (logits * truth).sum(axis=1)
    return float(weighed @ unlikely + (ridge @ fitted**2).sum() / 2), parts / sums


def _newton_step(rows: Floats, weighed: Floats, ridge: Floats, shares: Floats, slope: Floats) -> Floats:
    """The shortest step to where the second-order model of the loss is least, (d + 1, k)."""
    columns, kinds = slope.shape
    curvature = np.empty((kinds, columns, kinds, columns))
    for left in range(kinds):
        for right in range(left, kinds):
            both = weighed * shares[:, left] * ((left == right) - shares[:, right])
            curvature[left, :, right, :] = curvature[right, :, left, :] = (rows * both[:, None]).T @ rows
    for kind in range(kinds):
        curvature[kind, :, kind, :] += np.diag(ridge)
    flat = curvature.reshape(kinds * columns, kinds * columns)
    step = np.linalg.lstsq(flat, slope.T.ravel(), rcond=1e-12)[0]
    return np.asarray(step.reshape(kinds, columns).T)
