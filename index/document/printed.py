"""A printed number as a path that sorts: 1.1 < 1.1.1 < 1.1а < 1.1-1 < 1.2."""

import re
from string import ascii_lowercase

from index.document.numerals import Numeral, written

Path = tuple[float, ...]

_ALPHABETS = ("абвгдежзийклмнопрстуфхцчшщъыьэюя", ascii_lowercase)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LOOKALIKES = str.maketrans("ІХ", "IX")
_ROMAN = {written(number, Numeral.ROMAN, upper=True): number for number in range(1, 40)}
_PART = re.compile(r"(\d{1,3})(?:([а-яёa-z])|-(\d{1,2})|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))?", re.IGNORECASE)


def decimal_path(printed: str) -> Path:
    """The path of «4.1.2», «4.1а» or «4.1-1»; () when no part may begin with its zero («01.09»).

    What was put in between has a fraction: letters lie below .5 and numbers above it.
    """
    parts = printed.split(".")
    if any(len(part) > 1 and part[0] == "0" for part in parts):
        return ()
    return tuple(_value(part) for part in parts)


def roman_path(printed: str) -> Path:
    """The path of «IV» or «IV.2»; () when the letters are no number."""
    head, *tail = printed.translate(_LOOKALIKES).split(".")
    value = _ROMAN.get(head)
    if value is None:
        return ()
    return (value, *decimal_path(".".join(tail))) if tail else (value,)


def lettered_path(printed: str) -> Path:
    """The path of «A.1» or «Б»: letters count by their own alphabet."""
    head, *tail = printed.split(".")
    return (_order(head), *decimal_path(".".join(tail))) if tail else (_order(head),)


def step(before: float, after: float) -> float:
    """How far one number of a level is from another: 1 for the next one, also for what is put in between."""
    whole = int(after) - int(before)
    return 1 if not whole and after > before and after % 1 else whole


def _order(letter: str) -> int:
    """The place of a letter in its alphabet, counted from 1."""
    plain = letter.lower().replace("ё", "е")
    return next(letters.index(plain) for letters in _ALPHABETS if plain in letters) + 1


def _value(part: str) -> float:
    if part.isdecimal():
        return int(part)
    match = _PART.fullmatch(part)
    if match is None:
        return 0
    number, letter, dashed, raised = match.groups()
    if letter:
        return int(number) + _order(letter) / 100
    return int(number) + 0.5 + int(dashed or raised.translate(_RAISED)) / 250
