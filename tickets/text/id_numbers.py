"""Numbers of personal papers and bank cards in free text, by their shapes, check digits and the words beside them."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from tickets.text.folding import Found, Personal
from tickets.text.harmless import is_harmless, is_of_a_thing

#: words for papers; one for a telephone ends the reach of those before it
_WORDS = re.compile(
    r"(?P<PASSPORT>пасп?орт|загран|pass?port|\bсери[яи]\b)"
    r"|(?P<LICENCE>водител|\bв/?у\b|\bправа\b|driv\w{1,8} licen[cs]e|voditel)"
    r"|(?P<SNILS>снилс|snils|страхов\w{1,4} (?:номер|свид))"
    r"|(?P<INN>\bинн|\binn\b|налогоплат)"
    r"|(?P<CARD>\bкарт(?!ин)|\bcard|\bkart)"
    r"|\bтел(?:ефон|\b)|phone|звон|\bмоб"
)
_BEFORE, _AFTER = 48, 16  #: characters in which the word for a number is looked for


def _shape(pattern: str, gap: str = "") -> re.Pattern[str]:
    """Numbers that stand by themselves, overlapping ones too; `_` in the pattern is the gap."""
    return re.compile(rf"(?<!\d)(?=({pattern.replace('_', gap)})(?!\d))")


_CARD_GAP = "[ ._/-]{1,3}"
_GROUPED_CARDS = [
    _shape(pattern, _CARD_GAP)
    for pattern in (
        r"\d{4}_\d{4}_\d{4}_\d{4}(?:_)?\d{2,3}",
        r"\d{4}_\d{4}_\d{4}_\d{1,4}",
        r"3\d{3}_\d{6}_\d{4,5}",
        r"[2-6]\d{7}_\d{8}",
    )
]
_UNDIVIDED_CARD = _shape(r"[2-6]\d{15}(?:\d{2,3})?")
_NUMBER_WORD = r"(?:[\s,;:.()№#-]|номер\w{0,2}\b|nomer\b|number\b|no?\b){0,6}"
#: shapes that need their word, or check digits
_NAMED = [
    (Personal.PASSPORT, _shape(rf"\d\d ?\d\d{_NUMBER_WORD}\d{{3}}[ -]?\d{{3}}")),
    (Personal.PASSPORT, _shape(rf"\d\d{_NUMBER_WORD}\d{{7}}")),
    (Personal.LICENCE, _shape(rf"\d\d ?(?:\d\d|[^\W\d]{{2}}){_NUMBER_WORD}\d{{3}}[ -]?\d{{3}}")),
    (Personal.SNILS, _shape(r"\d{3}_\d{3}_\d{3}_\d\d", r"[\s.-]{0,3}")),
    (Personal.INN, _shape(r"\d(?:_\d){9}(?:(?:_\d){2})?", "[ -]?")),
    (Personal.CARD, _shape(r"\d(?:_\d){12,18}", "[ ._/-]{0,3}")),
]
_NUMBER_OF_PASSPORT = re.compile(rf"(?:пасп?орт|pass?port)[^\W\d]*{_NUMBER_WORD}(?<!\d)(\d{{6}})(?!\d)")
_BARE_PASSPORT = _shape(r"(?<!\bп[ -])\d\d ?\d\d(?: ?№ ?| {1,2}| номер )\d{6}")
_BARE_SNILS, _BARE_INN = _shape(r"\d{11}"), _shape(r"\d{12}")


def cards(plain: str) -> Iterator[Found]:
    """Numbers of bank cards: in groups, or undivided where they number nothing else."""
    for found in (found for shape in _GROUPED_CARDS for found in shape.finditer(plain)):
        number = _number(found, Personal.CARD)
        if 13 <= len(number.digits) <= 19 and _luhn(number.digits):
            yield number
    for found in _UNDIVIDED_CARD.finditer(plain):
        if _luhn(found[1]) and not is_of_a_thing(plain, found.start()):
            yield _number(found, Personal.CARD)


def named_papers(plain: str) -> Iterator[Found]:
    """Numbers with the word for their paper beside them, and СНИЛС in its own groups with right check digits."""
    words = _Words(plain)
    for paper, shape in _NAMED:
        for found in shape.finditer(plain):
            number = _number(found, paper)
            snils = paper is Personal.SNILS and not found[1].isdigit() and _snils(number.digits)
            if snils or (words.beside(number.start, number.end) is paper and _doubtless(plain, number)):
                yield number
    for found in _NUMBER_OF_PASSPORT.finditer(plain):
        yield _number(found, Personal.PASSPORT)


def bare_passports(plain: str) -> Iterator[Found]:
    """Four digits and six, «4509 123456», unless they number an order or are a sum."""
    for found in _BARE_PASSPORT.finditer(plain):
        number = _number(found, Personal.PASSPORT)
        if _doubtless(plain, number):
            yield number


def bare_papers(plain: str) -> Iterator[Found]:
    """Undivided СНИЛС of 11 digits and ИНН of 12, by their check digits."""
    for shape, paper, right in ((_BARE_SNILS, Personal.SNILS, _snils), (_BARE_INN, Personal.INN, _inn)):
        for found in shape.finditer(plain):
            if right(found[1]) and not is_of_a_thing(plain, found.start()):
                yield _number(found, paper)


def _number(found: re.Match[str], paper: Personal) -> Found:
    start, end = found.span(1)
    return Found(start, end, paper, "".join(filter(str.isdigit, found[1])))


def _doubtless(plain: str, number: Found) -> bool:
    return not is_of_a_thing(plain, number.start) and not is_harmless(plain, number.start, number.end)


class _Words:
    """The words for papers in a folded text."""

    def __init__(self, plain: str) -> None:
        self._found = [*_WORDS.finditer(plain)]
        self._ends = [found.end() for found in self._found]

    def beside(self, start: int, end: int) -> Personal | None:
        """The paper of `plain[start:end]`: by the last word before it, or else by the first after it."""
        place = bisect_right(self._ends, start)
        near = [found for found in self._found[max(0, place - 1) : place] if found.end() >= start - _BEFORE]
        near += [found for found in self._found[place : place + 1] if end <= found.start() <= end + _AFTER]
        return Personal[near[0].lastgroup] if near and near[0].lastgroup else None


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: from the right, every second digit doubled."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _snils(digits: str) -> bool:
    """Check digits of СНИЛС: the first nine weighed 9 to 1, modulo 101, and 100 is written 00."""
    return _weighed(digits, range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def _inn(digits: str) -> bool:
    """Check digits of a person's ИНН: the last two, each weighed modulo 11 and then 10."""
    first = _weighed(digits, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    second = _weighed(digits, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    return digits[10:] == f"{first}{second}"


def _weighed(digits: str, weights: range | tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
