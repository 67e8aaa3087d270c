"""Why the console refuses something: a status and a sentence, of its own or of `tickets.acts.refusals`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.console.console_words import HEADINGS
from api.console.session import RoleNeeded
from api.problems import FAULTS
from desk.editing import ChangesUndecided
from desk.editing import Refused as DocumentRefused
from desk.ref import Ref
from tickets.acts import refusals
from tickets.acts.meanwhile import Answered, Changed
from tickets.acts.performing import KeyLacking
from tickets.acts.refusals import REFUSALS
from tickets.figures.span import LONGEST as LONGEST_SPAN
from tickets.figures.span import SpanBackwards, SpanTooLong
from tickets.life import NoSuchTicket
from tickets.post.undelivered import NoSuchRow, NothingToCarry
from tickets.queue.canned import NoSuchCanned
from tickets.record.address import WrongEmail
from tickets.record.attachment import ShelfSilent
from tickets.record.labels import EMAIL_FAULTS
from tickets.staff.face import LONGEST as LONGEST_NAME
from tickets.staff.face import NameUnfit
from tickets.staff.member import NoSuchStaff
from tickets.staff.password import LONGEST, SHORTEST, PasswordCommon, PasswordIsEmail, PasswordTooLong, PasswordTooShort
from tickets.staff.push_address import BrowserUnfit
from tickets.staff.totp import CodeWrong, TotpOff, TotpOn
from tickets.steps.confirming import NothingAsked
from tickets.steps.deciding import NoReason, NoReasonToKeep
from tickets.steps.pending import AlreadyLeft
from tickets.store.vault import KeyMissing
from tickets.terms.deadlines import NotExtendable, UnknownPeriod


class NoSuchForm(LookupError):
    """The console has no such form."""


class WhichClause(LookupError):
    """There are several clauses of this number, of one document or of several."""

    def __init__(self, number: str, found: Sequence[Ref]) -> None:
        super().__init__(number)
        self.number = number
        self.found = found


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


class FileRefused(ValueError):
    """A file that somebody sends with an answer cannot be taken."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name)
        self.name = name
        self.why = why


class TooManyForOne(ValueError):
    """More files than may go with one answer."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class PasswordWrong(ValueError):
    """It is not the member's password."""


class PasswordsDiffer(ValueError):
    """The new password was typed in two ways."""


class FactorNeeded(ValueError):
    """Everybody must have a second factor here."""


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

_OWN: Mapping[type[Exception], Refusal] = {
    NoSuchForm: Refusal(404, "Такой страницы нет."),
    WhichClause: Refusal(_HERE, "Пунктов с номером {number} несколько: выберите нужный под полем для ответа."),
    NoSuchRow: Refusal(404, "Такого отправления нет: возможно, его уже удалили."),
    AlreadyLeft: Refusal(_HERE, "Ответ уже ушёл: отменить его нельзя."),
    NoSuchCanned: Refusal(404, "Такого шаблона нет: возможно, его уже удалили."),
    ShelfSilent: Refusal(503, "Файл сейчас не прочитать: хранилище не отвечает. Откройте его через минуту."),
    NoSuchFile: Refusal(404, "Такого файла нет: возможно, его уже удалили."),
    FileRefused: Refusal(_FORM, "Ответ не отправлен: файл «{name}» {why}. Текст и остальные файлы на месте."),
    TooManyForOne: Refusal(_FORM, "К одному ответу можно приложить не больше {most} файлов. Уберите лишние."),
    NoPaperYet: Refusal(404, "Бумаг об уничтожении ещё нет: они составляются несколько минут. Зайдите позже."),
    FieldTooLong: Refusal(_FORM, "Поле «{title}» слишком длинное: сократите его до {limit} знаков."),
    FieldEmpty: Refusal(_FORM, "Поле «{title}» пусто: заполните его."),
    NothingToCarry: Refusal(_HERE, "Отправлять нечего: это уже доставлено, или содержимое стёрто."),
    RoleNeeded: Refusal(403, "Эта страница не для вашей роли. Если она нужна, попросите администратора."),
    SpanBackwards: Refusal(_FORM, "Последний день раньше первого: поменяйте их местами."),
    SpanTooLong: Refusal(_FORM, f"Столько дней не сосчитать: выберите не больше {LONGEST_SPAN // 366} лет."),
    NameUnfit: Refusal(_FORM, f"Имя не подошло: нужны только буквы, не больше {LONGEST_NAME} знаков."),
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
    WrongEmail: Refusal(_FORM, "{sentence}"),
    ChangesUndecided: Refusal(
        _FORM,
        "{sentence} Выберите файл снова и в поле «Открытые правки в файле» укажите, принять их или отклонить.",
    ),
    DocumentRefused: Refusal(_FORM, "{sentence}"),
    BrowserUnfit: Refusal(_FORM, "Браузер назвал адрес, на который мы не пишем: уведомления в нём включить нельзя."),
    NoSuchMember: Refusal(404, "Такого сотрудника нет."),
    AwayNeverEnds: Refusal(_FORM, "Укажите день возвращения: от завтрашнего до того же дня через год."),
    RequestValidationError: Refusal(_FORM, "Адрес или форма не читаются. Откройте страницу заново и повторите."),
}
#: What a page adds to what staff are told of acts anywhere.
_MORE: Mapping[type[Exception], str] = {
    Changed: "Прочитайте новое ниже и отправьте форму ещё раз.",
    Answered: "Его слова — в переписке.",
    KeyLacking: "Откройте страницу заново и повторите.",
    UnknownPeriod: "Откройте страницу заново.",
    NoSuchStaff: "Выберите из списка.",
}
_STATUS = {NoSuchTicket: 404, KeyMissing: 503} | dict.fromkeys(
    (KeyLacking, NoReason, NoReasonToKeep, NothingAsked, UnknownPeriod, NotExtendable, NoSuchStaff), _FORM
)
#: What a page tells over its form. A role that does not allow something is told, and noted, by `PageRoute`.
EXPECTED = tuple(kind for kind in (*REFUSALS, *_OWN) if kind is not RoleNeeded)
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
        if kind in REFUSALS:
            return Refusal(_STATUS.get(kind, _HERE), refusals.refusal(error, _MORE))
        if kind in _OWN:
            told = {"sentence": EMAIL_FAULTS[error.fault].ru} if isinstance(error, WrongEmail) else vars(error)
            return replace(_OWN[kind], sentence=_OWN[kind].sentence.format_map(told))
        if kind in FAULTS:  # what any edge may run into
            return Refusal(FAULTS[kind].status, FAULTS[kind].detail)
    return _BY_STATUS.get(error.status_code) if isinstance(error, HTTPException) else None
