"""The date that a receipt promises."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thirty_days import THIRTY
from tickets.terms.calendar import day_end, is_working_day
from tickets.terms.deadlines import (
    DateOutOfReach,
    Deadline,
    Mark,
    MomentWithoutZone,
    NotExtendable,
    UnknownPeriod,
    deadline,
    deadline_at,
    deadline_of,
    deadline_of_at,
    extended_deadline,
    warning_moments,
)
from tickets.terms.periods import Unit, periods

MOSCOW = ZoneInfo("Europe/Moscow")
VLADIVOSTOK = ZoneInfo("Asia/Vladivostok")

# Received, then: 3, 7 and 10 working days, 15 (one extension), 30 calendar days, the same moved by ГК РФ ст. 193.
VECTORS = [
    ("2026-04-24", "2026-04-29", "2026-05-06", "2026-05-12", "2026-05-19", "2026-05-24", "2026-05-25"),
    ("2026-11-21", "2026-11-25", "2026-12-01", "2026-12-04", "2026-12-11", "2026-12-21", "2026-12-21"),
    ("2026-12-18", "2026-12-23", "2026-12-29", "2027-01-12", "2027-01-19", "2027-01-17", "2027-01-18"),
    ("2026-12-30", "2027-01-13", "2027-01-19", "2027-01-22", "2027-01-29", "2027-01-29", "2027-01-29"),
    ("2027-02-12", "2027-02-17", "2027-02-24", "2027-03-01", "2027-03-09", "2027-03-14", "2027-03-15"),
    ("2027-10-29", "2027-11-03", "2027-11-11", "2027-11-16", "2027-11-23", "2027-11-28", "2027-11-29"),
]
# Which kinds stand for a column, and whether their date or their extended one.
COLUMNS = [
    (1, ("unlawful", "distribution"), False),
    (2, ("erase", "correct"), False),
    (3, ("stop", "access", "regulator", "destroy"), False),
    (4, ("stop", "access", "regulator"), True),
    (5, ("withdraw", "purpose", "automated"), False),
    (6, ("claim",), False),
]
ALL = settings(deadline=None)  # the calendar of a year is made when first asked, however slow the machine
DAYS = st.dates(date(2024, 12, 1), date(2028, 12, 31))
DATED = st.sampled_from([kind for kind, row in periods().items() if row.unit is not Unit.HOURS and row.amount])
WORKING = st.sampled_from([kind for kind, row in periods().items() if row.unit is Unit.WORKING])


def due(kind: str, received: date) -> Deadline:
    """By the law, or by the thirty days that a document gives for a claim."""
    return deadline_of(THIRTY, received) if kind == "claim" else deadline(kind, received)


@pytest.mark.parametrize(
    ("kind", "received", "expected", "extended"),
    [
        (kind, vector[0], vector[column], extended)
        for vector in VECTORS
        for column, kinds, extended in COLUMNS
        for kind in kinds
    ],
)
def test_dates_follow_the_russian_production_calendar(kind: str, received: str, expected: str, extended: bool) -> None:
    """Working days skip New Year, May and moved days; only a claim's last day moves off a weekend."""
    found = due(kind, date.fromisoformat(received))
    assert date.fromisoformat(expected) == (found.extended_to if extended else found.on)


def test_advertising_stops_the_same_day() -> None:
    """«Немедленно» is the day of the request itself, weekend or not."""
    found = deadline("marketing", date(2026, 11, 22))
    assert (date(2026, 11, 22), date(2026, 11, 22)) == (found.on, found.target)


def test_a_blocked_record_waits_six_months_at_most() -> None:
    assert date(2027, 2, 28) == deadline("longest_block", date(2026, 8, 31)).on


@pytest.mark.parametrize(
    ("kind", "received", "on", "target"),
    [
        ("withdraw", "2026-12-18", "2027-01-17", "2027-01-15"),
        ("withdraw", "2026-04-24", "2026-05-24", "2026-05-22"),
        ("withdraw", "2026-12-05", "2027-01-04", "2026-12-30"),
        ("withdraw", "2026-11-21", "2026-12-21", "2026-12-21"),
        ("longest_block", "2026-11-22", "2027-05-22", "2027-05-21"),
        ("claim", "2026-12-18", "2027-01-18", "2027-01-18"),
        ("stop", "2026-12-30", "2027-01-22", "2027-01-22"),
    ],
)
def test_staff_aim_at_a_working_day_where_the_date_must_not_move(
    kind: str, received: str, on: str, target: str
) -> None:
    """Nobody relies on a Sunday becoming a Monday: the work is done by Friday."""
    found = due(kind, date.fromisoformat(received))
    assert (date.fromisoformat(on), date.fromisoformat(target)) == (found.on, found.target)


def test_only_some_terms_can_be_extended() -> None:
    """Five working days more exist for access, for stopping and for Roskomnadzor, and for nothing else."""
    assert date(2027, 1, 29) == extended_deadline("stop", date(2027, 1, 22))
    for kind, row in periods().items():
        if kind not in {"access", "stop", "regulator"}:
            with pytest.raises(NotExtendable, match=row.title):
                extended_deadline(kind, date(2027, 1, 22))


def test_a_date_says_what_it_rests_on() -> None:
    """A receipt names the clause or the article beside the date; staff see what starts it and in which edition."""
    claim, stop = deadline_of(THIRTY, date(2026, 11, 22)), deadline("stop", date(2026, 11, 22))

    assert "30 календарных дней: п. 8.2 Политики конфиденциальности; ст. 191, 193 ГК РФ" == claim.basis
    assert "10 рабочих дней: ч. 5.1 ст. 21 Федерального закона № 152-ФЗ" == stop.basis
    assert ("Прекратить обработку", "получение требования о прекращении обработки") == (
        stop.period.title,
        stop.period.start,
    )
    assert ("ч. 5.1 ст. 21 Федерального закона № 152-ФЗ", "2022-09-01", "") == (
        stop.period.article,
        stop.period.edition,
        stop.period.confirmed_by,
    )


@pytest.mark.parametrize(
    ("kind", "last_sure", "first_doubtful"),
    [
        ("erase", "2027-12-21", "2027-12-22"),
        ("stop", "2027-12-09", "2027-12-10"),  # its extended date
        ("withdraw", "2027-12-01", "2027-12-02"),  # its target
        ("claim", "2027-11-30", "2027-12-01"),  # 31 December is a day off: it moves into January
        ("longest_block", "2027-06-30", "2027-07-01"),
    ],
)
def test_a_year_without_a_decree_is_marked(kind: str, last_sure: str, first_doubtful: str) -> None:
    """Moved days of 2028 are not known yet: a date that reaches there is given with a warning."""
    assert not any("2028" in warning for warning in due(kind, date.fromisoformat(last_sure)).warnings)
    assert any("2028" in warning for warning in due(kind, date.fromisoformat(first_doubtful)).warnings)


@pytest.mark.parametrize(
    ("kind", "received", "on"), [("claim", "2028-10-07", "2028-11-07"), ("access", "2028-10-30", "2028-11-14")]
)
def test_a_date_over_days_off_that_no_decree_gives_is_said_to_be_computed(kind: str, received: str, on: str) -> None:
    """Monday 6 November 2028 is off by ТК РФ ст. 112; who reads the date reads that a decree may still change it."""
    found = due(kind, date.fromisoformat(received))
    said = "рассчитаны по правилу ч. 2 ст. 112 ТК РФ (2028 год)"
    assert (date.fromisoformat(on), [True, False]) == (found.on, [said in warning for warning in found.warnings])


@pytest.mark.parametrize(
    ("received", "sentences"),
    [
        ("2027-12-20", ["рассчитаны по правилу", "Перенос выходных дней не утверждён"]),
        ("2028-01-08", ["рассчитаны по правилу", "Перенос выходных дней не утверждён"]),
        ("2028-01-09", ["рассчитаны по правилу"]),
        ("2028-11-20", ["рассчитаны по правилу"]),  # the claim ends on 20 December
        ("2026-12-20", []),
        ("2024-06-01", ["Перенос выходных дней не утверждён"]),
    ],
)
def test_a_term_over_the_first_week_of_january_is_in_doubt(received: str, sentences: list[str]) -> None:
    """Only a decree moves the days off of 1-8 January, so the date is not only computed but unsure."""
    *doubts, _unsigned = deadline_of(THIRTY, date.fromisoformat(received)).warnings
    assert [True] * len(sentences) == [words in doubt for words, doubt in zip(sentences, doubts, strict=True)]


def test_what_needs_no_calendar_is_never_in_doubt_for_it() -> None:
    """Hours and «немедленно» do not ask which days are off."""
    for kind in ("leak", "marketing"):
        assert not any("выходных" in warning for warning in deadline(kind, date(2028, 1, 5)).warnings)


def test_a_row_that_no_lawyer_signed_says_so() -> None:
    """And twice where its sources are weak."""
    assert 1 == len(deadline("stop", date(2026, 11, 22)).warnings)
    assert "не подтверждён юристом" in deadline("stop", date(2026, 11, 22)).warnings[0]
    assert "слабые" in deadline("marketing", date(2026, 11, 22)).warnings[-1]


def test_an_unknown_kind_or_a_far_date_is_refused() -> None:
    """No date is better than an invented one."""
    with pytest.raises(UnknownPeriod, match="withdraw"):
        deadline("birthday", date(2026, 11, 22))
    with pytest.raises(UnknownPeriod, match="birthday"):
        extended_deadline("birthday", date(2026, 11, 22))
    with pytest.raises(DateOutOfReach):
        deadline_of(THIRTY, date(9999, 12, 31))
    with pytest.raises(DateOutOfReach):
        deadline_at("leak", datetime.max.replace(tzinfo=UTC), VLADIVOSTOK)
    with pytest.raises(MomentWithoutZone):
        deadline_of_at(THIRTY, datetime(2026, 11, 22, 12), MOSCOW)  # noqa: DTZ001


def test_the_operators_own_date_starts_the_clock() -> None:
    """Late evening in London is the next day in Moscow and Vladivostok; the end is midnight there."""
    late = datetime(2026, 12, 17, 22, tzinfo=UTC)

    moscow, vladivostok = deadline_of_at(THIRTY, late, MOSCOW), deadline_of_at(THIRTY, late, VLADIVOSTOK)

    assert (date(2026, 12, 18), date(2027, 1, 18)) == (moscow.received_on, moscow.on)
    assert datetime(2027, 1, 18, 21, tzinfo=UTC) == moscow.ends_at
    assert datetime(2027, 1, 18, 14, tzinfo=UTC) == vladivostok.ends_at
    assert date(2026, 12, 17) == deadline_of_at(THIRTY, late, ZoneInfo("UTC")).received_on


def test_a_leak_is_counted_from_the_moment_through_the_weekend() -> None:
    """24 and 72 hours from Saturday noon are Sunday noon and Tuesday noon."""
    found = datetime(2026, 11, 21, 12, tzinfo=MOSCOW)

    first, report = deadline_at("leak", found, MOSCOW), deadline_at("leak_report", found, MOSCOW)

    assert (date(2026, 11, 22), found + timedelta(hours=24)) == (first.on, first.ends_at)
    assert (date(2026, 11, 24), found + timedelta(hours=72)) == (report.on, report.ends_at)
    assert UTC == report.ends_at.tzinfo
    assert not any("час" in warning for warning in first.warnings)


def test_a_leak_known_only_by_its_day_is_counted_from_midnight() -> None:
    """The earliest that can be meant; and the hour is asked for."""
    assert date(2026, 11, 21) == deadline("leak", date(2026, 11, 21)).on
    assert date(2026, 11, 23) == deadline("leak_report", date(2026, 11, 21)).on
    assert "важен час" in deadline("leak", date(2026, 11, 21)).warnings[0]


@ALL
@given(kind=DATED, day=DAYS)
def test_there_is_always_a_day_for_the_work(kind: str, day: date) -> None:
    """No date but «немедленно» is before the day after receipt, and no target either, nor after its date."""
    found = deadline(kind, day)
    assert day + timedelta(days=1) <= found.target <= found.on


@ALL
@given(kind=WORKING, day=DAYS)
def test_working_days_end_on_a_working_day(kind: str, day: date) -> None:
    """The extended date, too."""
    found = deadline(kind, day)
    assert all(is_working_day(last) for last in (found.on, found.extended_to) if last)


@ALL
@given(kind=st.sampled_from(list(periods())), day=DAYS, later=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_who_comes_later_is_never_served_earlier(kind: str, day: date, later: timedelta) -> None:
    first, second = deadline(kind, day), deadline(kind, day + later)
    assert (first.on, first.target) == (min(first.on, second.on), min(first.target, second.target))


@ALL
@given(
    kind=st.sampled_from(list(periods())),
    moment=st.datetimes(datetime(2025, 1, 1), datetime(2027, 11, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from([MOSCOW, VLADIVOSTOK, ZoneInfo("Europe/Kaliningrad")]),
)
def test_a_day_and_a_moment_agree(kind: str, moment: datetime, zone: ZoneInfo) -> None:
    """The moment of the end lies on the last day or just after it; only hours make it earlier than midnight."""
    found = deadline_at(kind, moment, zone)

    assert day_end(found.on - timedelta(days=1), zone) < found.ends_at <= day_end(found.on, zone)
    if periods()[kind].unit is not Unit.HOURS:
        assert deadline(kind, found.received_on).on == found.on
        assert day_end(found.on, zone) == found.ends_at


def test_staff_are_warned_at_half_two_working_days_a_day_and_the_end() -> None:
    """A stop demand of Monday 30 November runs until Monday 14 December: two full working days are left on Friday."""
    start = datetime(2026, 11, 30, 12, tzinfo=MOSCOW)
    due = deadline_at("stop", start, MOSCOW)

    expected = (
        (Mark.HALF, datetime(2026, 12, 7, 18, tzinfo=MOSCOW)),
        (Mark.TWO_DAYS, datetime(2026, 12, 11, 0, tzinfo=MOSCOW)),
        (Mark.DAY, datetime(2026, 12, 14, 0, tzinfo=MOSCOW)),
        (Mark.OVERDUE, datetime(2026, 12, 15, 0, tzinfo=MOSCOW)),
    )
    assert expected == warning_moments(start, due.on, due.ends_at, MOSCOW)


def test_two_days_before_a_sunday_are_thursday_and_friday() -> None:
    """A withdrawal of 24 April ends on Sunday 24 May, which does not move."""
    start = datetime(2026, 4, 24, 12, tzinfo=MOSCOW)
    due = deadline_at("withdraw", start, MOSCOW)

    warned = dict(warning_moments(start, due.on, due.ends_at, MOSCOW))

    assert datetime(2026, 5, 21, 0, tzinfo=MOSCOW) == warned[Mark.TWO_DAYS]
    assert datetime(2026, 5, 24, 0, tzinfo=MOSCOW) == warned[Mark.DAY]


def test_a_short_term_skips_the_marks_before_its_start() -> None:
    """«Немедленно»: half of what is left of the day, then it is over."""
    start = datetime(2026, 11, 20, 16, tzinfo=MOSCOW)
    due = deadline_at("marketing", start, MOSCOW)

    expected = (
        (Mark.HALF, datetime(2026, 11, 20, 20, tzinfo=MOSCOW)),
        (Mark.OVERDUE, datetime(2026, 11, 21, 0, tzinfo=MOSCOW)),
    )
    assert expected == warning_moments(start, due.on, due.ends_at, MOSCOW)


@pytest.mark.parametrize(("kind", "hours"), [("leak", 24), ("leak_report", 72)])
def test_hours_have_a_middle_and_an_end(kind: str, hours: int) -> None:
    start = datetime(2026, 11, 17, 10, 30, tzinfo=MOSCOW)
    due = deadline_at(kind, start, MOSCOW)

    expected = ((Mark.HALF, start + timedelta(hours=hours / 2)), (Mark.OVERDUE, start + timedelta(hours=hours)))
    assert expected == warning_moments(start, due.on, due.ends_at, MOSCOW)


@ALL
@given(
    kind=st.sampled_from(list(periods())),
    start=st.datetimes(datetime(2025, 1, 1), datetime(2027, 11, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_warnings_come_in_order_and_the_end_comes_last(kind: str, start: datetime) -> None:
    """None before the start; in UTC, as they are stored."""
    due = deadline_at(kind, start, MOSCOW)

    marks, moments = zip(*warning_moments(start, due.on, due.ends_at, MOSCOW), strict=True)

    assert (Mark.OVERDUE, due.ends_at) == (marks[-1], moments[-1])
    assert start <= moments[0]
    assert all(one <= other for one, other in pairwise(moments))
    assert {UTC} == {moment.tzinfo for moment in moments}
