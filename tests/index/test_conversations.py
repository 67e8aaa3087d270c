"""What was said, offered, opened and declined before decides what a later message means."""

import pytest

from index.decision import decide
from index.dialogue import Turn
from index.moves import Move, denies, move_of
from index.pronouns import corrected
from index.reader import Reader
from index.surroundings import plain_end
from index.understander import Understander
from index.understanding import Kind

COURIER = Turn("доставщику мой номер дадите?", Kind.QUESTION, ("5.2",))
OK = Turn("ага, ясно", Kind.SMALLTALK)
ERASE = Turn("сотрите меня", Kind.DELETION, (), (Kind.DELETION,))
OPENED = Turn("покажите, что у вас на меня есть", Kind.DELETION, (), (Kind.DELETION,), opened=Kind.DELETION)
CALLED = Turn("позовите живого", Kind.HUMAN, (), (Kind.HUMAN,))
CLAIMED = Turn("примите претензию", Kind.CLAIM, (), (Kind.CLAIM,), opened=Kind.CLAIM)


def test_small_talk_between_is_nothing_to_lean_on(understander: Understander) -> None:
    understanding = understander.understand("а почтальону?", [COURIER, OK])
    assert (understanding.kind, understanding.candidates[0].number) == (Kind.QUESTION, "5.2")


def test_whoever_says_that_they_ask_for_nothing_is_offered_nothing(understander: Understander) -> None:
    said = "да я не требую стирать, любопытно просто, сколько вы всё это держите"
    decision = decide(understander.understand(said, [ERASE]), understander.thresholds)
    assert decision.clauses[0].number == "5.1"
    assert Kind.DELETION not in decision.within_reach
    assert denies(Reader().read(said))
    assert not denies(Reader().read("прошу не звонить мне"))


def test_a_question_that_turns_into_a_wish_is_the_wish(understander: Understander) -> None:
    before = Turn("сколько вы храните мой телефон?", Kind.QUESTION, ("5.1",))
    assert understander.understand("всегда?! сотрите меня немедленно", [before]).kind is Kind.DELETION


def test_a_pronoun_of_a_follow_up_is_what_was_asked_about(understander: Understander) -> None:
    before = Turn("политика когда меняется?", Kind.QUESTION, ("9.1",))
    assert understander.understand("а где её почитать?", [before]).candidates[0].number == "9.4"


def test_a_fragment_wishes_nothing(understander: Understander) -> None:
    """«А на форум выложить» alone is a grievance of somebody's."""
    before = Turn("если номер оставлю, продадите его кому-нибудь?", Kind.QUESTION, ("6.2.2",))
    decision = decide(understander.understand("а на форум выложить", [before]), understander.thresholds)
    assert decision.within_reach == ()


def test_whoever_meant_another_thing_is_not_shown_the_same_again(understander: Understander) -> None:
    before = Turn("вы айпишник мой записываете?", Kind.QUESTION, ("3.2.4", "3.2"))
    understanding = understander.understand("да я не про айпишник, я про телефон", [before])
    assert understanding.candidates[0].number == "3.2.2"


@pytest.mark.parametrize(
    ("text", "before", "told"),
    [
        ("не, я не про куки, я про почту", "вы собираете куки?", "вы собираете почту?"),
        ("не о номере речь, а об имени", "храните мой номер?", "храните мой имени?"),
        ("не про куки, а про почту", "храните мой номер?", None),
        ("а почту?", "вы собираете куки?", None),
    ],
)
def test_what_was_meant_stands_in_place_of_what_was_not(text: str, before: str, told: str | None) -> None:
    assert corrected(text, before) == told


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("всегда?! сотрите меня немедленно", "сотрите меня немедленно"),
        ("сколько вы храните мой телефон? сотрите его", None),
        ("сотрите меня", None),
        ("ого! а почему?", None),
    ],
)
def test_a_word_or_two_before_the_end_stand_alone(text: str, end: str | None) -> None:
    assert plain_end(text) == end


@pytest.mark.parametrize(
    ("last", "said", "move"),
    [
        (ERASE, "ой, пусть всё останется как есть, мне уже без разницы", Move.DECLINE),
        (ERASE, "как есть одна ошибка, так её и исправьте", None),
        (OPENED, "ой, отмените обращение, я сам разобрался", Move.RETRACT),
        (OPENED, "хочу отозвать согласие", None),
        (COURIER, "отмените заявку", None),
        (OPENED, "а скоро?", Move.HURRY),
        (CALLED, "можно поскорее?", Move.HURRY),
        (CLAIMED, "долго ждать?", None),
        (COURIER, "долго?", None),
        (OPENED, "сколько вы храните данные", None),
    ],
)
def test_moves_about_what_was_offered_or_opened(last: Turn, said: str, move: Move | None) -> None:
    assert move_of(Reader().read(said), last) is move


def test_what_was_opened_is_taken_back_by_a_person_and_of_its_time_the_policy_says_nothing(
    understander: Understander,
) -> None:
    """The ticket itself has a date, which is told beside."""
    assert understander.understand("отмените обращение, ошибся", [OPENED]).kind is Kind.HUMAN
    assert understander.understand("а скоро?", [OPENED]).kind is Kind.UNANSWERABLE
    assert understander.understand("а скоро?", [CALLED]).kind is Kind.HUMAN
