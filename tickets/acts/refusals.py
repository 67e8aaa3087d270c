"""Why something was not done, told to staff: one sentence an error, wherever they work."""

from collections.abc import Mapping

from tickets.acts.meanwhile import Answered, Changed
from tickets.acts.performing import KeyLacking
from tickets.erasure.dossier import IdentityUnproven
from tickets.erasure.erasure import AlreadyErased, StillOpen
from tickets.life import Erased, NoSuchTicket, TakenByAnother, Unclear, WrongStep
from tickets.record.act_key import OtherActUnderSameKey
from tickets.record.clockwork import NoSuchClock
from tickets.record.labels import STATUSES
from tickets.staff.member import AbsentAssignee, NoSuchStaff, StaffExists
from tickets.staff.membership import LastAdmin
from tickets.steps.blocking import AlreadyBlocked, NotBlocked
from tickets.steps.confirming import NothingAsked
from tickets.steps.deciding import EraseOrKeep, NoReason, NoReasonToKeep, NothingToErase
from tickets.steps.extending import AlreadyExtended, TooLateToExtend
from tickets.steps.joining import IdentityFirst, NotTheSame, OtherPerson
from tickets.steps.muting import AlreadyMuted, NotMuted
from tickets.store.database import OthersWriting
from tickets.store.vault import KeyMissing
from tickets.terms.deadlines import NotExtendable, UnknownPeriod

#: `{…}` is filled in by `refusal`.
REFUSALS: Mapping[type[Exception], str] = {
    NoSuchTicket: "Такого обращения нет: проверьте номер.",
    Erased: "Данные человека по этому обращению удалены: остались только номер, даты и решение.",
    WrongStep: "Так нельзя: сейчас обращение в состоянии «{status}».",
    TakenByAnother: "Обращением занимается {assignee}.",
    Unclear: "Не ясно, чего просит человек. Сначала подтвердите, чего именно: до этого нельзя ни решить, ни удалить.",
    Changed: "Пока вы решали, обращение изменилось.",
    Answered: "Человеку уже ответил коллега: {colleague}.",
    KeyLacking: "У формы нет ключа, поэтому ничего не сделано.",
    OtherActUnderSameKey: "Это уже отправлено, но с другим содержанием. Если нужно и это, отправьте снова.",
    NoReason: "Отказ не оформить без причины и нормы закона.",
    EraseOrKeep: "Человек просит удалить данные: вместе с решением удалите их или напишите, почему они остаются.",
    NoReasonToKeep: "Напишите, почему данные остаются: человек прочитает это вместе с решением.",
    NothingToErase: "Удалить данные здесь не просят: решите обращение без этого.",
    NothingAsked: "Укажите хотя бы одно из требований о данных.",
    UnknownPeriod: "Такого срока нет.",
    NotExtendable: "{error}",
    NoSuchClock: "Такого срока у обращения нет, или он уже закончился.",
    AlreadyExtended: "Срок уже продлён, второй раз нельзя.",
    TooLateToExtend: "Срок уже прошёл: продлить можно только до его окончания.",
    AlreadyBlocked: "Данные по этому обращению уже заблокированы.",
    NotBlocked: "Данные по этому обращению не заблокированы.",
    AlreadyMuted: "По этому обращению бот пункты и так не показывает.",
    NotMuted: "По этому обращению бот и так показывает пункты.",
    OtherPerson: "Это не другое обращение того же человека: объединить их нельзя.",
    NotTheSame: "Это не повтор: в первом обращении такого не просят, или пришло оно позже. Объедините их.",
    IdentityFirst: "Сначала нужно убедиться, кто пишет: подтвердите личность в этом обращении.",
    AbsentAssignee: "Этот сотрудник сейчас отсутствует: выберите другого.",
    NoSuchStaff: "Такого сотрудника нет.",
    StaffExists: "Сотрудник с такой почтой уже есть.",
    LastAdmin: "Это единственный администратор. Сначала назначьте ещё одного.",
    IdentityUnproven: "Личность не подтверждена: неизвестно, чьи это данные, поэтому выдать их нельзя.",
    StillOpen: "У человека есть ещё открытые обращения: {error}. Сначала завершите их.",
    AlreadyErased: "Данные уже удалены: удалять больше нечего.",
    KeyMissing: (
        "Контакты сейчас закрыты: нет ключа, которым они зашифрованы. Всё остальное работает; о ключе скажите "
        "администратору."
    ),
    OthersWriting: "База сейчас занята. Подождите несколько секунд и повторите.",
}


def refusal(error: Exception, more: Mapping[type[Exception], str], **words: object) -> str:
    """The sentence of an error that is expected, then what only this edge can say `more` of it.

    An edge may have errors of its own there. `words` fill in places beside those of the error.
    """
    kind = next(kind for kind in type(error).__mro__ if kind in REFUSALS or kind in more)
    told = " ".join(part for part in (REFUSALS.get(kind), more.get(kind)) if part)
    return told.format_map({**words, **_places(error)})


def _places(error: Exception) -> Mapping[str, object]:
    if isinstance(error, WrongStep):
        return {"status": STATUSES[error.status].staff}
    return {"error": error, **vars(error)}
