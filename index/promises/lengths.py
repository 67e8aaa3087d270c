"""Lengths of time as documents write them: «15 (пятнадцати) рабочих дней», «тридцатидневный срок»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from russian.words import plain


class Unit(StrEnum):
    """What a length is counted in; the values are those of terms.toml."""

    CALENDAR = "calendar"  #: days
    WORKING = "working"  #: days
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Length:
    """A length, and where in the text it stands."""

    amount: int
    unit: Unit
    start: int
    end: int


_SMALL = (
    "один одна одного одной", "два две двух", "три трех", "четыре четырех", "пять пяти", "шесть шести", "семь семи",
    "восемь восьми", "девять девяти", "десять десяти", "одиннадцать одиннадцати", "двенадцать двенадцати",
    "тринадцать тринадцати", "четырнадцать четырнадцати", "пятнадцать пятнадцати", "шестнадцать шестнадцати",
    "семнадцать семнадцати", "восемнадцать восемнадцати", "девятнадцать девятнадцати",
)  # fmt: skip
_TENS = {
    20: "двадцать двадцати", 30: "тридцать тридцати", 40: "сорок сорока", 50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти", 90: "девяносто девяноста",
}  # fmt: skip
_VALUES = {word: value for value, words in enumerate(_SMALL, 1) for word in words.split()} | {
    word: value for value, words in _TENS.items() for word in words.split()
}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:\s?-\s?(?:х|ти|и|го|ми))?|(?:{_WORD})(?:\s+(?:{_WORD}))?)"
_QUALITY = r"(?P<quality>рабоч\w+|календарн\w+|банковск\w+)"
_UNIT = r"(?P<unit>дн\w+|день|сут(?:ок|ки)|недел\w+|месяц\w*|час(?:а|ов)?)"
_COUNTED = re.compile(
    rf"(?<![\w.,-])(?P<number>{_NUMBER})(?:\s*\([^()]{{1,60}}\))?\s+(?:{_QUALITY}\s+)?{_UNIT}\b"
    r"(?:\s*\((?P<behind>рабоч\w+|календарн\w+)\))?"
)
_ADJECTIVE = re.compile(
    rf"(?<!\w)(?:(?P<number>\d{{1,3}}|{_WORD})(?:\s?\([^()]{{1,60}}\))?[\s-]*)?(?P<unit>дневн|недельн|месячн)\w+\s+"
    r"(?:\w+\s+)?срок"
)
#: «месяц», «неделя» without a number mean one.
_ALONE = re.compile(rf"(?<!\w)в течение\s+(?:{_QUALITY}\s+)?(?P<unit>месяца|недели|суток|дня)\b")


def lengths(text: str) -> Iterator[Length]:
    """All lengths in a text, in reading order; places are those of `plain(text)`."""
    said = plain(text)
    found = [*_COUNTED.finditer(said), *_ADJECTIVE.finditer(said), *_ALONE.finditer(said)]
    for match in sorted(found, key=re.Match.start):
        told = match.groupdict()
        amount = _amount(told.get("number") or "")
        unit = _unit(told["unit"], told.get("quality") or told.get("behind") or "")
        if amount and not (match.re is _ADJECTIVE and not told["number"] and told["unit"] == "дневн"):
            yield Length(amount, unit, match.start(), match.end())


def _amount(number: str) -> int:
    if digits := re.match(r"\d+", number):
        return int(digits.group())
    return sum(_VALUES[word] for word in number.split()) if number else 1


def _unit(unit: str, quality: str) -> Unit:
    if unit.startswith("час"):
        return Unit.HOURS
    if unit.startswith("недел"):
        return Unit.WEEKS
    if unit.startswith("месяц") or unit == "месячн":
        return Unit.MONTHS
    return Unit.WORKING if quality.startswith(("рабоч", "банковск")) else Unit.CALENDAR
