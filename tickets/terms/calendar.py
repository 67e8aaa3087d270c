"""Days of Russia: the five-day week with the days off that decrees or the Labour Code move, months, a day's end."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from tickets.terms.russia import Russia

#: Years whose decree on moved days is known to the calendar; in later years days off move by rule alone.
#: 2025: № 1335 of 2024-10-04; 2026: № 1466 of 2025-09-24; 2027: № 1187 of 2026-09-17.
DECREED_YEARS = frozenset({2025, 2026, 2027})
#: Holidays by the Labour Code itself (ТК РФ ст. 112 ч. 1), month and day; a day off that is given for one is none.
HOLIDAYS = frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)})


@cache
def _russia() -> "Russia":
    from tickets.terms.russia import Russia  # with three hundred modules of other countries

    return Russia()  # type: ignore[no-untyped-call]


def moved_by_rule(first: date, last: date) -> tuple[int, ...]:
    """The years between two days whose days off were moved by rule, because no decree is known."""
    return tuple(year for year in range(first.year, last.year + 1) if year > max(DECREED_YEARS))


def in_doubt(first: date, last: date) -> tuple[int, ...]:
    """The years between two days of which no rule can tell all: 1-8 January without a decree, and years long past."""
    touched = (year for year in moved_by_rule(first, last) if first <= date(year, 1, 8) and date(year, 1, 1) <= last)
    return (*range(first.year, min(*DECREED_YEARS, last.year + 1)), *touched)


def is_working_day(day: date) -> bool:
    """Whether a five-day week works on that day (ТК РФ ст. 111 and 112, decrees on moved days)."""
    return _russia().is_working_day(day)


def is_day_off(day: date) -> bool:
    """Whether nobody has to work then whatever day of the week it is: a holiday, or a day off given for one."""
    return day in _russia()


def works_for(day: date) -> date:
    """The day whose work is done on `day`: of a working Saturday that on which a decree gave the day off for it.

    A weekend day that works and was exchanged for none that is known works as the Friday before.
    """
    if day.weekday() < 5 or not is_working_day(day):
        return day
    return _russia().exchanged_for(day) or day - timedelta(days=day.weekday() - 4)


def is_shortened(day: date) -> bool:
    """Whether work ends an hour earlier, as a holiday begins the day after (ТК РФ ст. 95 ч. 1).

    A Saturday worked for another day is as long as that (order № 588н of 2009, п. 1).
    """
    after = works_for(day) + timedelta(days=1)
    return (after.month, after.day) in HOLIDAYS and not is_day_off(day)


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
