"""Why the console refuses something: one table from errors to a status and a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.console.console_words import HEADINGS
from api.console.form_words import FIELDS
from api.console.session import RoleNeeded
from api.problems import FAULTS
from tickets.acts.meanwhile import Answered, Changed
from tickets.acts.performing import KeyLacking
from tickets.erasure.dossier import IdentityUnproven
from tickets.erasure.erasure import AlreadyErased, StillOpen
from tickets.figures.span import LONGEST as LONGEST_SPAN
from tickets.figures.span import SpanBackwards, SpanTooLong
from tickets.life import Erased, NoSuchTicket, TakenByAnother, WrongStep
from tickets.post.undelivered import NoSuchRow, NothingToCarry
from tickets.queue.canned import NoSuchCanned
from tickets.record.act_key import OtherActUnderSameKey
from tickets.record.clockwork import NoSuchClock
from tickets.record.labels import STATUSES
from tickets.staff.member import AbsentAssignee, NoSuchStaff, StaffExists
from tickets.staff.membership import LastAdmin
from tickets.staff.password import LONGEST, SHORTEST, PasswordCommon, PasswordIsEmail, PasswordTooLong, PasswordTooShort
from tickets.staff.totp import CodeWrong, TotpOff, TotpOn
from tickets.steps.blocking import AlreadyBlocked, NotBlocked
from tickets.steps.confirming import NothingAsked
from tickets.steps.deciding import EraseOrKeep, NoReason, NoReasonToKeep, NothingToErase
from tickets.steps.extending import AlreadyExtended, TooLateToExtend
from tickets.steps.joining import IdentityFirst, NotTheSame, OtherPerson
from tickets.steps.pending import AlreadyLeft
from tickets.store.database import OthersWriting
from tickets.terms.deadlines import NotExtendable, UnknownPeriod


class NoSuchForm(LookupError):
    """The console has no such form."""


class NoPaperYet(LookupError):
    """Nothing was destroyed, or its papers are not written."""


class NoSuchFile(LookupError):
    """The ticket has no such file, or its bytes are gone."""


class FieldEmpty(ValueError):
    """A field that is needed holds nothing to read."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


class FieldTooLong(FieldEmpty):
    """A field holds more than `limit` characters."""

    def __init__(self, title: str, limit: int) -> None:
        super().__init__(title)
        self.limit = limit


class PasswordWrong(ValueError):
    """It is not the member's password."""


class PasswordsDiffer(ValueError):
    """The new password was typed in two ways."""


class FactorNeeded(ValueError):
    """Everybody must have a second factor here."""


class AddressUnfit(ValueError):
    """It is not the address of a mailbox."""


class NoSuchMember(LookupError):
    """Nobody here has this address."""


class AwayNeverEnds(ValueError):
    """The day of return is not a day of the next year."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is told instead."""

    status: int
    sentence: str

    @property
    def heading(self) -> str:
        return HEADINGS.get(self.status, HEADINGS[500])


_HERE = 409  #: the ticket stands otherwise
_FORM = 422  #: the form must be filled in otherwise

_TABLE: Mapping[type[Exception], Refusal] = {
    NoSuchTicket: Refusal(404, "Такого обращения нет: проверьте номер."),
    NoSuchForm: Refusal(404, "Такой страницы нет."),
    NoSuchRow: Refusal(404, "Такого отправления нет: возможно, его уже удалили."),
    Erased: Refusal(_HERE, "Данные человека по этому обращению удалены: остались только номер, даты и решение."),
    Changed: Refusal(_HERE, "Пока вы решали, обращение изменилось. Прочитайте новое ниже и отправьте форму ещё раз."),
    Answered: Refusal(_HERE, "Пока вы писали, человеку ответил коллега: {colleague}. Его слова — в переписке."),
    KeyLacking: Refusal(_FORM, "У формы нет ключа, поэтому ничего не сделано. Откройте страницу заново и повторите."),
    OtherActUnderSameKey: Refusal(
        _HERE, "Эта форма уже отправлена, но с другим содержанием. Если нужно и это, отправьте снова."
    ),
    AlreadyLeft: Refusal(_HERE, "Ответ уже ушёл: отменить его нельзя."),
    NoSuchCanned: Refusal(404, "Такого шаблона нет: возможно, его уже удалили."),
    NoSuchFile: Refusal(404, "Такого файла нет: возможно, его уже удалили."),
    IdentityUnproven: Refusal(_HERE, "Личность не подтверждена: неизвестно, чьи это данные, поэтому выдать их нельзя."),
    NoPaperYet: Refusal(404, "Бумаг об уничтожении ещё нет: они составляются несколько минут. Зайдите позже."),
    FieldTooLong: Refusal(_FORM, "Поле «{title}» слишком длинное: сократите его до {limit} знаков."),
    FieldEmpty: Refusal(_FORM, "Поле «{title}» пусто: заполните его."),
    NoReason: Refusal(_FORM, "Отказ не оформить без причины и нормы закона."),
    EraseOrKeep: Refusal(_HERE, "Человек просит удалить данные: укажите, удалить их или почему они остаются."),
    NoReasonToKeep: Refusal(_FORM, f"Поле «{FIELDS['resolve', 'kept']}» пусто: заполните его."),
    NothingToErase: Refusal(_HERE, "Удалить данные здесь не просят: решите обращение без этого."),
    NothingAsked: Refusal(_FORM, "Отметьте хотя бы одно из требований о данных."),
    UnknownPeriod: Refusal(_FORM, "Такого срока нет: откройте страницу заново."),
    NotExtendable: Refusal(_FORM, "{error}"),
    NoSuchClock: Refusal(_HERE, "Такого срока у обращения нет, или он уже закончился."),
    AlreadyExtended: Refusal(_HERE, "Срок уже продлён, второй раз нельзя."),
    TooLateToExtend: Refusal(_HERE, "Срок уже прошёл: продлить можно только до его окончания."),
    AlreadyBlocked: Refusal(_HERE, "Данные по этому обращению уже заблокированы."),
    NotBlocked: Refusal(_HERE, "Данные по этому обращению не заблокированы."),
    OtherPerson: Refusal(_HERE, "Это не другое обращение того же человека: объединить их нельзя."),
    NotTheSame: Refusal(_HERE, "Это не повтор: здесь просят того, чего в первом обращении нет. Объедините их."),
    IdentityFirst: Refusal(_HERE, "Сначала нужно убедиться, кто пишет: подтвердите личность в этом обращении."),
    AbsentAssignee: Refusal(_HERE, "Этот сотрудник сейчас отсутствует: выберите другого."),
    NoSuchStaff: Refusal(_FORM, "Такого сотрудника нет: выберите из списка."),
    TakenByAnother: Refusal(_HERE, "Обращением занимается {assignee}."),
    WrongStep: Refusal(_HERE, "Так нельзя: сейчас обращение в состоянии «{status}»."),
    StillOpen: Refusal(_HERE, "У человека есть ещё открытые обращения: {numbers}. Сначала завершите их."),
    AlreadyErased: Refusal(_HERE, "Данные уже удалены: удалять больше нечего."),
    OthersWriting: Refusal(_HERE, "База сейчас занята. Подождите несколько секунд и повторите."),
    NothingToCarry: Refusal(_HERE, "Отправлять нечего: это уже доставлено, или содержимое стёрто."),
    RoleNeeded: Refusal(403, "Эта страница не для вашей роли. Если она нужна, попросите администратора."),
    SpanBackwards: Refusal(_FORM, "Последний день раньше первого: поменяйте их местами."),
    SpanTooLong: Refusal(_FORM, f"Столько дней не сосчитать: выберите не больше {LONGEST_SPAN // 366} лет."),
    PasswordWrong: Refusal(_FORM, "Пароль не подошёл."),
    PasswordsDiffer: Refusal(_FORM, "Новый пароль набран по-разному. Наберите его дважды одинаково."),
    PasswordTooShort: Refusal(_FORM, f"Новый пароль короче {SHORTEST} знаков. Проще всего взять несколько слов."),
    PasswordTooLong: Refusal(_FORM, f"Новый пароль длиннее {LONGEST} знаков: сократите его."),
    PasswordCommon: Refusal(_FORM, "Такой пароль подберут первым. Придумайте другой."),
    PasswordIsEmail: Refusal(_FORM, "Пароль не должен повторять адрес почты. Придумайте другой."),
    CodeWrong: Refusal(_FORM, "Код не подошёл. Дождитесь в приложении нового и введите его."),
    TotpOn: Refusal(_HERE, "Второй фактор уже подключён."),
    TotpOff: Refusal(_HERE, "Второй фактор не подключён."),
    FactorNeeded: Refusal(_HERE, "Здесь второй фактор обязателен, отключить его нельзя."),
    LastAdmin: Refusal(_HERE, "Это единственный администратор. Сначала назначьте ещё одного."),
    StaffExists: Refusal(_HERE, "Сотрудник с такой почтой уже есть."),
    AddressUnfit: Refusal(_FORM, "Это не адрес почты: проверьте его."),
    NoSuchMember: Refusal(404, "Такого сотрудника нет."),
    AwayNeverEnds: Refusal(_FORM, "Укажите день возвращения: от завтрашнего до того же дня через год."),
    RequestValidationError: Refusal(_FORM, "Адрес или форма не читаются. Откройте страницу заново и повторите."),
}
EXPECTED = tuple(_TABLE)
_BY_STATUS = {
    400: Refusal(400, "Форму не удалось прочитать. Откройте страницу заново и повторите."),
    404: Refusal(404, "Такой страницы нет."),
    405: Refusal(404, "Такой страницы нет."),
    413: Refusal(413, "Слишком много текста: сократите его и повторите."),
}
UNEXPECTED = Refusal(500, "Что-то сломалось у нас. Мы уже записали это; повторите позже.")


def refusal(error: Exception) -> Refusal | None:
    """What is told of an error; None when nobody expected it."""
    for kind in type(error).__mro__:
        if kind in _TABLE:
            found = _TABLE[kind]
            return Refusal(found.status, found.sentence.format(**_words(error)))
        if kind in FAULTS:  # what any edge may run into
            return Refusal(FAULTS[kind].status, FAULTS[kind].detail)
    return _BY_STATUS.get(error.status_code) if isinstance(error, HTTPException) else None


def _words(error: Exception) -> Mapping[str, object]:
    match error:
        case WrongStep(status=status):
            return {"status": STATUSES[status].staff}
        case StillOpen(numbers=numbers):
            return {"numbers": ", ".join(numbers)}
        case NotExtendable():
            return {"error": error}
        case _:
            return vars(error)
