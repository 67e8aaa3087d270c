"""Text as patterns read it: one alphabet of digits, dashes and spaces, and where each character came from."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_CHARACTERS = (
    dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u02d7\u2043\u2212", "-")  # minus and its likes, which Unicode does not count among dashes
    | {"\t": " "}
)
_CATEGORIES = {"Zs": " ", "Pd": "-", "Cc": "", "Cf": "", "Me": "", "Mn": ""}
_ALIKE = str.maketrans("ёй", "еи")  # й is also typed as и and a mark, and marks are dropped


class Personal(StrEnum):
    """What a person could be found by, as a reader is told."""

    EMAIL = "почта"
    PHONE = "телефон"
    PASSPORT = "паспорт"
    LICENCE = "водительское удостоверение"
    SNILS = "СНИЛС"
    INN = "ИНН"
    CARD = "карта"


@dataclass(frozen=True, slots=True)
class Found:
    """One of these at `plain[start:end]` of a folded text."""

    start: int
    end: int
    what: Personal
    digits: str = ""  #: of a number


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made plain."""

    plain: str  #: small letters; ASCII digits, «-» for any dash, « » for any space; without what cannot be seen
    places: tuple[int, ...]  #: of each character of `plain`, in the text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]`, not empty, is in the text."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Character by character: what one becomes does not depend on its neighbours."""
    pairs = [(place, seen) for place, character in enumerate(text) if (seen := _folded(character))]
    return Folded("".join(seen for _, seen in pairs), tuple(place for place, _ in pairs))


@lru_cache(8_192)
def _folded(character: str) -> str:
    """One character, or nothing."""
    if " " <= character <= "~":
        return character.lower()
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    fixed = _CHARACTERS.get(character, _CATEGORIES.get(unicodedata.category(character)))
    if fixed is not None:
        return fixed
    alike = unicodedata.normalize("NFKC", character).lower()
    return (alike if len(alike) == 1 else character).translate(_ALIKE)
