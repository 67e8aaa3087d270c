"""The history of a ticket in words: each step with who, when and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from russian.numbers import day
from tickets.life import RATE
from tickets.record.labels import ACTORS, HELPED, IDENTITIES, OUTCOMES, STEPS, capital, what_is_due
from tickets.record.rating import Rating
from tickets.record.ticket import Identity, Outcome, Ticket, TicketEvent
from tickets.steps.blocking import JOINED_INTO
from tickets.steps.own_steps import CONSENT_WITHDRAWN


@dataclass(frozen=True, slots=True)
class Line:
    """One step."""

    step: str
    who: str
    at: datetime
    why: Sequence[str]
    event: TicketEvent


def history(ticket: Ticket, rating: Rating | None = None) -> Sequence[Line]:
    """Every step, oldest first; under the last tap of a rating what was said to it."""
    lines = [_line(event) for event in ticket.events]
    if rating is not None and rating.comment:
        last = max(place for place, event in enumerate(ticket.events) if event.step == RATE.name)
        lines[last] = replace(lines[last], why=[*lines[last].why, f"«{rating.comment}»"])
    return lines


def _line(event: TicketEvent) -> Line:
    return Line(
        step=capital(STEPS[event.step].staff),
        who=ACTORS[event.actor].staff,
        at=event.at,
        why=[_WHY[name](value) for name, value in event.detail.items() if name in _WHY and value is not None],
        event=event,
    )


def _outcome(value: str) -> str:
    if value in set(Outcome):
        return f"Итог: {OUTCOMES[Outcome(value)].staff}"
    if value.startswith(JOINED_INTO):
        return f"Дальше — в обращении {value.removeprefix(JOINED_INTO)}"
    return f"Итог проверки: {value}"


def _reason(value: str) -> str:
    return f"Причина: {'согласие отозвано' if value == CONSENT_WITHDRAWN else value}"


def _how(value: str) -> str:
    return f"Как: {IDENTITIES[Identity(value)] if value in set(Identity) else value}"


def _until(value: str) -> str:
    return f"Новый срок: {day(date.fromisoformat(value))}"


def _asked(value: Sequence[str]) -> str:
    return f"Идут сроки: {'; '.join(map(what_is_due, value))}" if value else "Сроков о данных нет"


_WHY: Mapping[str, Callable[[Any], str]] = {
    "from": "Было у {}".format,
    "to": "Кому: {}".format,
    "how": _how,
    "asked": _asked,
    "version": "Версия {}".format,
    "period": lambda value: f"Срок: {what_is_due(value)}",
    "until": _until,
    "reason": _reason,
    "norm": "Норма: {}".format,
    "done": "Сделано: {}".format,
    "outcome": _outcome,
    "into": "Дальше — в обращении {}".format,
    "act": "Акт {}".format,
    "note": str,
    "helped": lambda value: f"Ответ: {HELPED[bool(value)].staff}",
}
