"""Deadlines: when a request must be answered, and why then."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from tickets.calendar import DECREED_YEARS, add_working_days, next_working_day

LAST_YEAR = 9000  #: far past any decree, and far from where dates end


class UnknownPeriod(ValueError):
    """There is no period for this kind of request."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Неизвестный вид обращения «{kind}». Известны: {', '.join(sorted(periods()))}.")


class DateOutOfReach(ValueError):
    """The date lies beyond what calendars can tell."""

    def __init__(self) -> None:
        super().__init__(f"Дата должна быть не позже {LAST_YEAR} года.")


@dataclass(frozen=True, slots=True)
class Period:
    """One row of periods.toml."""

    start: str
    amount: int
    unit: Literal["calendar", "working"]
    article: str
    edition: str
    confirmed_by: str
    extension: int = 0  #: working days
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period, with what it rests on."""

    received_on: date
    on: date
    basis: str
    extended_to: date | None  #: the last day after the one extension that the norm allows
    warnings: tuple[str, ...]


@cache
def periods() -> Mapping[str, Period]:
    """All periods by kind of request."""
    table = tomllib.loads((Path(__file__).parent / "periods.toml").read_text("utf-8"))
    return {kind: Period(**row) for kind, row in table.items()}


def deadline(kind: str, received_on: date) -> Deadline:
    """The deadline of a request of this kind received on that local date; day one is the next day."""
    period = periods().get(kind)
    if period is None:
        raise UnknownPeriod(kind)
    if received_on.year > LAST_YEAR:
        raise DateOutOfReach
    last = _last_day(period, received_on)
    extended = add_working_days(last, period.extension) if period.extension else None
    return Deadline(
        received_on=received_on,
        on=last,
        basis=f"{_amount(period)}: {period.article}",
        extended_to=extended,
        warnings=tuple(_warnings(period, received_on, extended or last)),
    )


def _last_day(period: Period, received_on: date) -> date:
    if period.unit == "working":
        return add_working_days(received_on, period.amount)
    last = received_on + timedelta(days=period.amount)
    return next_working_day(last) if period.moves else last


def _amount(period: Period) -> str:
    if period.amount == 0:
        return "немедленно"
    unit = {"calendar": "календарных", "working": "рабочих"}[period.unit]
    return f"{period.amount} {unit} дней"


def _warnings(period: Period, received_on: date, last: date) -> list[str]:
    unknown = [y for y in range(received_on.year, last.year + 1) if y not in DECREED_YEARS]
    warnings = []
    if unknown and (period.unit == "working" or period.moves):
        years = ", ".join(map(str, unknown))
        warnings.append(f"Перенос выходных дней не утверждён или не известен программе ({years} год): проверьте дату.")
    if not period.confirmed_by:
        warnings.append("Срок ещё не подтверждён юристом оператора (confirmed_by в tickets/periods.toml).")
    return warnings
