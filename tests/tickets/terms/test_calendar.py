"""The production calendar, against the decrees themselves and the Labour Code."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tickets.terms.calendar import (
    DECREED_YEARS,
    add_months,
    add_working_days,
    day_end,
    is_working_day,
    next_working_day,
    previous_working_day,
)

# A day off that fell on the first is given on the second; decrees № 1335, 1466 and 1187, and ТК РФ ст. 112.
MOVED = [
    ("2025-01-04", "2025-05-02"),
    ("2025-02-23", "2025-05-08"),
    ("2025-03-08", "2025-06-13"),
    ("2025-11-01", "2025-11-03"),
    ("2025-01-05", "2025-12-31"),
    ("2026-01-03", "2026-01-09"),
    ("2026-01-04", "2026-12-31"),
    ("2026-03-08", "2026-03-09"),
    ("2026-05-09", "2026-05-11"),
    ("2027-01-02", "2027-11-05"),
    ("2027-01-03", "2027-12-31"),
    ("2027-02-20", "2027-02-22"),
    ("2027-05-01", "2027-05-03"),
    ("2027-05-09", "2027-05-10"),
    ("2027-06-12", "2027-06-14"),
]
# Holidays of years without a decree that fall on a weekend, and the day off that each gives by ТК РФ ст. 112 ч. 2.
BY_RULE = [
    ("2028-11-04", "2028-11-06"),
    ("2029-11-04", "2029-11-05"),
    ("2030-02-23", "2030-02-25"),
    ("2031-02-23", "2031-02-24"),
    ("2031-03-08", "2031-03-10"),
    ("2032-05-01", "2032-05-03"),
    ("2032-05-09", "2032-05-10"),
    ("2032-06-12", "2032-06-14"),
    ("2106-06-12", "2106-06-14"),  # the library alone knows no holidays after 2100
]
WORKING_SATURDAYS = {date(2025, 11, 1), date(2027, 2, 20)}


@pytest.mark.parametrize(("fell_on", "given_on"), MOVED)
def test_a_moved_day_off_is_a_day_off(fell_on: str, given_on: str) -> None:
    """It was moved from a weekend to a weekday, on which nobody works then."""
    assert date.fromisoformat(fell_on).weekday() >= 5
    assert date.fromisoformat(given_on).weekday() < 5
    assert not is_working_day(date.fromisoformat(given_on))


@pytest.mark.parametrize(("holiday", "given_on"), BY_RULE)
def test_a_holiday_on_a_weekend_gives_the_next_working_day_off_without_a_decree(holiday: str, given_on: str) -> None:
    """The law itself moves the day off; people work again on the day after."""
    off = date.fromisoformat(given_on)
    assert date.fromisoformat(holiday).weekday() >= 5
    assert (False, True) == (is_working_day(off), is_working_day(off + timedelta(days=1)))


@pytest.mark.parametrize("year", range(2028, 2034))
def test_without_a_decree_only_holidays_on_weekends_move(year: int) -> None:
    """Those of 1-8 January go where the Government says: no rule moves them or makes a Saturday work."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    fixed = {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
    plain = {day for day in days if day.weekday() < 5 and (day.month, day.day) not in fixed}
    moved = {date.fromisoformat(off) for _, off in BY_RULE} | {date(2033, 5, 2), date(2033, 6, 13)}
    assert plain - moved == {day for day in days if is_working_day(day)}


@pytest.mark.parametrize("year", sorted(DECREED_YEARS))
def test_a_year_has_the_working_days_that_its_decree_gives(year: int) -> None:
    """247 in each of the three years."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]

    assert 247 == sum(is_working_day(day) for day in days)
    weekends = {day for day in days if day.weekday() >= 5}
    assert {day for day in WORKING_SATURDAYS if day.year == year} == {day for day in weekends if is_working_day(day)}


def test_a_saturday_that_was_only_foretold_is_a_saturday() -> None:
    """Newspapers promised work on 13 November 2027; the decree did not."""
    assert not is_working_day(date(2027, 11, 13))


def test_the_nearest_working_days_lie_around_a_long_rest() -> None:
    """Between 30 December 2026 and 11 January 2027 nobody works; a working day is its own nearest."""
    assert date(2027, 1, 11) == next_working_day(date(2026, 12, 31))
    assert date(2026, 12, 30) == previous_working_day(date(2027, 1, 10))
    assert date(2027, 2, 20) == next_working_day(date(2027, 2, 20)) == previous_working_day(date(2027, 2, 20))


def test_no_working_days_are_the_day_itself() -> None:
    assert date(2026, 11, 22) == add_working_days(date(2026, 11, 22), 0)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-11-22", 6, "2027-05-22"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-06-15", 6, "2026-12-15"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(start: str, months: int, expected: str) -> None:
    assert date.fromisoformat(expected) == add_months(date.fromisoformat(start), months)


def test_a_day_is_over_at_its_own_midnight() -> None:
    """In the operator's zone, also on the day on which clocks are put back."""
    assert datetime(2026, 11, 22, 21, tzinfo=UTC) == day_end(date(2026, 11, 22), ZoneInfo("Europe/Moscow"))
    assert datetime(2026, 11, 22, 14, tzinfo=UTC) == day_end(date(2026, 11, 22), ZoneInfo("Asia/Vladivostok"))
    assert datetime(2026, 10, 25, 23, tzinfo=UTC) == day_end(date(2026, 10, 25), ZoneInfo("Europe/Berlin"))
