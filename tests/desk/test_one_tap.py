"""Kinds of messages that once ended nowhere: each gets its clause, its ticket within one tap, or neither."""

import pytest

from desk.knowledge import Knowledge
from index.decision import Course
from tickets.record.ticket import Request, TicketKind

CLAIM, DELETION = TicketKind.CLAIM, TicketKind.DELETION


def told(knowledge: Knowledge, text: str) -> tuple[str, set[str]]:
    """The clause that is quoted beyond doubt, "" for none; and the tickets that are one tap away."""
    decision = knowledge.decide(knowledge.understand(text, ()))
    offered = {decision.course.value} & {kind.value for kind in TicketKind} | {one.value for one in decision.offers}
    return decision.clauses[0].number if decision.course is Course.ANSWER else "", offered


@pytest.mark.parametrize("mark", ["", "?"])
@pytest.mark.parametrize("text", ["куда подавать претензию", "можно ли подать претензию", "как подать вам жалобу"])
def test_who_asks_how_to_claim_is_told_and_may_do_it_at_once(knowledge, text, mark):
    assert told(knowledge, text + mark) in [("8.1", {CLAIM.value}), ("", {CLAIM.value})]


@pytest.mark.parametrize("mark", ["", "?"])
@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("как отозвать согласие на обработку", Request.WITHDRAW),
        ("куда писать чтобы стёрли мои данные", Request.ERASE),
        ("можно ли удалить мои данные", Request.ERASE),
        ("как отписаться от рассылки", Request.MARKETING),
    ],
)
def test_who_asks_how_to_request_may_do_it_at_once(knowledge, text, shape, mark):
    understood = knowledge.understand(text + mark, ())
    assert DELETION.value in told(knowledge, text + mark)[1]
    assert shape.value == understood.shapes[0]


@pytest.mark.parametrize(("word", "kind"), [("жалоба", CLAIM), ("рекламация", CLAIM), ("отписаться", DELETION)])
def test_one_word_is_enough(knowledge, word, kind):
    assert kind.value in told(knowledge, word)[1]


@pytest.mark.parametrize("text", ["ОГРН", "ИНН компании", "трогать ничего не надо, объясните, откуда у них мой адрес"])
def test_who_wants_nothing_done_is_offered_nothing(knowledge, text):
    assert set() == told(knowledge, text)[1]


def test_of_two_wishes_both_are_offered_and_the_negated_one_is_not(knowledge):
    assert {CLAIM.value, DELETION.value} == told(knowledge, "сотрите номер и верните деньги")[1]
    assert {DELETION.value} == told(knowledge, "жаловаться не собираюсь, просто уберите меня")[1]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("кто у вас оператор данных", "1.1.1"),
        ("нужен ли пароль", "3.2"),
        ("кто отвечает за потерю пароля", "7.1"),
        ("за сколько мой профиль загнали", "6.2.2"),
        ("гуглу отдаёте статистику", "5.2"),
        ("Теле2 мой номер получит?", "5.2"),
    ],
)
def test_a_plain_question_in_other_words_is_answered(knowledge, text, clause):
    assert clause == told(knowledge, text)[0]
