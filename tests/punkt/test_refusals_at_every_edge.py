"""Whatever stands against an act, each edge of staff has the same sentence for it, and may say more."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.console import refusals as console
from bot.staff import refusals as topic
from bot.staff.turn import StaffTurn
from punkt import refusal as terminal
from tickets.acts.meanwhile import Answered
from tickets.acts.refusals import REFUSALS
from tickets.life import Erased, TakenByAnother, WrongStep
from tickets.record.ticket import Status, Ticket
from tickets.store.vault import KeyMissing
from tickets.terms.deadlines import NotExtendable, UnknownPeriod
from tickets.terms.periods import periods

TURN = cast("StaffTurn", SimpleNamespace(link="https://punkt.test/console"))
GIVEN: dict[type[Exception], Any] = {
    WrongStep: Ticket(number="П-1", status=Status.CLOSED),
    Erased: Ticket(number="П-1", status=Status.CLOSED),
    TakenByAnother: "olga@example.org",
    Answered: "olga@example.org",
    UnknownPeriod: "birthday",
    NotExtendable: periods()["erase"],
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_is_one_sentence_wherever_staff_work(kind: type[Exception]) -> None:
    error = kind() if kind is KeyMissing else kind(GIVEN.get(kind, "П-1"))
    shown = console.refusal(error)
    assert shown is not None
    told = (shown.sentence, topic.refusal(TURN, error), str(terminal.refusal(error, "П-1")).capitalize())
    same = REFUSALS[kind].partition("{")[0].casefold()
    assert [True] * 3 == [each.casefold().startswith(same) and "{" not in each for each in told]


def test_each_edge_expects_what_it_has_a_sentence_for() -> None:
    for expected in (console.EXPECTED, topic.EXPECTED, terminal.EXPECTED):
        assert REFUSALS.keys() <= set(expected)
