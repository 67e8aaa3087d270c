"""Words for what rows hold, as the person they are about reads them."""

from collections.abc import Mapping

from tickets.conversation import Author
from tickets.ticket import SYSTEM, USER, Outcome, Status, TicketKind

_KINDS = {TicketKind.CLAIM: "претензия", TicketKind.DELETION: "запрос о данных", TicketKind.HUMAN: "нужен сотрудник"}
_STATUSES = {
    Status.NEW: "в очереди",
    Status.CHECKING: "проверка личности",
    Status.TAKEN: "в работе",
    Status.WAITING: "ждёт вашего ответа",
    Status.RESOLVED: "решено",
    Status.REFUSED: "отказано",
    Status.CLOSED: "закрыто",
    Status.DUPLICATE: "повтор другого обращения",
    Status.MERGED: "объединено с другим",
}
_OUTCOMES = {Outcome.RESOLVED: "решено", Outcome.REFUSED: "отказано", Outcome.RETRACTED: "отозвано вами"}
_AUTHORS = {Author.USER: "вы", Author.BOT: "программа", Author.STAFF: "сотрудник"}
_ACTORS = {USER: "вы", SYSTEM: "программа"}
_STEPS: Mapping[str, str] = {
    "open": "открыто",
    "take": "взято в работу",
    "assign": "передано сотруднику",
    "return": "возвращено в очередь",
    "lapse": "вернулось в очередь само",
    "prove": "личность подтверждена",
    "vouch": "личность проверена сотрудником",
    "confirm": "требования подтверждены",
    "answer": "отвечено",
    "ask": "задан вопрос",
    "reply": "вы ответили",
    "add": "дополнено",
    "extend": "срок продлён",
    "unextend": "продление не состоялось",
    "meet": "одно из требований выполнено",
    "block": "данные заблокированы",
    "unblock": "блокировка снята",
    "withdraw_consent": "согласие отозвано",
    "resolve": "решено",
    "refuse": "отказано",
    "close": "закрыто",
    "retract": "отозвано",
    "reopen": "открыто снова",
    "duplicate": "отмечено как повтор",
    "merge": "объединено с другим",
    "erase": "данные удалены",
    "export": "данные выданы вам",
    "note": "пометка сотрудника",
}


def kind(value: TicketKind) -> str:
    return _KINDS[value]


def status(value: Status) -> str:
    return _STATUSES[value]


def outcome(value: Outcome | None) -> str:
    return _OUTCOMES[value] if value else ""


def author(value: Author) -> str:
    return _AUTHORS[value]


def actor(value: str) -> str:
    """Who of the staff it was is their data and not this person's."""
    return _ACTORS.get(value, "сотрудник")


def step(value: str) -> str:
    return _STEPS.get(value, value)
