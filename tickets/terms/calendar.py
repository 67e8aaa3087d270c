"""Days of Russia: the five-day week with the days off that decrees or the Labour Code move, months, a day's end."""

from calendar import monthrange
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays.countries.russia import Russia
from holidays.observed_holiday_base import SAT_SUN_TO_NEXT_WORKDAY

#: Years whose decree on moved days is known to the calendar; in later years days off move by rule alone.
#: 2025: № 1335 of 2024-10-04; 2026: № 1466 of 2025-09-24; 2027: № 1187 of 2026-09-17.
DECREED_YEARS = frozenset({2025, 2026, 2027})


class _Russia(Russia):
    """The library's Russia, and in years for which it knows no decree the days off that move by law.

    ТК РФ ст. 112 ч. 2: a day off that falls on a holiday is given on the next working day after it. Those of
    1-8 January go where a decree says, so no rule can place them.
    """

    end_year = MAXYEAR  #: the library's own ends in 2100; after it there would be no holidays at all

    def _populate_public_holidays(self) -> None:
        super()._populate_public_holidays()  # type: ignore[no-untyped-call]  # the library is half typed
        if self._year not in self.special_public_holidays:
            for day in [day for day in self if day.year == self._year and not _moves_by_decree(day)]:
                self._add_observed(day, rule=SAT_SUN_TO_NEXT_WORKDAY)


@cache
def _russia() -> Russia:
    return _Russia()  # type: ignore[no-untyped-call]


def moved_by_rule(first: date, last: date) -> tuple[int, ...]:
    """The years between two days whose days off were moved by rule, because no decree is known."""
    return tuple(year for year in range(first.year, last.year + 1) if year > max(DECREED_YEARS))


def in_doubt(first: date, last: date) -> tuple[int, ...]:
    """The years between two days of which no rule can tell all: 1-8 January without a decree, and years long past."""
    touched = (year for year in moved_by_rule(first, last) if first <= date(year, 1, 8) and date(year, 1, 1) <= last)
    return (*range(first.year, min(*DECREED_YEARS, last.year + 1)), *touched)


def _moves_by_decree(day: date) -> bool:
    return day.month == 1 and day.day <= 8


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
