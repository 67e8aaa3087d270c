"""What staff do is never refused without a sentence."""

from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType

import pytest

from tickets.acts.act import Act, Side
from tickets.acts.performing import NotTheirs, check, perform
from tickets.acts.refusals import REFUSALS
from tickets.acts.table import acts_of
from tickets.record.address import WrongEmail
from tickets.steps.own_steps import TooLateToReopen
from tickets.store.database import NotAlone
from tickets.store.locker import LockersAway
from tickets.terms.deadlines import DateOutOfReach, MomentWithoutZone

#: Errors that code of acts names, and that no staff member meets, each with why.
NOT_TOLD = {
    NotTheirs: "an edge of staff offers acts of staff alone",
    NotAlone: "whoever offers an erasure begins its transaction alone",
    TooLateToReopen: "it binds the person alone",
    DateOutOfReach: "dates of acts are counted from today",
    MomentWithoutZone: "times of acts are stored with their zone",
    WrongEmail: "an address that is compared may be one from before addresses were looked at so closely",
    LockersAway: "an outage, which each edge knows how to meet whatever it was doing",
}


def names_of(code: CodeType) -> set[str]:
    """All that a function names, those inside it with it."""
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return set(code.co_names).union(*(names_of(each) for each in inner))


def named(function: FunctionType) -> Iterator[object]:
    """What these names are, of its module and of modules that it names."""
    names = names_of(function.__code__)
    for name in names & function.__globals__.keys():
        found = function.__globals__[name]
        yield found
        if isinstance(found, ModuleType):
            yield from (getattr(found, each) for each in names if hasattr(found, each))


def raised_by(function: FunctionType) -> set[type[Exception]]:
    """Our errors that it may raise, and all that it calls of `tickets`."""
    seen: set[object] = set()
    waiting: list[object] = [function]
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        if isinstance(each, FunctionType) and each.__module__.startswith("tickets."):
            waiting.extend(found for found in named(each) if isinstance(found, FunctionType | type))
    return {each for each in seen if isinstance(each, type) and issubclass(each, Exception) and is_ours(each)}


def is_ours(kind: type) -> bool:
    return kind.__module__.startswith("tickets.")


@pytest.mark.parametrize("act", acts_of(Side.STAFF), ids=lambda act: act.name)
def test_an_act_is_refused_with_a_sentence(act: Act[object]) -> None:
    """Whatever its own step and what comes before any step may raise."""
    does = act.does
    assert isinstance(does, FunctionType)
    found = raised_by(does) | raised_by(perform) | raised_by(check)
    assert set() == {kind for kind in found if not REFUSALS.keys() & kind.__mro__} - NOT_TOLD.keys()
