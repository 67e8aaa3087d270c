"""Numbers as lists show them: in figures, in letters of three alphabets, in Roman figures."""

from collections.abc import Sequence
from enum import StrEnum
from string import ascii_lowercase

_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  #: without ё, й, ъ and ь, as office suites count
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Numeral(StrEnum):
    """How a number is written; upper case is asked for apart."""

    DECIMAL = "decimal"
    PADDED = "padded"  #: 01, 02, … 10
    ROMAN = "roman"
    LATIN = "latin"  #: …, y, z, aa, ab
    LATIN_TWICE = "latin twice"  #: …, y, z, aa, bb
    GREEK = "greek"
    RUSSIAN = "russian"
    RUSSIAN_TWICE = "russian twice"
    NONE = "none"  #: not at all


_CAPITAL_ONCE = frozenset({Numeral.RUSSIAN, Numeral.RUSSIAN_TWICE})  #: Я, Аа, Аб; but Z, AA, AB


def written(number: int, numeral: Numeral, *, upper: bool = False) -> str:
    """A number in that writing; in figures where that writing has no such number."""
    if numeral is Numeral.NONE:
        return ""
    shown = _letters(number, numeral) if number > 0 else ""
    if not shown:
        return f"{number:02}" if numeral is Numeral.PADDED else str(number)
    if not upper:
        return shown
    return shown.capitalize() if numeral in _CAPITAL_ONCE else shown.upper()


def _letters(number: int, numeral: Numeral) -> str:
    match numeral:
        case Numeral.ROMAN:
            return _roman(number)
        case Numeral.LATIN | Numeral.LATIN_TWICE:
            return in_letters(ascii_lowercase, number, twice=numeral is Numeral.LATIN_TWICE)
        case Numeral.RUSSIAN | Numeral.RUSSIAN_TWICE:
            return in_letters(_RUSSIAN, number, twice=numeral is Numeral.RUSSIAN_TWICE)
        case Numeral.GREEK:
            return in_letters(_GREEK, number, twice=False)
    return ""


def in_letters(alphabet: Sequence[str], number: int, *, twice: bool) -> str:
    """A number from 1 on; behind the last letter comes the first one twice (aa, bb) or places of a number (aa, ab)."""
    if twice:
        times, letter = divmod(number - 1, len(alphabet))
        return alphabet[letter] * (times + 1) if times < 10 else ""
    letters = ""
    while number:
        number, letter = divmod(number - 1, len(alphabet))
        letters = alphabet[letter] + letters
    return letters


def _roman(number: int) -> str:
    if number >= 4000:
        return ""
    letters = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        letters += sign * times
    return letters
