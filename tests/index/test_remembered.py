"""The same question again is answered at once, and as it is meant where it is asked."""

import pytest

from index.dialogue import Turn
from index.remembered import Remembered
from index.understanding import Kind, Understanding

BEFORE = (Turn("сколько вы храните данные", Kind.QUESTION, ("5.1",)),)


def understood(language: str = "ru") -> Understanding:
    return Understanding(Kind.QUESTION, 0.9, (), {Kind.QUESTION: 1.0}, language)


def test_the_same_words_are_known_again_and_others_are_not() -> None:
    remembered, meant = Remembered(), understood()
    remembered.keep("а телефон?", (), meant)
    assert [meant, None] == [remembered.find(text, ()) for text in ("а телефон?", "а телефон")]


def test_the_same_words_after_another_message_may_mean_something_else() -> None:
    remembered, alone, after = Remembered(), understood("ru"), understood("en")
    remembered.keep("а телефон?", (), alone)
    assert remembered.find("а телефон?", BEFORE) is None
    remembered.keep("а телефон?", BEFORE, after)
    assert (alone, after) == (remembered.find("а телефон?", ()), remembered.find("а телефон?", BEFORE))


@pytest.mark.parametrize("asked_again", [True, False])
def test_what_nobody_asks_any_more_is_forgotten_first(asked_again: bool) -> None:
    remembered = Remembered(most=2)
    for text in ("раз", "два"):
        remembered.keep(text, (), understood())
    if asked_again:
        remembered.find("раз", ())
    remembered.keep("три", (), understood())
    assert asked_again == (remembered.find("раз", ()) is not None)


def test_no_word_of_anybody_stays_in_memory() -> None:
    remembered = Remembered()
    remembered.keep("меня зовут канарейка", BEFORE, understood())
    assert "канарейка" not in repr(vars(remembered))
