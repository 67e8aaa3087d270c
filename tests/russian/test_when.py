"""When something is, from the day on which it is said."""

from datetime import date, timedelta

import pytest

from russian.numbers import when

TUESDAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("days", "russian", "english"),
    [
        (0, "сегодня", "today"),
        (1, "завтра", "tomorrow"),
        (2, "в четверг", "on Thursday"),
        (3, "в пятницу", "on Friday"),
        (4, "в субботу", "on Saturday"),
        (5, "в воскресенье", "on Sunday"),
        (6, "в понедельник", "on Monday"),
        (7, "8 декабря", "on 8 December"),
        (155, "5 мая", "on 5 May"),
    ],
)
def test_a_day_is_called_as_people_call_it(days: int, russian: str, english: str) -> None:
    day = TUESDAY + timedelta(days)
    assert (russian, english) == (when(day, TUESDAY), when(day, TUESDAY, "en"))


def test_the_other_two_days_of_the_week_have_their_forms() -> None:
    assert ["во вторник", "в среду"] == [when(date(2026, 12, day), date(2026, 12, 4)) for day in (8, 9)]
