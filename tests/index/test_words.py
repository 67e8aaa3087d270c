"""What people type, put into readable Russian: layouts, transliteration, misspellings, and whatever may hurt."""

import pytest

from index.reader import Reader
from index.spelling import Spelling

WORD_USES = {"телефон": 9, "телефона": 3, "удалить": 5, "хранить": 4, "регался": 3, "данные": 8}
LEMMA_USES = {"телефон": 12, "удалить": 5, "хранить": 4, "регаться": 3, "данные": 8}
READER = Reader(Spelling(WORD_USES, LEMMA_USES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("f gjxne?", "а почту?"),
        ("rjulf dct elfkbnt", "когда все удалите"),
        ("vychistite menya iz bazy", "вычистите меня из базы"),
        ("skolko vremeni hranite dannie", "сколько времени храните данные"),
        ("kogda udalite moi dannye?", "когда удалите мои данные?"),
        ("4to za kuki takie", "что за куки такие"),
        ("пpивeт", "привет"),
        ("УДАЛИТЕ МЕНЯ", "удалите меня"),
    ],
)
def test_russian_typed_with_latin_letters_is_read(typed: str, meant: str) -> None:
    assert READER.read(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "How long do you keep my data?",
        "Do you sell customer data?",
        "есть app для iphone?",
        "GDPR или наше?",
        "Smartis",
    ],
)
def test_english_and_names_stay_as_they_are(text: str) -> None:
    assert READER.read(text).text == text


@pytest.mark.parametrize(
    ("text", "language"), [("how long?", "en"), ("сколько?", "ru"), ("skolko dney", "ru"), ("", "ru")]
)
def test_the_language_of_the_answer_follows_the_message(text: str, language: str) -> None:
    assert READER.read(text).language == language


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("тилефон", "телефон"),  # wrong letter
        ("телефн", "телефон"),  # missing letter
        ("удаллить", "удалить"),  # extra letter
        ("хранитьь", "хранить"),
        ("даныне", "данные"),  # swapped letters
        ("телефоном", "телефоном"),  # a word of the dictionary stays
        ("регался", "регался"),  # so does slang that people use
        ("телифонами", "телефонами"),  # a form that the bank lacks, of a word that it has
    ],
)
def test_misspellings_are_put_right_and_nothing_else(typed: str, meant: str) -> None:
    assert READER.read(f"мой {typed} у вас").text == f"мой {meant} у вас"


def test_words_of_one_lemma_are_one() -> None:
    assert READER.read("удалили мой телефон").lemmas == READER.read("удалить моего телефона").lemmas


@pytest.mark.parametrize(
    "text",
    [
        "",
        " " * 10_000,
        "\0" * 10_000,
        "\ud800" * 10_000,
        "㌖" * 20_000,
        "а\u0301" * 10_000,
        "x\u0337" * 10_000,
        "👍" * 10_000,
        "a" * 10_000,
        "sch" * 5_000,
        "абвгд " * 3_000,
        "<b>&nbsp;</b>" * 1_000,
    ],
)
def test_nothing_that_is_typed_grows_without_bounds(text: str) -> None:
    reading = READER.read(text)
    assert len(reading.text) <= 1_500
    assert len(reading.words) <= 600
    reading.text.encode("utf-8")


def test_a_long_story_keeps_its_beginning_and_its_question() -> None:
    reading = READER.read("Здравствуйте! " + "Долгая история. " * 600 + "Сколько вы храните данные?")
    assert reading.text.startswith("Здравствуйте!")
    assert reading.text.endswith("Сколько вы храните данные?")
