"""Pauses between tries: each about twice as long as the one before."""

import random

FIRST = 1.0  #: seconds
LONGEST = 60.0


def pause(failures: int) -> float:
    """Seconds to wait after so many failures in a row; spread, so that many do not return at once."""
    return min(FIRST * 2.0 ** (failures - 1), LONGEST) * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries
