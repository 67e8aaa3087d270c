"""Two questions in one message get both clauses, a single one gets no second."""

import pytest

from index.decision import Course, decide
from index.pronouns import named
from index.reader import Reader
from index.surroundings import MOST_PARTS, Part, parts_of, requests_in
from index.understander import Understander


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("кука это что и собираете ли вы её?", ["3.2.5", "1.1.6"]),
        ("продаёте данные? сколько их держите?", ["6.2.2", "5.1"]),
        ("срок хранения какой и как вы всё это защищаете?", ["5.1", "5.5"]),
        ("имейл записываете и храните долго?", ["5.1", "3.2.3"]),
        ("статус заказа присылать будете, а рекламу?", ["4.1.7", "4.1.11"]),
        ("где лежит действующая редакция и может ли она измениться без меня?", ["9.4", "9.1"]),
    ],
)
def test_two_questions_in_any_joint(understander: Understander, text: str, numbers: list[str]) -> None:
    decision = decide(understander.understand(text), understander.thresholds)
    assert decision.course is Course.ANSWER
    assert numbers == [clause.number for clause in decision.clauses[: decision.quoted]]


@pytest.mark.parametrize(
    "text",
    [
        "имя, телефон и почту вы собираете?",
        "кто и зачем смотрит мою геопозицию?",
        "скажите, пожалуйста, и долго вы это храните?",
        "вы вправе менять правила, не спросив нас, и без согласия?",
        "что вы делаете с данными, чтобы их не украли и не слили?",
    ],
)
def test_one_question_gets_one_clause(understander: Understander, text: str) -> None:
    assert decide(understander.understand(text), understander.thresholds).quoted == 1


def test_a_message_is_parted_where_another_question_begins() -> None:
    """And at no other «и»; nor into more parts than may be thought about."""
    assert parts_of("куки зачем и как отключить") == (Part("куки зачем", True), Part("как отключить", True))
    assert parts_of("телефон дадите курьеру, а почту?") == (
        Part("телефон дадите курьеру", True),
        Part("а почту?", True),
    )
    assert parts_of("имя и телефон храните?") == ()
    assert parts_of("добрый день. верните деньги") == ()
    assert len(parts_of("кто это? " * 10)) == MOST_PARTS


@pytest.mark.parametrize(
    ("before", "question", "told"),
    [
        ("почту просите?", "и кто её увидит?", "и кто почту увидит?"),
        ("продаёте данные?", "сколько их держите?", "сколько данные держите?"),
        ("телефон обязательно?", "кому он достанется?", "кому телефон достанется?"),
        ("что с моей почтой", "кому он достанется?", None),
        ("почту просите?", "а зачем?", None),
    ],
)
def test_a_pronoun_stands_for_the_noun_before_it(before: str, question: str, told: str | None) -> None:
    assert named(question, before) == told


def test_parts_of_a_request_are_looked_at_only_where_they_may_add_a_shape() -> None:
    reading = Reader().read("удалите номер и исправьте адрес")
    assert requests_in(reading) == ("удалите номер", "исправьте адрес")
    assert requests_in(reading, known=2) == ()
