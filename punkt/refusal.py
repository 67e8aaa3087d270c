"""Why a step with a ticket was refused, in words for whoever sits at the terminal."""

from punkt.failure import Failure
from tickets.acts.meanwhile import Answered
from tickets.life import Erased, NoSuchTicket, TakenByAnother, WrongStep
from tickets.record.clockwork import NoSuchClock
from tickets.record.labels import STATUSES
from tickets.staff.member import AbsentAssignee, NoSuchStaff
from tickets.steps.blocking import AlreadyBlocked, NotBlocked
from tickets.steps.confirming import NothingAsked
from tickets.steps.deciding import EraseOrKeep, NoReason, NoReasonToKeep, NothingToErase
from tickets.steps.extending import AlreadyExtended, TooLateToExtend
from tickets.steps.joining import IdentityFirst, NotTheSame, OtherPerson
from tickets.terms.deadlines import NotExtendable, UnknownPeriod

_SENTENCES: dict[type[Exception], str] = {
    NoSuchTicket: "обращения {number} нет. Список: punkt tickets",
    NoReason: "отказ не оформить без причины и нормы: punkt tickets refuse НОМЕР ПРИЧИНА --norm «ч. 8 ст. 14 …»",
    Erased: "данные человека по обращению {number} удалены, делать с ним больше нечего.",
    EraseOrKeep: (
        "человек просит удалить данные. Решить и удалить их: punkt erase {number} --done «что сделано». "
        "Решить, а данные оставить: punkt tickets resolve {number} «что сделано» --keep «почему»."
    ),
    NoReasonToKeep: "напишите, почему данные остаются: человек прочитает это вместе с решением.",
    NothingToErase: "удалить данные по обращению {number} не просят: решите его без --keep и --done.",
    NoSuchClock: "такого срока у обращения {number} нет или он уже закончился: посмотрите punkt tickets show.",
    AlreadyExtended: "срок уже продлён, второй раз нельзя.",
    TooLateToExtend: "срок уже прошёл: продлить можно только до его окончания.",
    NothingAsked: "назовите хотя бы одно: erase, withdraw, stop, marketing, access, correct.",
    AlreadyBlocked: "данные по обращению {number} уже заблокированы.",
    NotBlocked: "данные по обращению {number} не заблокированы.",
    OtherPerson: "это обращения разных людей, объединить их нельзя.",
    NotTheSame: "это не повтор: он просит того, чего в первом обращении нет, или пришёл раньше. Подойдёт merge.",
    IdentityFirst: "сначала нужно убедиться, кто пишет: punkt tickets vouch НОМЕР КАК_ПРОВЕРЕНО.",
    AbsentAssignee: "этот сотрудник сейчас отсутствует.",
    NoSuchStaff: "такого сотрудника нет. Список: punkt staff list",
}
EXPECTED: tuple[type[Exception], ...] = (*_SENTENCES, Answered, TakenByAnother, WrongStep, UnknownPeriod, NotExtendable)


def refusal(error: Exception, number: str) -> Failure:
    """The sentence for one of the EXPECTED errors."""
    match error:
        case Answered(colleague=colleague):
            return Failure(
                f"человеку уже ответил коллега, {colleague}: прочитайте punkt tickets show {number}. "
                "Отправить и ваш ответ — --anyway."
            )
        case TakenByAnother():
            return Failure(f"обращение {number} уже у {error.assignee}.")
        case WrongStep() if not isinstance(error, Erased):
            return Failure(f"так нельзя: обращение {number} сейчас в состоянии «{STATUSES[error.status].staff}».")
        case UnknownPeriod() | NotExtendable():
            return Failure(str(error))
        case _:
            sentence = next(_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES)
            return Failure(sentence.format(number=number))
