"""Counted things read as Russian says them."""

import pytest

from tickets.text.counted import counted


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
