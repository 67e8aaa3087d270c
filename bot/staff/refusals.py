"""Why a step was not taken: one table from errors to sentences in the topic."""

from collections.abc import Awaitable, Callable, Mapping

from bot.staff import group_words
from bot.staff.canned import Unfilled
from bot.staff.turn import StaffTurn
from desk.message import EmptyText, TooLongText
from tickets.life import Erased, NoSuchTicket, TakenByAnother, WrongStep
from tickets.record.act_key import OtherActUnderSameKey
from tickets.record.clockwork import NoSuchClock
from tickets.record.labels import STATUSES
from tickets.staff.member import AbsentAssignee, NoSuchStaff
from tickets.steps.blocking import AlreadyBlocked, NotBlocked
from tickets.steps.deciding import EraseOrKeep, NoReason
from tickets.steps.extending import AlreadyExtended, TooLateToExtend
from tickets.steps.joining import IdentityFirst, NotTheSame, OtherPerson
from tickets.terms.deadlines import NotExtendable

_TABLE: Mapping[type[Exception], str] = {
    TakenByAnother: group_words.TAKEN_BY_ANOTHER,
    WrongStep: group_words.WRONG_STEP,
    NoSuchTicket: group_words.NO_SUCH_TICKET,
    OtherActUnderSameKey: group_words.AGAIN,
    NoSuchStaff: group_words.NO_SUCH_STAFF,
    AbsentAssignee: group_words.ABSENT,
    NoSuchClock: group_words.NO_TERM,
    NotExtendable: group_words.NO_TERM,
    AlreadyExtended: group_words.ALREADY_EXTENDED,
    TooLateToExtend: group_words.TOO_LATE_TO_EXTEND,
    EraseOrKeep: group_words.ERASING,
    AlreadyBlocked: group_words.ALREADY_BLOCKED,
    NotBlocked: group_words.NOT_BLOCKED,
    OtherPerson: group_words.OTHER_PERSON,
    NotTheSame: group_words.NOT_THE_SAME,
    IdentityFirst: group_words.IDENTITY_FIRST,
    NoReason: group_words.NO_REASON,
    EmptyText: group_words.EMPTY,
    TooLongText: group_words.TOO_LONG,
    Erased: group_words.GONE,
    Unfilled: group_words.UNFILLED,
}


async def attempt(turn: StaffTurn, act: Callable[[], Awaitable[object]]) -> str | None:
    """Do it whole or not at all; gives why not, in a sentence, or None when it was done."""
    try:
        async with turn.session.begin_nested():
            await act()
    except tuple(_TABLE) as error:
        return refusal(turn, error)
    return None


def refusal(turn: StaffTurn, error: Exception) -> str:
    """The sentence of an error that is expected."""
    sentence = next(_TABLE[kind] for kind in type(error).__mro__ if kind in _TABLE)
    match error:
        case WrongStep(status=status):
            return sentence.format(status=STATUSES[status].staff)
        case TakenByAnother(assignee=assignee):
            return sentence.format(assignee=assignee)
        case EraseOrKeep():
            return sentence.format(link=turn.link)
        case Unfilled(places=places):
            return sentence.format(places=", ".join(places))
        case _:
            return sentence
