"""What can go wrong, told to the outside as RFC 9457 problem details: one table from errors to words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api.access import NotYours, TokenMissing
from api.console.forms import ForeignForm
from api.fields import field_problems
from api.limits import TooManyRequests
from api.policy import NoSuchClause
from api.schemas import FieldProblem, Problem
from api.streams import TooManyStreams
from desk.desk import OtherMessageUnderSameId
from desk.journal import NoSuchQuestion
from desk.message import LONGEST, EmptyText, TooLongText
from desk.wish import ConsentMissing
from tickets.opening import OtherWishUnderSameKey
from tickets.steps import NoSuchTicket

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "5"  #: seconds, where nothing better is known


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the table."""

    status: int
    name: str  #: ends the problem's type, for programs
    title: str
    detail: str


_SAME_KEY = "Повторный запрос должен быть точно таким же. Для другого обращения нужен новый Idempotency-Key."
_NOT_FOUND = Fault(404, "not-found", "Не найдено", "Такого адреса или объекта нет, или он вам недоступен.")
_BUSY = Fault(503, "busy", "Сервис занят", "Не получилось сохранить запрос. Повторите его через несколько секунд.")
_SAME_MOMENT = Fault(409, "same-moment", "Запрос уже выполняется", "Такой же запрос уже выполняется: повторите его.")
NOT_READY = Fault(503, "not-ready", "Сервис не готов", "База данных не отвечает. Повторите позже.")
TOO_LARGE = Fault(413, "too-large", "Слишком большой запрос", f"Текст должен быть не длиннее {LONGEST} знаков.")
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
    NoSuchClause: Fault(404, "no-such-clause", "Нет такого пункта", "В политике нет пункта с таким номером."),
    ForeignForm: Fault(403, "foreign-form", "Запрос с чужой страницы", "Откройте страницу заново и повторите."),
    TooManyRequests: Fault(429, "too-many-requests", "Слишком часто", "Подождите немного и повторите запрос."),
    TooManyStreams: Fault(429, "too-many-streams", "Слишком много соединений", "Закройте другие вкладки с чатом."),
    IntegrityError: _SAME_MOMENT,
    OperationalError: _BUSY,
    InterfaceError: _BUSY,
    PoolTimeout: _BUSY,
    ConnectionError: _BUSY,
}

_BY_STATUS = {
    400: NOT_JSON,
    404: _NOT_FOUND,
    405: Fault(405, "method-not-allowed", "Метод не поддерживается", "По этому адресу такой метод не работает."),
    413: TOO_LARGE,
}


def problem(
    fault: Fault, headers: Mapping[str, str] | None = None, errors: Sequence[FieldProblem] | None = None
) -> JSONResponse:
    """The response that tells of a fault."""
    body = Problem(
        type=f"urn:punkt:{fault.name}",
        title=fault.title,
        status=fault.status,
        detail=fault.detail,
        errors=list(errors) if errors is not None else None,
    )
    return JSONResponse(body.model_dump(exclude_none=True), fault.status, headers, MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    """Make the application answer with problem details whatever goes wrong in a route."""
    for error in FAULTS:
        app.add_exception_handler(error, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _expected(_: Request, error: Exception) -> JSONResponse:
    fault = next(FAULTS[kind] for kind in type(error).__mro__ if kind in FAULTS)
    headers = {}
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    elif fault.status in {429, 503}:
        headers["Retry-After"] = RETRY_AFTER
    elif fault.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return problem(fault, headers)


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
