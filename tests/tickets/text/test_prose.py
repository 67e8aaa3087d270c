"""Prose: a contact is taken from words that give one, not from those that only speak of one."""

import pytest

from tickets.text.prose import is_prose


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("anna@example.org", False),
        ("пишите на anna@example.org или звоните +7 900 123-45-67 после шести вечера, Анна Петрова", False),
        ("по заказу 48213777 звоните на 89001234567 после 12.05.2027", False),
        ("Контакт: Анна П., +79001234567", False),
        ("1 2 3 4 5 6 7 8 9 10 11 12", False),
        ("Я писал на support@example.com, но мне никто не ответил, поэтому пишу сюда и жду решения", True),
        ("«Вы» (так и сказали!) обещали: позвоним на 89001234567 завтра, но прошла неделя, и никто не звонил", True),
    ],
)
def test_words_around_a_contact_are_counted(text: str, prose: bool) -> None:
    assert prose == is_prose(text)
