"""Working days of Russia: the five-day week with the days that decrees move."""

from datetime import date, timedelta
from functools import cache

import holidays

#: Years whose decree on moved days is known to the calendar; other years are forecasts.
#: 2025: № 1335 of 2024-10-04; 2026: № 1466 of 2025-09-24; 2027: № 1187 of 2026-09-17.
DECREED_YEARS = frozenset({2025, 2026, 2027})


@cache
def _russia() -> holidays.HolidayBase:
    return holidays.country_holidays("RU")


def is_working_day(day: date) -> bool:
    """Whether a five-day week works on that day (ТК РФ ст. 111 and 112, decrees on moved days)."""
    return _russia().is_working_day(day)


def next_working_day(day: date) -> date:
    """`day` itself if people work on it, otherwise the first later day on which they do."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(start: date, amount: int) -> date:
    """The last of `amount` working days, the first being the working day after `start`."""
    day = start
    for _ in range(amount):
        day = next_working_day(day + timedelta(days=1))
    return day
