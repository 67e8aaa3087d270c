"""Cases: a title or a name as it stands in a sentence. Threads may share what is here.

Of a title the words up to its noun are declined, the rest is as it was: «Публичной оферты магазина «Чердак»». What the
dictionary cannot decline is left alone: «ООО «Ромашка»», «Дюма».
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from russian.words import dictionary

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse


class Case(StrEnum):
    """As the dictionary calls them."""

    NOMINATIVE = "nomn"
    GENITIVE = "gent"
    DATIVE = "datv"
    ACCUSATIVE = "accs"
    INSTRUMENTAL = "ablt"
    PREPOSITIONAL = "loct"


Gender = Literal["masc", "femn", "neut", "plur"]
_QUOTED = re.compile(r"[«\"„“(]")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?){1,2}")
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_ATTRIBUTES = {"ADJF", "PRTF"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title with the noun that it is built on."""

    text: str
    noun: str  #: as it stands there; "" where none was found
    gender: Gender

    def to(self, case: Case) -> str:
        """The title in this case."""
        return decline(self.text, case)


def title(text: str) -> Title:
    """The title with its noun; without one it is treated as «документ» is."""
    for word in _WORD.findall(_bare(text)):
        if (noun := _noun(word)) is not None:
            return Title(text, word, "plur" if noun.tag.number == "plur" else noun.tag.gender or "masc")
    return Title(text, "", "masc")


@lru_cache(1024)
def decline(text: str, case: Case) -> str:
    """A title or the name of a thing in this case; also both nouns of «Правила и условия»."""
    bare = _bare(text)
    found: list[str] = []
    done = False
    parts = re.split(r"(\s+)", bare)
    for place, part in enumerate(parts):
        if not part.strip():
            found.append(part)
            continue
        if done or not _WORD.fullmatch(part) or _shortened(part):
            done = True
            found.append(part)
            continue
        noun, attribute = _noun(part), _attribute(part)
        if attribute is not None:
            found.append(_like(part, _agreeing(attribute, case)))
        elif noun is not None:
            found.append(_like(part, _form(noun, case, noun.tag.number)))
            done = parts[place + 1 : place + 3] != [" ", "и"]
        else:
            found.append(part)
            done = part != "и"
    return "".join(found) + text[len(bare) :]


def decline_person(text: str, case: Case) -> str:
    """Surname, given name and patronymic in this case, in any order; initials stay as they are."""
    words = _WORD.findall(_INITIALS.sub("", text))
    gender = _gender(words)
    return re.sub(r"[А-ЯЁ][А-Яа-яЁё-]+", lambda word: _like(word.group(), _name_form(word.group(), case, gender)), text)


def _gender(words: list[str]) -> str | None:
    for kind in ("Patr", "Name", "Surn"):
        for word in words:
            for parse in _parses(word):
                if kind in parse.tag and "nomn" in parse.tag and parse.tag.number == "sing":
                    return str(parse.tag.gender)
    return None


def _name_form(word: str, case: Case, gender: str | None) -> str:
    parses = [each for each in _parses(word) if "nomn" in each.tag and each.tag.number == "sing"]
    names = [each for each in parses if {"Surn", "Name", "Patr"} & each.tag.grammemes]
    fitting = [each for each in names if gender is None or each.tag.gender in {gender, None}]
    best = next(iter(fitting), None)
    return word if best is None else _form(best, case, "sing")


def _bare(text: str) -> str:
    """Without what follows the first quotation mark or bracket."""
    found = _QUOTED.search(text)
    return text[: found.start()] if found else text


def _shortened(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not any(each.tag.POS in {"NOUN", *_ATTRIBUTES} for each in _known(word))


def _known(word: str) -> list["Parse"]:
    parses = dictionary().parse(word.lower()) if dictionary().word_is_known(word.lower()) else []
    return [each for each in parses if "Abbr" not in each.tag]


def _parses(word: str) -> list["Parse"]:
    return list(dictionary().parse(word.lower()))


def _noun(word: str) -> "Parse | None":
    found = [each for each in _parses(word) if each.tag.POS == "NOUN" and "nomn" in each.tag]
    return next((each for each in found if not {"Abbr", "Surn", "Name"} & each.tag.grammemes), None)


def _attribute(word: str) -> "Parse | None":
    parses = _parses(word)
    if parses and parses[0].tag.POS == "NOUN" and "nomn" in parses[0].tag:
        return None
    return next((each for each in parses if each.tag.POS in _ATTRIBUTES and "nomn" in each.tag), None)


def _agreeing(word: "Parse", case: Case) -> str:
    """An adjective that belongs to the next noun; a thing's accusative is its nominative but for the feminine."""
    feminine = word.tag.number == "sing" and word.tag.gender == "femn"
    if case is Case.ACCUSATIVE and not feminine:
        return str(word.word)
    wanted = {case.value, word.tag.number} | ({word.tag.gender} if word.tag.number == "sing" else set())
    form = word.inflect(wanted)
    return str((form or word).word)


def _form(word: "Parse", case: Case, number: str | None) -> str:
    form = word.inflect({case.value, number} if number else {case.value})
    return str((form or word).word)


def _like(model: str, word: str) -> str:
    """The word in letters as large as those of the model."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return "-".join(
        part[:1].upper() + part[1:] if known[:1].isupper() else part
        for part, known in zip(word.split("-"), model.split("-"), strict=False)
    )
