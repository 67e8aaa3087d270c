"""Numbers and dates read as Russian says them."""

from datetime import date

import pytest

from russian.numbers import counted, day, day_in_words, month_of, short_day


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("запись", (1, 21, 101, 1021)),
        ("записи", (2, 3, 4, 22, 104)),
        ("записей", (0, 5, 10, 11, 12, 14, 19, 20, 111, 112, 1014)),
    ],
)
def test_the_word_fits_its_number(word: str, numbers: tuple[int, ...]) -> None:
    assert [f"{number} {word}" for number in numbers] == [
        counted(number, "запись", "записи", "записей") for number in numbers
    ]


def test_dates_are_said_in_the_words_of_the_language() -> None:
    """With plain spaces only: a narrow one, as Unicode's tables have it before «г.», is missing in many fonts."""
    on = date(2026, 5, 2)
    assert ("2 мая 2026 г.", "2 May 2026") == (day_in_words(on), day_in_words(on, "en"))
    assert ("02.05.2026", "2 мая", "май 2026") == (day(on), short_day(on), month_of(on))


def test_every_month_has_its_names() -> None:
    months = [date(2026, number, 1) for number in range(1, 13)]
    assert [
        *("1 янв", "1 фев", "1 мар", "1 апр", "1 мая", "1 июн", "1 июл", "1 авг", "1 сен", "1 окт", "1 ноя", "1 дек"),
    ] == [short_day(month) for month in months]
    assert [
        *("январь 2026", "февраль 2026", "март 2026", "апрель 2026", "май 2026", "июнь 2026"),
        *("июль 2026", "август 2026", "сентябрь 2026", "октябрь 2026", "ноябрь 2026", "декабрь 2026"),
    ] == [month_of(month) for month in months]
    assert [
        *("1 января 2026 г.", "1 февраля 2026 г.", "1 марта 2026 г.", "1 апреля 2026 г.", "1 мая 2026 г."),
        *("1 июня 2026 г.", "1 июля 2026 г.", "1 августа 2026 г.", "1 сентября 2026 г.", "1 октября 2026 г."),
        *("1 ноября 2026 г.", "1 декабря 2026 г."),
    ] == [day_in_words(month) for month in months]
