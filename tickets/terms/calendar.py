"""Days of Russia: the five-day week with the days that decrees move, months, and when a day is over."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

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
    """`day` itself if people work on it, otherwise the first later day on which they do (ГК РФ ст. 193)."""
    return _russia().get_nth_working_day(day, 0)


def previous_working_day(day: date) -> date:
    """`day` itself if people work on it, otherwise the last earlier day on which they did."""
    return _russia().get_nth_working_day(day + timedelta(days=1), -1)


def add_working_days(start: date, amount: int) -> date:
    """The last of `amount` working days, the first being the working day after `start`."""
    return _russia().get_nth_working_day(start, amount) if amount else start


def add_months(start: date, amount: int) -> date:
    """The same day of a later month; its last day where the month is too short (ГК РФ ст. 192 п. 3)."""
    years, month = divmod(start.month - 1 + amount, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def day_end(day: date, zone: ZoneInfo) -> datetime:
    """When a day is over in that zone, in UTC: at 24:00 (ГК РФ ст. 194 п. 1)."""
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
