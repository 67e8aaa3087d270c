"""Telephone numbers in free text, in the ways Russians type them."""

import re
from collections.abc import Iterator
from itertools import chain

from phonenumbers import PhoneNumber, PhoneNumberMatcher, is_valid_number

from tickets.text.folding import Found, Personal
from tickets.text.harmless import is_harmless, is_of_a_thing

REGION = "RU"

_GAP = r"[ ()\[\]._/*~·•-]"
#: +7, 7 or 8 and ten digits in whatever groups, or a number with its plus
_PREFIXED = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?=((?:\+ ?7|[78])(?:{_GAP}{{0,4}}\d){{10}}(?!\d)|\+ ?\d(?:{_GAP}{{0,4}}\d){{9,14}}(?!\d)))"
)
#: groups that tell a number even where no city has such a code: 8 (000) 123-45-67, 495 123-45-67, 123-45-67
_GROUPED = re.compile(
    r"(?<![\d.])(?<!\d[-/])"
    r"(?:(?:(?:\+ ?7|[78])[ (-]{0,3}|\(?)\d{3}[ )-]{1,3}\d{3}[ -]{1,2}\d\d[ -]{1,2}\d\d|\d{3}-\d\d-\d\d)(?![-/]?\d)"
)
#: any number after a word for it: тел. 22-33-44, мой телефон 1234567
_SAID = re.compile(rf"(?<!\d)(?:\d\d-\d\d-\d\d|\+?\d(?:{_GAP}{{0,3}}\d){{6,14}})(?!\d)")
_WORD = re.compile(
    r"(?:\bтел(?:ефон|\b)|\bмоб|\bсот(?:ов|\b)|\bфакс|звон|набер|ватсап|вотсап|вайбер|\btel(?:efon|\b)|phone|\bmob|\bcall|\bfax|"
    r"whats|viber|pozvon|zvon)[^\W\d]*\W{0,3}(?:(?:мо[ияе]|мне|номер[^\W\d]*|для|связи|на|по|это|городскои|домашнии|"
    r"рабочии|мобильныи|is|my|me|at|on|number|no|n|na|nomer|mne|moi)\b\W{1,3}){0,4}$"
)
_REACH = 60  #: characters before a number in which its word is looked for


def prefixed_phones(plain: str) -> Iterator[Found]:
    """Numbers that begin with +, 7 or 8; the Russian ones can be called. They may overlap."""
    for found in _PREFIXED.finditer(plain):
        phone = _phone(*found.span(1), found[1])
        if phone.digits.startswith("+") or (_exists(phone.digits) and not is_harmless(plain, phone.start, phone.end)):
            yield phone


def other_phones(plain: str, *, asked: bool = False) -> Iterator[Found]:
    """Numbers without a prefix: of a city or a mobile one, in groups, or after a word like «телефон».

    In an answer to somebody who `asked` for a number the word may be missing. They may overlap.
    """
    found = chain(_matched(plain), _grouped(plain), _said(plain, asked=asked))
    return (phone for phone in found if not is_harmless(plain, phone.start, phone.end))


def _matched(plain: str) -> Iterator[Found]:
    for match in PhoneNumberMatcher(plain, REGION):
        raw, extension = match.raw_string, match.number.extension or ""
        # Ten digits in a row are as often the number of something else, unless they begin as mobile ones do.
        if not raw.isdigit() or (raw.startswith("9") and not is_of_a_thing(plain, match.start)):
            yield _phone(match.start, match.end, raw, extension)


def _grouped(plain: str) -> Iterator[Found]:
    for found in _GROUPED.finditer(plain):
        if not is_of_a_thing(plain, found.start()):
            yield _phone(*found.span(), found[0])


def _said(plain: str, *, asked: bool) -> Iterator[Found]:
    for found in _SAID.finditer(plain):
        word = _WORD.search(plain, max(0, found.start() - _REACH), found.start())
        if word or (asked and not is_of_a_thing(plain, found.start())):
            yield _phone(*found.span(), found[0])


def _exists(digits: str) -> bool:
    """Whether a number that begins with 7 or 8 is one of the Russian plan."""
    return digits[1] in "3489" and is_valid_number(PhoneNumber(country_code=7, national_number=int(digits[1:])))


def _phone(start: int, end: int, typed: str, extension: str = "") -> Found:
    """Its digits come with their plus and without an extension."""
    digits = ("+" if typed.startswith("+") else "") + "".join(filter(str.isdigit, typed))
    return Found(start, end, Personal.PHONE, digits.removesuffix(extension))
