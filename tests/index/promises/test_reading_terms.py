"""The term of a claim is read in the words of the document, whoever wrote them."""

import pytest

from index.promises.claim import terms_in
from index.promises.lengths import Unit, lengths

CALENDAR, WORKING, WEEKS, MONTHS, HOURS = Unit
LENGTHS = {
    "в течение 15 (пятнадцати) рабочих дней": (15, WORKING),
    "не позднее 10 календарных дней": (10, CALENDAR),
    "в тридцатидневный срок": (30, CALENDAR),
    "в 10-дневный срок": (10, CALENDAR),
    "в течение 10-ти (десяти) дней": (10, CALENDAR),
    "3-х рабочих дней": (3, WORKING),
    "составляет десять календарных дней": (10, CALENDAR),
    "в течение двадцати пяти дней": (25, CALENDAR),
    "в течение сорока пяти (45) календарных дней": (45, CALENDAR),
    "в течение 10\u00a0(десяти)\u00a0рабочих\u00a0дней": (10, WORKING),
    "в течение 7 (семи) дней (календарных)": (7, CALENDAR),
    "в течение 5 дней (рабочих)": (5, WORKING),
    "в течение 20 банковских дней": (20, WORKING),
    "в двухнедельный срок": (2, WEEKS),
    "в течение недели": (1, WEEKS),
    "в течение трёх недель": (3, WEEKS),
    "в месячный срок": (1, MONTHS),
    "в течение одного месяца": (1, MONTHS),
    "в течение календарного месяца": (1, MONTHS),
    "в течение 2 (двух) месяцев": (2, MONTHS),
    "в течение суток": (1, CALENDAR),
    "в течение 24 часов": (24, HOURS),
    "1 (один) рабочий день": (1, WORKING),
}


@pytest.mark.parametrize("said", LENGTHS)
def test_a_length_is_read_however_it_is_written(said: str) -> None:
    assert [LENGTHS[said]] == [(each.amount, each.unit) for each in lengths(said)]


@pytest.mark.parametrize(
    "said", ["в разумный срок", "дневной стационар", "пункт 15.2 рабочих документов", "дневной срок", "незамедлительно"]
)
def test_what_is_no_length_is_none(said: str) -> None:
    assert [] == [*lengths(said)]


TERMS = {
    "Исполнитель рассматривает претензию в течение 15 (пятнадцати) рабочих дней с момента получения претензии.": (
        15, WORKING, "получение претензии"),
    "Ответ на претензию направляется не позднее 10 календарных дней со дня её поступления.": (
        10, CALENDAR, "поступление претензии"),
    "Для ответа на рекламацию установлен тридцатидневный срок с даты её регистрации.": (
        30, CALENDAR, "регистрация рекламации"),
    "Жалобы рассматриваются в двухнедельный срок.": (2, WEEKS, "получение жалобы"),
    "Срок рассмотрения обращения — 1 месяц со дня его регистрации.": (1, MONTHS, "регистрация обращения"),
    "Претензии направляются на почту. Ответ даётся в течение 5 рабочих дней с даты получения.": (
        5, WORKING, "получение претензии"),
    "Сторона, получившая претензию, обязана сообщить о результатах её рассмотрения в течение 20 дней.": (
        20, CALENDAR, "получение претензии"),
    "Претензия может быть предъявлена в течение 14 дней после поездки, ответ на неё даётся за 10 рабочих дней.": (
        10, WORKING, "получение претензии"),
}  # fmt: skip


@pytest.mark.parametrize("text", TERMS)
def test_a_term_is_read_with_its_unit_and_what_starts_it(text: str) -> None:
    [(_, term)] = terms_in(text, address="7.1")
    assert TERMS[text] == (term.amount, term.unit, term.start)
    assert ("7.1", True) == (term.clause, term.words in text)


@pytest.mark.parametrize(
    "text",
    [
        "Претензию можно предъявить в течение 6 месяцев со дня поездки.",
        "Претензии принимаются круглосуточно, ответ даётся в разумный срок.",
        "Товар доставляется в течение 10 дней.",
        "Ответ на обращение субъекта персональных данных даётся в течение 10 рабочих дней.",
        "После обращения в пункт выдачи заказ хранится 7 дней.",
        "Срок для подачи претензии — 30 дней.",
    ],
)
def test_other_terms_are_not_those_of_an_answer_to_a_claim(text: str) -> None:
    assert [] == [*terms_in(text)]


def test_the_heading_tells_what_a_clause_without_the_word_is_about() -> None:
    [(_, term)] = terms_in("Срок ответа — 12 рабочих дней со дня получения.", "9. Порядок рассмотрения претензий")
    assert (12, WORKING, "получение претензии") == (term.amount, term.unit, term.start)
