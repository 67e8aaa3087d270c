"""What can go wrong, told to the outside as RFC 9457 problem details: one table from errors to words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.console.forms import ForeignForm
from api.fields import field_problems
from api.http.limits import TooManyRequests
from api.http.streams import TooManyStreams
from api.incoming import NotTheMessenger
from api.public.access import NotYours, TokenMissing
from api.public.attachments import NotAFile, TooManyUploads, TooSlow
from api.public.messages import DocumentNotKnown
from api.public.policy import AmbiguousClause, NoSuchClause
from api.public.proof import AlreadyProven, CodeEnded, NoAddress, WrongCode
from api.schemas import CandidateOut, FieldProblem, Problem
from api.visitor import VisitorNotKnown, VisitorsOff
from desk.desk import OtherMessageUnderSameId
from desk.editions import NoSuchEdition
from desk.file_types import ForbiddenType, OtherThanNamed
from desk.journal import NoSuchQuestion
from desk.knowledge import UnknownDocumentError
from desk.message import LONGEST, EmptyText, TooLongText
from desk.uploads import MOST, TooManyFiles
from desk.wish import ConsentMissing
from tickets.life import Erased, NoSuchTicket, WrongStep
from tickets.record.attachment import ShelfAway, ShelfSilent, TooLarge
from tickets.record.labels import STATUSES
from tickets.steps.code import CodeTooSoon, MailOff, TooManyCodes
from tickets.steps.opening import OtherWishUnderSameKey
from tickets.steps.own_steps import WINDOW, NoConsent, TooLateToReopen
from tickets.steps.rating import CHANGEABLE, NothingToRate, TooLateToChange
from tickets.store.away import DatabaseAway
from tickets.store.vault import KeyMissing

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "5"  #: seconds, where nothing better is known


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the table."""

    status: int
    name: str  #: ends the problem's type, for programs
    title: str
    detail: str  #: `{…}` is filled in from the error, see `_told`


_SAME_KEY = "Повторный запрос должен быть точно таким же. Для другого обращения нужен новый Idempotency-Key."
_NOT_FOUND = Fault(404, "not-found", "Не найдено", "Такого адреса или объекта нет, или он вам недоступен.")
_NO_DOCUMENT = Fault(
    404, "no-such-document", "Нет такого документа", "Такого документа нет: какие есть, скажет /api/v1/documents."
)
_BUSY = Fault(503, "busy", "Сервис занят", "Не получилось сохранить запрос. Повторите его через несколько секунд.")
_SAME_MOMENT = Fault(409, "same-moment", "Запрос уже выполняется", "Такой же запрос уже выполняется: повторите его.")
NOT_READY = Fault(503, "not-ready", "Сервис не готов", "База данных не отвечает. Повторите позже.")
TOO_LARGE = Fault(
    413, "too-large", "Слишком большой запрос", f"Текст должен быть не длиннее {LONGEST} знаков, файл — до 20 МБ."
)
UNEXPECTED = Fault(
    500, "unexpected", "Внутренняя ошибка", "Что-то сломалось у нас. Мы уже записали это; повторите позже."
)
INVALID = Fault(422, "invalid", "Запрос заполнен неверно", "Исправьте поля, перечисленные в errors.")
NOT_JSON = Fault(400, "not-json", "Это не JSON", "Тело запроса не читается как JSON.")

FAULTS: Mapping[type[Exception], Fault] = {
    EmptyText: Fault(422, "empty-text", "Пустой текст", "В сообщении нет ни одного видимого знака."),
    TooLongText: Fault(422, "too-long-text", "Слишком длинный текст", f"Сократите текст до {LONGEST} знаков."),
    ConsentMissing: Fault(422, "consent-missing", "Нет согласия", "Без согласия мы не можем хранить ваши контакты."),
    OtherWishUnderSameKey: Fault(409, "key-reused", "Ключ уже использован", _SAME_KEY),
    OtherMessageUnderSameId: Fault(409, "key-reused", "Ключ уже использован", _SAME_KEY),
    TokenMissing: Fault(401, "token-missing", "Нужен токен", "Передайте токен в заголовке Authorization: Bearer …"),
    NotYours: _NOT_FOUND,
    NoSuchTicket: _NOT_FOUND,
    NoSuchQuestion: _NOT_FOUND,
    UnknownDocumentError: _NO_DOCUMENT,
    DocumentNotKnown: replace(_NO_DOCUMENT, status=422, name="unknown-document"),
    NoSuchEdition: Fault(404, "no-such-edition", "Нет такой редакции", "Такой редакции у документа нет и не было."),
    NoSuchClause: Fault(404, "no-such-clause", "Нет такого пункта", "В документе нет пункта с таким номером."),
    AmbiguousClause: Fault(
        409,
        "ambiguous-clause",
        "Пунктов с таким номером несколько",
        "Пунктов с номером {number} в документе несколько: выберите нужный из candidates.",
    ),
    VisitorNotKnown: Fault(
        401, "visitor-not-known", "Токен сайта не действует", "Войдите на сайте ещё раз и повторите запрос."
    ),
    VisitorsOff: Fault(
        401, "visitors-off", "Вход через сайт не настроен", "Отправьте обращение без visitor или задайте общий секрет."
    ),
    KeyMissing: Fault(
        503,
        "contacts-locked",
        "Контакты сейчас не принять",
        "Сейчас нам негде надёжно сохранить контакты. На вопросы мы отвечаем, а обращение отправьте чуть позже.",
    ),
    WrongStep: Fault(409, "wrong-step", "Сейчас так сделать нельзя", "Сейчас обращение в состоянии «{status}»."),
    TooLateToReopen: Fault(
        409,
        "too-late-to-reopen",
        "Возобновить уже нельзя",
        f"После завершения прошло больше {WINDOW.days} дней. Откройте, пожалуйста, новое обращение.",
    ),
    Erased: Fault(
        409,
        "ticket-erased",
        "Данные удалены",
        "Данные этого обращения удалены, продолжить его нельзя. Можно открыть новое.",
    ),
    NoConsent: Fault(409, "no-consent", "Согласия нет", "Согласия по этому обращению нет, или оно уже отозвано."),
    NothingToRate: Fault(409, "nothing-to-rate", "Оценивать нечего", "Вы отозвали обращение, оценивать здесь нечего."),
    TooLateToChange: Fault(
        409,
        "too-late-to-change",
        "Изменить уже нельзя",
        f"Оценку можно изменить в течение {CHANGEABLE.days} дней, они уже прошли.",
    ),
    NoAddress: Fault(409, "no-address", "Нет адреса почты", "В обращении не указана почта: код отправить некуда."),
    MailOff: Fault(409, "mail-off", "Почта не настроена", "Письма отсюда не уходят: личность проверит сотрудник."),
    AlreadyProven: Fault(409, "already-proven", "Адрес уже подтверждён", "Код больше не нужен."),
    NotAFile: Fault(400, "not-a-file", "Файла нет", "Пришлите форму multipart/form-data с одним файлом в поле file."),
    ForbiddenType: Fault(
        415,
        "forbidden-type",
        "Такие файлы не принимаются",
        "Можно приложить фото, PDF, документ, таблицу, текст или звук, но не архив и не программу.",
    ),
    OtherThanNamed: Fault(
        415,
        "other-than-named",
        "Внутри не то, что в имени",
        "Внутри файла не то, что сказано в имени. Сохраните его заново или приложите фото.",
    ),
    TooLarge: TOO_LARGE,
    TooManyFiles: Fault(
        409, "too-many-files", "Слишком много файлов", f"К обращению можно приложить не больше {MOST} файлов."
    ),
    TooManyUploads: Fault(429, "too-many-uploads", "Слишком много файлов сразу", "Подождите, пока загрузятся другие."),
    TooSlow: Fault(408, "too-slow", "Слишком медленно", "Запрос не дошёл: связь слишком медленная. Повторите."),
    ClientDisconnect: Fault(400, "cut-off", "Запрос оборвался", "Соединение прервалось раньше, чем запрос дошёл."),
    WrongCode: Fault(422, "wrong-code", "Код не подошёл", "Проверьте цифры в письме. Осталось попыток: {left}."),
    CodeEnded: Fault(422, "code-ended", "Код больше не действует", "Запросите новый код."),
    CodeTooSoon: Fault(429, "code-too-soon", "Код уже запрошен", "Новый код можно запросить через минуту."),
    TooManyCodes: Fault(429, "too-many-codes", "Слишком много кодов", "Сейчас код не выслать. Попробуйте позже."),
    NotTheMessenger: Fault(403, "not-the-messenger", "Чужой запрос", "Сюда пишет только мессенджер."),
    ForeignForm: Fault(403, "foreign-form", "Запрос с чужой страницы", "Откройте страницу заново и повторите."),
    TooManyRequests: Fault(429, "too-many-requests", "Слишком часто", "Подождите немного и повторите запрос."),
    TooManyStreams: Fault(429, "too-many-streams", "Слишком много соединений", "Закройте другие вкладки с чатом."),
    IntegrityError: _SAME_MOMENT,
    DatabaseAway: _BUSY,
    ShelfSilent: Fault(503, "file-away", "Файл не прочитать", "Сейчас файл не прочитать. Попробуйте через минуту."),
    ShelfAway: Fault(503, "no-room", "Файл не сохранить", "Сейчас файл не сохранить. Приложите его позже ещё раз."),
}

_BY_STATUS = {
    400: NOT_JSON,
    404: _NOT_FOUND,
    408: FAULTS[TooSlow],
    405: Fault(405, "method-not-allowed", "Метод не поддерживается", "По этому адресу такой метод не работает."),
    413: TOO_LARGE,
}


def problem(
    fault: Fault,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[FieldProblem] | None = None,
    tries_left: int | None = None,
    candidates: Sequence[CandidateOut] | None = None,
) -> JSONResponse:
    """The response that tells of a fault."""
    body = Problem(
        type=f"urn:punkt:{fault.name}",
        title=fault.title,
        status=fault.status,
        detail=fault.detail,
        errors=list(errors) if errors is not None else None,
        candidates=list(candidates) if candidates is not None else None,
        tries_left=tries_left,
    )
    return JSONResponse(body.model_dump(exclude_none=True), fault.status, headers, MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    """Make the application answer with problem details whatever goes wrong in a route."""
    for error in FAULTS:
        app.add_exception_handler(error, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _expected(_: Request, error: Exception) -> JSONResponse:
    fault = _told(error)
    headers = {}
    if fault.status in {429, 503}:
        headers["Retry-After"] = _retry_after(error)
    elif fault.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return problem(
        fault,
        headers,
        tries_left=error.left if isinstance(error, WrongCode) else None,
        candidates=error.candidates if isinstance(error, AmbiguousClause) else None,
    )


def _told(error: Exception) -> Fault:
    """The row of an error, in words that fit this one."""
    fault = next(FAULTS[kind] for kind in type(error).__mro__ if kind in FAULTS)
    words = {"status": STATUSES[error.status].ru} if isinstance(error, WrongStep) else vars(error)
    return replace(fault, detail=fault.detail.format(**words))


def _retry_after(error: Exception) -> str:
    """In seconds."""
    match error:
        case TooManyRequests(retry_after=seconds):
            return str(seconds)
        case CodeTooSoon(wait=wait) | TooManyCodes(wait=wait):
            return str(math.ceil(wait.total_seconds()))
        case _:
            return RETRY_AFTER


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return problem(NOT_JSON)
    return problem(INVALID, errors=field_problems(found))


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    fault = _BY_STATUS.get(error.status_code, UNEXPECTED)
    return problem(fault, error.headers)
