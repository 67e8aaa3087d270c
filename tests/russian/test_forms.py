"""Words are compared however their letters were typed, and forms of one word find each other."""

import subprocess
import sys
import unicodedata

import pytest

from russian.words import WORD, forms, known, lemmas, plain, words

TEXT = "Ещё йод за\u0301мок ЁЖ, Йога! naïve"


def test_typed_of_two_characters_a_letter_is_the_same_letter() -> None:
    assert ["еще", "йод", "замок", "еж", "йога", "naïve"] == words(TEXT) == words(unicodedata.normalize("NFD", TEXT))
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, TEXT)
        assert words(TEXT) == [plain(found[0]) for found in WORD.finditer(typed)], form


def test_a_form_knows_every_word_it_may_be_of() -> None:
    assert {"данные", "данный", "дать"} >= set(lemmas("данные")) >= {"данные", "данный"}
    assert {"деньги", "деньга"} <= forms("деньги")
    assert forms("еще") == {"еще"}


@pytest.mark.parametrize("word", ["мыла", "все", "а", "стали", "ежик", "удалите", "паспорта", "letter", "12"])
def test_a_known_form_finds_all_its_lemmas_and_no_other_word(word: str) -> None:
    assert {word, *(lemmas(word) if known(word) else ())} == forms(word)


def test_what_the_dictionary_does_not_know_is_guessed_only_for_lemmas() -> None:
    assert (False, True) == (known("вайлдберризами"), known("деньгами"))
    assert {"вайлдберризами"} == forms("вайлдберризами")
    assert {"вайлдберризами"} != set(lemmas("вайлдберризами"))


@pytest.mark.parametrize("word", ["ы" * 5_000, "ퟻ", "1", "\U0001e030"])
def test_whatever_is_no_word_is_its_own_lemma(word: str) -> None:
    assert (word,) == lemmas(word)


def test_the_dictionary_is_opened_when_it_is_first_asked() -> None:
    """A command that asks for no word does not wait for it."""
    program = "import russian.words, tickets.queue.search, index.reader; print(russian.words.dictionary.cache_info())"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert "currsize=0" in told.stdout
