"""References to clauses in running text: «п. 4», «п.п. 5.2. и 5.3.», «раздел 3», «пп. 3.1–3.4»."""

import re
from collections.abc import Iterable, Iterator

from index.document.printed import Path, decimal_path

_WORD = r"(?:п\.\s?п|пп|п|подп|(?:под)?пункт[а-я]{0,3}|разд|раздел[а-я]{0,3})(?![а-яё])\.?\s{0,3}(?:№\s?)?"
_NUMBER = (
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,7}(?:-\d{1,2}(?!\.?\d)|[а-я](?![а-яё]))"  # «1.1-1», «1.1а»
    r"|\d{1,3}(?:\.\d{1,3}){0,7}(?!\d|-[а-я]|\s?%)|(?-i:[IVX]{1,6})(?!\w))"
)
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:[а-яёa-z]|-\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹])?")
_FIRST = re.compile(rf"(?<![\w-]){_WORD}{_NUMBER}", re.IGNORECASE)
_NEXT = re.compile(
    rf"\.?[,;]?\s{{0,2}}(?:(?P<range>[–—-]|\s?(?:по|до)\s)|(?:и|или|либо|а\sтакже)\s)?\s{{0,2}}(?:{_WORD})?{_NUMBER}",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(
    r"\.?,?\s{0,2}(?:(?:ч|част[а-я]{1,3})\.?\s{0,2}\d[.\d]{0,8}\s{0,2})?"
    r"(?:ст\.|стат|фз\b|[гнт]к\b|закон|кодекс|постановлен|указ[аеу]?\b|приказ|коап|gdpr|регламент|директив"
    r"|(?:федеральн|гражданск|трудов|налогов|уголовн)[а-я]{1,4}\s)",
    re.IGNORECASE,
)
_OF_AN_ANNEX = re.compile(
    r"\.?,?\s{1,3}приложени[яюе]\s{1,3}(?:(?:№|N)\s{0,3})?(?P<which>\d{1,3}|[а-яa-z]\b)", re.IGNORECASE
)
_INSIDE_A_LAW = re.compile(
    r"(?<![а-яё])(?:ст|ч|стать[а-я]{1,3}|част[а-я]{1,3})\.?\s?\d[\d.]{0,8},?\s?\Z", re.IGNORECASE
)


def references(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Clauses of this document that `text` refers to, in reading order, once each, only numbers in `known`.

    A range gives every known number between its ends. A clause of a law («п. 1 ст. 6») is no reference.
    """
    return tuple(dict.fromkeys(number for number, _part in references_with_parts(text, known)))


def references_with_parts(text: str, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The same, each with the annex that is named with it, «п. 2.1 Приложения № 1», or ""."""
    numbers = dict.fromkeys(known)
    found: dict[tuple[str, str], None] = {}
    for first, last, part in _mentioned(text):
        inside = _between(first, last, numbers) if last else [first]
        found.update(dict.fromkeys((number, part) for number in inside if number in numbers))
    return tuple(found)


def mentions(text: str) -> Iterator[tuple[str, str]]:
    """Every number that `text` refers to, known or not, with the end of its range or ""."""
    return ((first, last) for first, last, _part in _mentioned(text))


def _mentioned(text: str) -> Iterator[tuple[str, str, str]]:
    position = 0
    while match := _FIRST.search(text, position):
        pairs = [(match["number"], "")]
        start, position = match.start(), match.end()
        while match := _NEXT.match(text, position):
            if match["range"] and not pairs[-1][1]:
                pairs[-1] = (pairs[-1][0], match["number"])
            else:
                pairs.append((match["number"], ""))
            position = match.end()
        if not (_OF_A_LAW.match(text, position) or _INSIDE_A_LAW.search(text[max(0, start - 20) : start])):
            annex = _OF_AN_ANNEX.match(text, position)
            yield from ((first, last, f"Приложение {annex['which']}" if annex else "") for first, last in pairs)


def _between(first: str, last: str, numbers: Iterable[str]) -> list[str]:
    """Numbers of the same level from `first` to `last`."""
    low, high = _parts(first), _parts(last)
    if not low or len(low) != len(high):
        return [first, last]
    return [number for number in numbers if len(_parts(number)) == len(low) and low <= _parts(number) <= high]


def _parts(number: str) -> Path:
    return decimal_path(number) if _DECIMAL.fullmatch(number) else ()
