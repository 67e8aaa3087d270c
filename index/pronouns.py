"""Pronouns: what «её» or «они» of a question stands for, from the question before it; and what was meant instead."""

import re

from russian.words import WORD, lemmas, noun_number, plain

_STAND_FOR = {
    "masc": "он его ему нем него ним",
    "neut": "оно его ему нем него ним",
    "femn": "она ее ей ней нее",
    "plur": "они их им ими них ними",
}
_NUMBERS = {
    pronoun: frozenset(number for number, others in _STAND_FOR.items() if pronoun in others.split())
    for line in _STAND_FOR.values()
    for pronoun in line.split()
}

_CORRECTION = re.compile(r"\bне\s(?:про|об?)\s(?P<wrong>\w+)\b.*\b(?:про|об?)\s(?P<right>\w+)", re.IGNORECASE)


def corrects(text: str) -> bool:
    """Whether a message says that another thing was meant: «я не про куки, я про почту»."""
    return _CORRECTION.search(text) is not None


def corrected(text: str, before: str) -> str | None:
    """The earlier question with what was meant in place of what was not; None where it does not name that."""
    if not (said := _CORRECTION.search(text)):
        return None
    wrong = lemmas(plain(said["wrong"]))[0]
    for match in WORD.finditer(before):
        if lemmas(plain(match.group()))[0] == wrong:
            return f"{before[: match.start()]}{said['right']}{before[match.end() :]}"
    return None


def named(question: str, before: str) -> str | None:
    """The question with the noun in place of its first pronoun; None where it has none or nothing agrees with it.

    «и кто её увидит?» after «почту просите?» is «и кто почту увидит?»: the first noun that agrees, as it stands there.
    """
    for match in WORD.finditer(question):
        if numbers := _NUMBERS.get(plain(match.group())):
            noun = _noun(before, numbers)
            return f"{question[: match.start()]}{noun}{question[match.end() :]}" if noun else None
    return None


def _noun(before: str, numbers: frozenset[str]) -> str | None:
    nouns = ((match.group(), noun_number(plain(match.group()))) for match in WORD.finditer(before))
    return next((noun for noun, number in nouns if number in numbers), None)
