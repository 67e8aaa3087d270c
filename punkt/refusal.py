"""Why staff are refused something: the sentences of `tickets.acts.refusals`, and what the terminal adds to them."""

from collections.abc import Mapping

from punkt.failure import Failure
from tickets.acts import refusals
from tickets.acts.meanwhile import Answered
from tickets.acts.refusals import REFUSALS
from tickets.erasure.dossier import IdentityUnproven
from tickets.erasure.erasure import StillOpen
from tickets.life import NoSuchTicket, Unclear
from tickets.record.clockwork import NoSuchClock
from tickets.staff.member import NoSuchStaff
from tickets.steps.confirming import NothingAsked
from tickets.steps.deciding import EraseOrKeep, NoReason
from tickets.steps.joining import IdentityFirst, NotTheSame
from tickets.terms.claim import CLAIM
from tickets.terms.deadlines import UnknownPeriod
from tickets.terms.periods import periods

_MORE: Mapping[type[Exception], str] = {
    NoSuchTicket: "Список: punkt tickets",
    Unclear: "Команда: punkt tickets confirm {number} ТРЕБОВАНИЕ … Требования: {periods}.",
    Answered: "Прочитать: punkt tickets show {number}. Отправить и ваш ответ: --anyway.",
    NoReason: "Команда: punkt tickets refuse {number} ПРИЧИНА --norm «ч. 8 ст. 14 …»",
    EraseOrKeep: (
        "Удалить: punkt erase {number} --done «что сделано». "
        "Оставить: punkt tickets resolve {number} «что сделано» --keep «почему»."
    ),
    NothingAsked: "Требования: {periods}.",
    UnknownPeriod: "Известны: {periods}.",
    NoSuchClock: "Сроки обращения: punkt tickets show {number}",
    NotTheSame: "Команда: punkt tickets merge {number} НОМЕР",
    IdentityFirst: "Команда: punkt tickets vouch {number} КАК_ПРОВЕРЕНО",
    NoSuchStaff: "Список: punkt staff list",
    IdentityUnproven: "Или проверьте сами и добавьте --vouched «как проверено» (без номеров документов).",
    StillOpen: (
        "Если человек отказался от них, добавьте --force. Где просят удалить данные, назовите то обращение "
        "и добавьте --done «что сделано»."
    ),
}
EXPECTED = tuple(REFUSALS)


def refusal(error: Exception, number: str = "") -> Failure:
    """The sentence for one of the EXPECTED errors; it follows «Ошибка:»."""
    told = refusals.refusal(error, _MORE, number=number, periods=", ".join((CLAIM, *periods())))
    return Failure(told[0].lower() + told[1:])
