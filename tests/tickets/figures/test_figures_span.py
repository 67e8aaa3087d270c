"""A span of days: its ends are the operator's midnights, its weeks begin on Mondays."""

from datetime import UTC, date, datetime

import pytest

from tests.conftest import MOSCOW
from tickets.figures.span import Part, Span, SpanBackwards, SpanTooLong


def test_a_day_is_the_operators() -> None:
    """Moscow is three hours ahead."""
    span = Span(date(2026, 11, 2), date(2026, 11, 2), MOSCOW)
    assert datetime(2026, 11, 1, 21, tzinfo=UTC) == span.begins
    assert datetime(2026, 11, 2, 21, tzinfo=UTC) == span.ends


def test_weeks_begin_on_mondays_and_leave_no_gap() -> None:
    """At the ends only the days inside."""
    span = Span(date(2026, 10, 29), date(2026, 11, 10), MOSCOW)
    assert [
        Part(date(2026, 10, 29), date(2026, 11, 1)),
        Part(date(2026, 11, 2), date(2026, 11, 8)),
        Part(date(2026, 11, 9), date(2026, 11, 10)),
    ] == list(span.parts)


def test_a_long_span_is_counted_by_months() -> None:
    """So that its rows can be read."""
    span = Span(date(2026, 1, 15), date(2026, 11, 22), MOSCOW)
    parts = list(span.parts)
    assert span.by_months
    assert 11 == len(parts)
    assert Part(date(2026, 1, 15), date(2026, 1, 31)) == parts[0]
    assert Part(date(2026, 11, 1), date(2026, 11, 22)) == parts[-1]


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2026, 2, 2), date(2026, 2, 1), SpanBackwards),
        (date(2016, 1, 1), date(2026, 1, 1), SpanTooLong),
        (date.min, date.min, SpanTooLong),
        (date.max, date.max, SpanTooLong),
    ],
)
def test_what_cannot_be_counted_is_refused(first, last, error) -> None:
    """Backwards, for decades, or where a calendar ends."""
    with pytest.raises(error):
        Span(first, last, MOSCOW)
