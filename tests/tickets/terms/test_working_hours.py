"""Working hours by the production calendar: open or not, and when next; against decrees and the Labour Code."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import MOSCOW
from tickets.terms.calendar import is_shortened, is_working_day, works_for
from tickets.terms.hours_setting import HoursNotUnderstood, read_hours

OFFICE = read_hours("пн-пт 9:00-18:00", MOSCOW)


def at(told: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """A moment as the operator's clock shows it; asked in UTC, as the process does."""
    return datetime.fromisoformat(told).replace(tzinfo=zone).astimezone(UTC)


def opens(told: str, hours=OFFICE) -> str:
    """The next opening after that local moment, as the operator's clock shows it."""
    return f"{hours.next_opening(at(told, hours.zone)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("told", "is_open"),
    [
        ("2026-12-01 08:59:59", False),
        ("2026-12-01 09:00", True),
        ("2026-12-01 17:59:59", True),
        ("2026-12-01 18:00", False),
        ("2026-12-05 12:00", False),  # Saturday
    ],
)
def test_open_from_the_first_minute_to_before_the_last(told: str, is_open: bool) -> None:
    assert is_open == OFFICE.is_open(at(told))


@pytest.mark.parametrize(
    ("told", "next_opening"),
    [
        ("2026-12-01 03:00", "2026-12-01 09:00"),
        ("2026-12-01 19:00", "2026-12-02 09:00"),
        ("2026-12-01 12:00", "2026-12-02 09:00"),  # of those who are open: the next time
        ("2026-12-04 18:30", "2026-12-07 09:00"),  # Friday evening
        ("2026-12-30 18:00", "2027-01-11 09:00"),  # 31 December was given for 4 January 2026
        ("2025-12-30 18:00", "2026-01-12 09:00"),  # 9 January was given for the 3rd
        ("2026-04-30 17:00", "2026-05-04 09:00"),
        ("2026-05-08 17:00", "2026-05-12 09:00"),  # 9 May is a Saturday and gives Monday off
        ("2027-02-20 17:00", "2027-02-24 09:00"),
    ],
)
def test_the_next_opening_knows_days_off_that_move(told: str, next_opening: str) -> None:
    assert next_opening == opens(told)


@pytest.mark.parametrize(
    ("day", "weekday"),
    [("2025-11-01", "2025-11-03"), ("2027-02-20", "2027-02-22"), ("2024-04-27", "2024-04-29"), ("2026-12-01", None)],
)
def test_a_working_saturday_is_the_day_it_was_exchanged_for(day: str, weekday: str | None) -> None:
    """Decrees № 1335 and 1187: with the hours of that day, and as short as it would have been."""
    assert date.fromisoformat(weekday or day) == works_for(date.fromisoformat(day))


def test_on_a_working_saturday_people_answer_and_on_the_monday_given_for_it_they_do_not() -> None:
    hours = read_hours("пн 10:00-16:00; вт-пт 9:00-18:00; сб 12:00-13:00", MOSCOW)
    assert [True, False, False] == [
        hours.is_open(at("2025-11-01 10:30")),
        hours.is_open(at("2025-11-01 15:30")),  # the day before 4 November, an hour shorter
        hours.is_open(at("2025-11-03 12:00")),
    ]
    assert hours.is_open(at("2025-11-08 12:30"))  # an ordinary Saturday has hours of its own
    assert not hours.is_open(at("2027-01-02 12:30"))  # one among the holidays has none


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, {"02-22", "03-07", "05-08", "06-11", "11-02"}),
        (2025, {"03-07", "04-30", "06-11", "11-01"}),
        (2026, {"04-30", "05-08", "06-11", "11-03"}),
    ],
)
def test_the_days_before_a_holiday_are_those_of_the_published_calendar(year: int, days: set[str]) -> None:
    """The day before a weekend is none, nor the day before a day off that was only moved."""
    every = [date(year, 1, 1) + timedelta(number) for number in range(365)]
    assert days == {f"{day:%m-%d}" for day in every if is_working_day(day) and is_shortened(day)}


def test_the_day_before_a_holiday_ends_an_hour_earlier() -> None:
    assert OFFICE.is_open(at("2026-06-11 16:59"))
    assert not OFFICE.is_open(at("2026-06-11 17:00"))
    assert f"{OFFICE.next_closing(at('2026-06-11 12:00')):%H:%M}" == "17:00"
    split = read_hours("пн-пт 9:00-13:00, 14:00-14:30", MOSCOW)
    assert [True, False, False] == [split.is_open(at(f"2026-06-11 {time}")) for time in ("12:29", "12:30", "14:10")]


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    """So it ends on the morning of a holiday, and none begins there."""
    night = read_hours("пн-пт 22:00-6:00", MOSCOW)
    assert [True, True, False] == [
        night.is_open(at(told)) for told in ("2026-12-04 23:00", "2026-12-05 05:59", "2026-12-05 06:00")
    ]
    assert "2026-12-07 22:00" == opens("2026-12-05 06:00", night)
    assert not night.is_open(at("2026-12-07 03:00"))  # the shift of Sunday
    assert [True, False] == [night.is_open(at(f"2026-06-12 {time}")) for time in ("04:30", "05:00")]
    assert not night.is_open(at("2026-06-12 23:00"))


def test_shifts_that_touch_are_one() -> None:
    """Whoever is served from one to the next never closes between them."""
    around = read_hours("пн-пт 0:00-12:00, 12:00-24:00", MOSCOW)
    assert "2026-12-07 00:00" == opens("2026-12-02 11:00", around)
    assert f"{around.next_closing(at('2026-12-02 11:00')):%Y-%m-%d %H:%M}" == "2026-12-05 00:00"


@pytest.mark.parametrize(("zone", "ahead"), [("Europe/Kaliningrad", -1), ("Asia/Vladivostok", 7)])
def test_the_hours_are_those_of_the_operators_clock(zone: str, ahead: int) -> None:
    """Moscow and they have no summer time, so it is the same number of hours in June and in December."""
    there = read_hours("пн-пт 9:00-18:00", ZoneInfo(zone))
    for day in ("2026-12-01", "2026-06-10"):
        opening = there.next_opening(at(f"{day} 00:30", there.zone))
        assert opening == at(f"{day} 09:00") - timedelta(hours=ahead)
        assert there.is_open(opening)
        assert not there.is_open(opening - timedelta(seconds=1))


def test_the_date_is_the_operators_too() -> None:
    """At this moment it is still Sunday in Moscow, and in Vladivostok people work already."""
    moment = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)
    assert read_hours("пн-пт 9:00-18:00", ZoneInfo("Asia/Vladivostok")).is_open(moment)
    assert not OFFICE.is_open(moment)


def test_those_who_never_close_have_no_next_opening() -> None:
    always = read_hours("always", MOSCOW)
    assert always.is_open(at("2027-01-01 03:00"))
    assert (None, None) == (always.next_opening(at("2027-01-01 03:00")), always.next_closing(at("2027-01-01 03:00")))


@pytest.mark.parametrize(
    "text",
    [
        "mon-fri 09:00-18:00; sat 10:00-14:00",
        "Пн–Пт 9.00–18.00;Сб  10-14",
        "сб 10:00-14:00; пн, вт, ср-пт 9:00 - 18:00;",
    ],
)
def test_the_setting_is_read_in_either_language_and_order(text: str) -> None:
    assert read_hours("пн-пт 9:00-18:00; сб 10:00-14:00", MOSCOW) == read_hours(text, MOSCOW)


def test_a_range_of_days_may_pass_sunday() -> None:
    assert read_hours("пт, сб, вс, пн 9:00-18:00", MOSCOW) == read_hours("пт-пн 9:00-18:00", MOSCOW)
    assert read_hours("daily 9:00-18:00", MOSCOW) == read_hours("пн-вс 9:00-18:00", MOSCOW)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("с утра до вечера", "с утра до вечера"),
        ("пн-пт", "пн-пт"),
        ("пн-пяо 9:00-18:00", "пн-пяо"),
        ("пн-пт 9:00-25:00", "9:00-25:00"),
        ("пн-пт 9:60-18:00", "9:60-18:00"),
        ("пн-пт 9:00-9:00", "9:00-9:00"),
        ("пн-пт 9:00", "9:00"),
        ("9:00-18:00", "9:00-18:00"),
        (" ; ", ";"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, part: str) -> None:
    with pytest.raises(HoursNotUnderstood, match=f"не понятно «{part}»"):
        read_hours(text, MOSCOW)


def test_there_is_an_opening_within_reach_of_any_moment_of_ten_years() -> None:
    """However few hours and however many holidays: a shop that answers on one day of the week."""
    sundays = read_hours("вс 10:00-11:00", MOSCOW)
    for number in range(0, 3650, 7):
        moment = at("2025-01-01 12:00") + timedelta(days=number)
        opening = sundays.next_opening(moment)
        assert opening is not None
        assert sundays.is_open(opening)
        assert opening > moment
