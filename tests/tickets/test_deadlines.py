"""The date that a receipt promises."""

from datetime import date

import pytest

from tickets.deadlines import DateOutOfReach, UnknownPeriod, deadline, periods

# Received, then: 7 working days, 10 working days, 15 (one extension), 30 calendar days, the same moved by ГК ст. 193.
VECTORS = [
    ("2026-04-24", "2026-05-06", "2026-05-12", "2026-05-19", "2026-05-24", "2026-05-25"),
    ("2026-11-21", "2026-12-01", "2026-12-04", "2026-12-11", "2026-12-21", "2026-12-21"),
    ("2026-12-18", "2026-12-29", "2027-01-12", "2027-01-19", "2027-01-17", "2027-01-18"),
    ("2026-12-30", "2027-01-19", "2027-01-22", "2027-01-29", "2027-01-29", "2027-01-29"),
    ("2027-02-12", "2027-02-24", "2027-03-01", "2027-03-09", "2027-03-14", "2027-03-15"),
    ("2027-10-29", "2027-11-11", "2027-11-16", "2027-11-23", "2027-11-28", "2027-11-29"),
]


@pytest.mark.parametrize(("received", "seven", "ten", "extended", "thirty", "moved"), VECTORS)
def test_dates_follow_the_russian_production_calendar(
    received: str, seven: str, ten: str, extended: str, thirty: str, moved: str
) -> None:
    """Working days skip New Year, May and moved days; only a claim's last day moves off a weekend."""
    day = date.fromisoformat(received)

    assert date.fromisoformat(seven) == deadline("erase", day).on
    assert date.fromisoformat(seven) == deadline("correct", day).on
    assert date.fromisoformat(ten) == deadline("stop", day).on
    assert date.fromisoformat(ten) == deadline("access", day).on
    assert date.fromisoformat(extended) == deadline("stop", day).extended_to
    assert date.fromisoformat(thirty) == deadline("withdraw", day).on
    assert date.fromisoformat(moved) == deadline("claim", day).on


def test_advertising_stops_the_same_day() -> None:
    """«Немедленно» is the day of the request itself, weekend or not."""
    assert date(2026, 11, 22) == deadline("marketing", date(2026, 11, 22)).on


def test_only_some_terms_can_be_extended() -> None:
    """Five working days more exist for access and for stopping, and for nothing else."""
    assert {"access", "stop"} == {kind for kind, period in periods().items() if period.extension}


def test_a_date_says_what_it_rests_on() -> None:
    """A receipt names the clause or the article beside the date."""
    assert "п. 8.2 Политики" in deadline("claim", date(2026, 11, 22)).basis
    assert "ст. 21" in deadline("withdraw", date(2026, 11, 22)).basis


def test_a_year_without_a_decree_is_marked() -> None:
    """Moved days of 2028 are not known yet: the date is given with a warning."""
    assert any("2028" in warning for warning in deadline("stop", date(2027, 12, 20)).warnings)
    assert not any("2028" in warning for warning in deadline("stop", date(2027, 12, 1)).warnings)


def test_an_unknown_kind_or_a_far_date_is_refused() -> None:
    """No date is better than an invented one."""
    with pytest.raises(UnknownPeriod, match="withdraw"):
        deadline("birthday", date(2026, 11, 22))
    with pytest.raises(DateOutOfReach):
        deadline("claim", date(9999, 12, 31))
