"""What the policy still says where staff answer: the rule alone, without a model or a database."""

import pytest

from desk.policy_line import Talk, policy_line
from desk.ref import Ref
from index.decision import Thresholds, decide
from index.understanding import Candidate, Kind, Understanding

LIMITS = Thresholds(answer=0.5, silent=0.5, offer=0.5)


def given(clauses: dict[str, float], talk: Talk, kind: Kind = Kind.QUESTION, **more: object) -> list[str]:
    """Numbers of the clauses that a message of this meaning gets."""
    understanding = Understanding(
        kind=kind,
        kind_confidence=0.9,
        candidates=tuple(Candidate(number, confidence) for number, confidence in clauses.items()),
        probabilities={each: 0.9 if each is kind else 0.02 for each in Kind},
        language="ru",
        **more,  # type: ignore[arg-type]
    )
    return [clause.number for clause in policy_line(understanding, decide(understanding, LIMITS), talk)]


def test_a_sure_question_gets_its_clause() -> None:
    """«кому вы отдаёте мой номер?»: 5.2, and nothing that is only near."""
    assert ["5.2"] == given({"5.2": 0.9, "5.1": 0.05}, Talk())


@pytest.mark.parametrize(
    ("clauses", "how"),
    [
        pytest.param({"5.2": 0.4, "5.1": 0.3}, {}, id="unsure: «а мой номер?»"),
        pytest.param({"5.2": 0.9}, {"kind": Kind.UNANSWERABLE}, id="silence: «какой у вас ИНН?»"),
        pytest.param({"6.2.4": 0.9}, {"kind": Kind.DELETION}, id="a wish: «сотрите мой номер»"),
        pytest.param({"8.1": 0.9}, {"kind": Kind.CLAIM}, id="a claim: «верните деньги»"),
        pytest.param({"9.3": 0.9}, {"kind": Kind.HUMAN}, id="a call: «позовите другого сотрудника»"),
        pytest.param({"5.1": 0.9}, {"kind": Kind.SMALLTALK}, id="talk: «спасибо, жду»"),
        pytest.param({"5.1": 0.9}, {"wishes": {Kind.DELETION: 0.9}}, id="a wish beside: «храните? удалите меня»"),
    ],
)
def test_all_else_is_for_staff_to_say(clauses: dict[str, float], how: dict[str, object]) -> None:
    assert [] == given(clauses, Talk(), **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("talk", [Talk(asked=True), Talk(muted=True), Talk(for_staff=True)])
def test_words_for_staff_and_muted_tickets_are_left_to_staff(talk: Talk) -> None:
    """An answer to what they asked, a reply to them, a ticket on which they want nothing said."""
    assert [] == given({"5.2": 0.9}, talk)


def test_of_two_things_asked_the_one_that_was_not_told_before_is() -> None:
    """«сколько храните и кому отдаёте?» after «сколько храните?»"""
    both = {"5.1": 0.9, "5.2": 0.8, "2.3": 0.1}
    assert ["5.1", "5.2"] == given(both, Talk(), questions=2)
    assert ["5.2"] == given(both, Talk(given=frozenset({Ref("5.1")})), questions=2)
    assert [] == given(both, Talk(given=frozenset({Ref("5.1"), Ref("5.2")})), questions=2)
