"""A former edition is meant only where a message says so: by its day, by its name, or as the one before."""

from datetime import date

import pytest

from desk.former import wanted
from index.facts import Listed

EDITIONS = (Listed("1", None), Listed("2", date(2026, 2, 5)), Listed("3", date(2026, 10, 1)))


@pytest.mark.parametrize(
    ("text", "edition", "rest"),
    [
        ("сколько храните данные по редакции от 1 марта 2026", "2", "сколько храните данные"),
        ("По редакции от 04.02.2026 г. сколько храните данные?", "1", "сколько храните данные?"),
        ("сколько вы хранили в прошлой редакции", "2", "сколько вы хранили"),
        ("а по старой версии политики можно было отказаться?", "2", "а можно было отказаться?"),
        ("кому передавали данные в редакции 1?", "1", "кому передавали данные?"),
        ("кому передавали данные, как было 05.02.2026", "2", "кому передавали данные"),
        ("сроки хранения, как было до 5 февраля 2026 года", "1", "сроки хранения"),
        ("а как было 2026-02-05?", "2", ""),
        ("what was kept in the previous edition", "2", "what was kept"),
        ("срок хранения по состоянию на 01.10.2026", "3", "срок хранения"),
        ("срок хранения по редакции от 01.01.2020", "1", "срок хранения"),
    ],
)
def test_an_edition_is_named(text: str, edition: str, rest: str) -> None:
    found = wanted(text, EDITIONS)
    assert found is not None
    assert (found.edition, found.rest) == (edition, rest)


@pytest.mark.parametrize(
    "text",
    [
        "я заказал 05.02.2026, верните деньги",
        "перенесите доставку на 5 марта 2026 года",
        "сколько храните данные",
        "как было бы удобно вам ответить",
        "письмо от 01.03.2025 вы получили?",
        "новая редакция когда будет",
        "напишите в редакцию газеты",
        "по редакции от 45.13.2026",
    ],
)
def test_a_day_alone_is_no_edition(text: str) -> None:
    assert wanted(text, EDITIONS) is None
