"""Periods: how long the law gives for what, as a lawyer can read, correct and sign it in periods.toml.

The period of a claim is none of them: a document gives it, see `tickets.terms.claim`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from russian.numbers import counted


class PeriodsBroken(ValueError):
    """The table cannot be used as it is written; the sentence names the row."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"Таблица сроков, {where}: {reason}.")


class Unit(StrEnum):
    """What a period is counted in."""

    CALENDAR = "calendar"  #: days
    WORKING = "working"  #: days of the five-day week
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"  #: from a moment, weekends included


class Confidence(StrEnum):
    """How well the sources of a row agree."""

    HIGH = "H"  #: two or more independent sources
    MEDIUM = "M"  #: one good source, or retellings only
    LOW = "L"  #: weak or disputed


#: One, two, five of each.
WORDS = {
    Unit.CALENDAR: ("календарный день", "календарных дня", "календарных дней"),
    Unit.WORKING: ("рабочий день", "рабочих дня", "рабочих дней"),
    Unit.WEEKS: ("неделя", "недели", "недель"),
    Unit.MONTHS: ("месяц", "месяца", "месяцев"),
    Unit.HOURS: ("час", "часа", "часов"),
}
NEEDED = {str: "нужен текст в кавычках", int: "нужно целое число", bool: "нужно true или false"}


@dataclass(frozen=True, slots=True)
class Period:
    """One row of periods.toml; its fields are explained there."""

    title: str
    start: str
    amount: int
    unit: Unit
    article: str
    edition: str
    confidence: Confidence
    confirmed_by: str
    extension: int = 0  #: working days
    moves: bool = False
    kept_in: ClassVar[str] = "tickets/terms/periods.toml"  #: where a lawyer signs it

    @property
    def length(self) -> str:
        """The length in words: «10 рабочих дней», «немедленно»."""
        return in_words(self.amount, self.unit) if self.amount else "немедленно"


def in_words(amount: int, unit: Unit) -> str:
    """«1 рабочий день», «2 рабочих дня», «5 рабочих дней»."""
    return counted(amount, *WORDS[unit])


@cache
def periods() -> Mapping[str, Period]:
    """All periods by kind, in the order of the file. Raises PeriodsBroken."""
    return read_periods(Path(__file__).parent / "periods.toml")


def read_periods(path: Path) -> Mapping[str, Period]:
    """The table in a TOML file. Raises PeriodsBroken where a field is missing, unknown or makes no sense."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise PeriodsBroken(f"файл {path.name}", f"не читается ({error})") from error
    return {kind: _read_row(f"строка [{kind}]", row) for kind, row in table.items()}


def _read_row(where: str, row: Any) -> Period:
    if not isinstance(row, dict):
        raise PeriodsBroken(where, "здесь нужны поля срока")
    known = {field.name: field for field in fields(Period)}
    if unknown := sorted(row.keys() - known.keys()):
        raise PeriodsBroken(where, f"неизвестное поле «{unknown[0]}»")
    if missing := [name for name, field in known.items() if field.default is MISSING and name not in row]:
        raise PeriodsBroken(where, f"нет поля «{missing[0]}»")
    period = Period(**{name: _read_value(where, known[name], value) for name, value in row.items()})
    if period.amount == 0 and period.unit is not Unit.CALENDAR:
        raise PeriodsBroken(where, 'поле «amount»: 0, то есть «немедленно», пишется с unit = "calendar"')
    return period


def _read_value(where: str, field: Field[Any], value: Any) -> Any:
    wanted: Any = field.type
    where = f"{where}, поле «{field.name}»"
    if issubclass(wanted, StrEnum):
        if value not in list(wanted):
            raise PeriodsBroken(where, f"«{value}» — не одно из: {', '.join(wanted)}")
        return wanted(value)
    # Not isinstance: to Python, true is a whole number.
    if type(value) is not wanted:
        raise PeriodsBroken(where, NEEDED[wanted])
    if wanted is int and value < 0:
        raise PeriodsBroken(where, "число не может быть меньше нуля")
    if wanted is str and not value.strip() and field.name != "confirmed_by":
        raise PeriodsBroken(where, "пусто")
    return value
