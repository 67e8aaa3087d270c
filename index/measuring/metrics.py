"""Figures of quality, as plain functions of arrays."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

RESAMPLES = 1000
BINS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % interval; all three are None when there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None
    count: int  #: messages that it is a share of, or a mean over


@dataclass(frozen=True, slots=True)
class Bin:
    """One tenth of the scale of confidence."""

    low: float
    high: float
    count: int
    confidence: float | None  #: mean of those in the bin
    accuracy: float | None  #: share of those in the bin that are right


def share(flags: Flags, among: Flags) -> float:
    """How many of `among` are flagged; NaN when there are none."""
    return float(flags[among].mean()) if among.any() else float("nan")


def confusion(true: Codes, said: Codes, classes: int) -> NDArray[np.int64]:
    """Counts (true, said)."""
    return np.bincount(true * classes + said, minlength=classes * classes).reshape(classes, classes)


def macro_f1(true: Codes, said: Codes, classes: int) -> float:
    """Mean F1 of the classes that occur in `true` or `said`."""
    counts = confusion(true, said, classes)
    total = counts.sum(axis=0) + counts.sum(axis=1)
    present = total > 0
    return float((2 * np.diag(counts)[present] / total[present]).mean())


def reliability(confidence: Floats, right: Flags) -> tuple[Bin, ...]:
    """Ten bins of equal width; the last holds 1 as well."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    inside = [places == place for place in range(BINS)]
    return tuple(
        Bin(place / BINS, (place + 1) / BINS, int(own.sum()), _mean(confidence[own]), _mean(right[own]))
        for place, own in enumerate(inside)
    )


def calibration_error(confidence: Floats, right: Flags) -> float:
    """Expected calibration error over `reliability` (Naeini et al. 2015); NaN for nothing."""
    gaps = [
        place.count * abs(place.confidence - place.accuracy)
        for place in reliability(confidence, right)
        if place.confidence is not None and place.accuracy is not None
    ]
    return sum(gaps) / len(confidence) if len(confidence) else float("nan")


def bootstrap(metric: Callable[[Codes], float], size: int, count: int) -> Figure:
    """A metric of row numbers with its percentile bootstrap interval over resampled rows (Efron 1979).

    `count` is what the figure says it was measured on. The resampling is the same each time.
    """
    value = metric(np.arange(size))
    if np.isnan(value):
        return Figure(None, None, None, count)
    random = np.random.default_rng(0)
    drawn = [metric(random.integers(0, size, size)) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(value, float(low), float(high), count)


def _mean(values: Floats | Flags) -> float | None:
    return float(values.mean()) if len(values) else None
