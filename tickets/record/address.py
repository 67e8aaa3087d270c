"""An e-mail address: the one check of what can be one, for every edge, without asking the network.

What is wrong is told in the sentences of `tickets.record.labels.EMAIL_FAULTS`.
"""

import re
import unicodedata
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

LONGEST, LONGEST_NAME = 254, 64  #: characters of the whole, and of what stands before the «@»

#: A run of what an address that people use may hold.
_RUN = re.compile(r"[^\s<>()\[\],;:«»“”\"`]+")
_BEFORE, _AFTER = "'.*/—–…!?", "'.*_/—–…!?-"  # signs around an address that are the text's
_ODD, _ODD_IN_SITE = re.compile(r"[^\w.!#$%&'*+/=?^`{|}~-]"), re.compile(r"[^\w.-]")
_WORDS = re.compile(r"[^\W\d_]+")
#: Scripts that are written together; every other one stands alone within a word.
_TOGETHER = dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"), "EAST ASIAN")


class EmailFault(StrEnum):
    """What is wrong with an address."""

    SHAPE = "shape"
    SEVERAL = "several"
    SCRIPTS = "scripts"  #: letters of two alphabets in one word: «mаil» with a Russian «а»
    DOTS = "dots"
    LENGTH = "length"
    SITE = "site"
    SIGNS = "signs"


class WrongEmail(ValueError):
    """No mail can go to what was given as an address."""

    def __init__(self, fault: EmailFault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_email(typed: str) -> str:
    """The address as it is kept: its domain in small letters and none of it in punycode. Raises WrongEmail."""
    typed = typed.strip()
    try:
        checked = validate_email(typed, check_deliverability=False, strict=True)
    except EmailNotValidError:
        raise WrongEmail(_fault(typed)) from None
    if _is_mixed(_WORDS.findall(checked.local_part)) or _is_mixed(checked.domain.split(".")):
        raise WrongEmail(EmailFault.SCRIPTS)
    return checked.normalized


def find_email(text: str) -> str | None:
    """The first address that a text holds, or None; raises WrongEmail where something only looks like one."""
    wrong = None
    for run in _RUN.findall(text):
        typed = run.lstrip(_BEFORE).rstrip(_AFTER)
        name, _, site = typed.partition("@")
        if name and "." in site:
            try:
                return read_email(typed)
            except WrongEmail as error:
                wrong = wrong or error
    if wrong:
        raise wrong
    return None


def without_emails(text: str) -> str:
    """The text with nothing that looks like an address, whose digits are no number."""
    return _RUN.sub(lambda run: " " if "@" in run[0] else run[0], text)


def _fault(typed: str) -> EmailFault:
    name, at, site = typed.partition("@")
    if not (name and at and site):
        return EmailFault.SHAPE
    if "@" in site:
        return EmailFault.SEVERAL
    if len(name) > LONGEST_NAME or len(typed) > LONGEST:
        return EmailFault.LENGTH
    if any(part.startswith(".") or part.endswith(".") or ".." in part for part in (name, site)):
        return EmailFault.DOTS
    if _is_mixed(_WORDS.findall(typed)):
        return EmailFault.SCRIPTS
    return EmailFault.SIGNS if _ODD.search(name) or _ODD_IN_SITE.search(site) else EmailFault.SITE


def _is_mixed(words: list[str]) -> bool:
    """Whether letters of two scripts stand in one of these words."""
    return any(len({_script(sign) for sign in word if sign.isalpha()}) > 1 for word in words)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    return _TOGETHER.get(name, name)
