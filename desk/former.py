"""Former editions: when a message wants one, which, and what it asks besides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk.editions import shown_edition
from desk.knowledge import Knowledge
from desk.reply import Former
from index.dialogue import Turn
from index.facts import Listed, PolicyError, listed_editions
from russian.dates import DAY, read_day
from russian.numbers import day_in_words
from russian.words import WORD

#: Every wish for an edition holds one of these; without, nothing is read.
_HINT = re.compile(r"редакци|верси|было|действовал|состояни|edition|version", re.IGNORECASE)
_BY = r"(?:(?:по|в|во|согласно|из|на)\s+)?"
_NAME = r"(?:редакци\w+|верси\w+)"
_OF = r"(?:\s+(?:политики|оферты|договора|документа|соглашения|правил))?"
_DATED = re.compile(
    rf"(?:{_BY}{_NAME}{_OF}\s+(?:от|на|за)|(?:как|что)\s+(?:это\s+)?было|действовал\w*|по\s+состоянию\s+на)"
    rf"\s+(?P<before>до\s+)?(?:на\s+)?(?P<day>{DAY})",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"{_BY}(?:прошл|прежн|предыдущ|стар)\w+\s+{_NAME}{_OF}|(?:in\s+)?(?:the\s+)?(?:previous|former)\s+(?:edition|version)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"{_BY}{_NAME}{_OF}\s+(?:№\s*)?(?P<id>[\w.-]*\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edition that a message wants."""

    edition: str
    rest: str  #: the message without the words that say so; "" where there are no others


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message is answered from."""

    knowledge: Knowledge
    text: str | None = None  #: what it asks, where it says more than that; "" where it says no more than an edition


def asked(knowledge: Knowledge, chosen: str | None, text: str, earlier: Sequence[Turn] = ()) -> Asked:
    """The edition that is `chosen`, else that which the text wants, else that in force; may read files.

    An edition is of one document: where several may be meant, it is that which the message is about after `earlier`.
    Raises NoSuchEdition where the chosen one never was, or is not in force yet.
    """
    each = [knowledge.alone(document) for document in knowledge.documents]
    if chosen is not None:
        having = [alone for alone in each if chosen in {listed.id for listed in _so_far(alone)}]
        return Asked(of_edition(_about(knowledge, having or each, text, earlier), chosen))
    wanting = {alone: found for alone in each if (found := wanted(text, _so_far(alone)))}
    if not wanting:
        return Asked(knowledge)
    rest = next(iter(wanting.values())).rest or (earlier[-1].text if earlier else text)
    about = _about(knowledge, each, rest if len(wanting) == len(each) else text, earlier)
    if about not in wanting:
        return Asked(knowledge)
    return Asked(of_edition(about, wanting[about].edition), wanting[about].rest)


def _about(knowledge: Knowledge, each: Sequence[Knowledge], text: str, earlier: Sequence[Turn]) -> Knowledge:
    """Of documents alone that which a message is about; nothing is thought about where there is only one."""
    if len(each) == 1:
        return each[0]
    found = {candidate.document for candidate in knowledge.understood(text, earlier).candidates[:1]}
    return next((alone for alone in each if alone.policy.id in found), each[0])


def _so_far(knowledge: Knowledge) -> Sequence[Listed]:
    """The editions of its first document up to the one it is in, newest last."""
    try:
        listed = listed_editions(knowledge.policy.folder)
    except PolicyError:  # somebody is writing in the folder: the edition in force is known without it
        return ()
    until = next((place for place, each in enumerate(listed) if each.id == knowledge.edition.id), -1) + 1
    return listed[:until]


def may_want(text: str) -> bool:
    """Whether a text holds a word without which none wants another edition; takes no thinking."""
    return _HINT.search(text) is not None


def of_edition(knowledge: Knowledge, edition: str) -> Knowledge:
    """The same in a former edition, or as it is; raises NoSuchEdition."""
    if edition in knowledge.formers:
        return knowledge.formers[edition]
    shown = shown_edition(knowledge, edition)
    return knowledge if shown.in_force else knowledge.of_former(shown.policy, shown.until)


def former_line(former: Former, language: str) -> str:
    """Which edition the clauses are of, and until when it held: the first line of a reply."""
    edition, english = former.edition, language == "en"
    if english:
        since = f" of {day_in_words(edition.effective, 'en')}" if edition.effective else ""
        held = f"in force until {day_in_words(former.until, 'en')}" if former.until else "no longer in force"
        return f"This is edition {edition.id}{since}, {held}."
    since = f" от {edition.effective:%d.%m.%Y}" if edition.effective else ""
    held = f"действовала до {former.until:%d.%m.%Y}" if former.until else "больше не действует"
    return f"Это прежняя редакция {edition.id}{since}: она {held}."


def wanted(text: str, editions: Sequence[Listed]) -> Wanted | None:
    """What a message says of an edition, of those up to the one in force, newest last; None where it says nothing.

    A day alone says nothing of an edition: people tell days of orders and of letters.
    """
    if not editions:
        return None
    if found := _DATED.search(text):
        if (day := read_day(found["day"])) is None:
            return None
        on = day - timedelta(days=1) if found["before"] else day
        return Wanted(on_day(editions, on).id, _without(text, found))
    if found := _LAST.search(text):
        return Wanted(editions[max(len(editions) - 2, 0)].id, _without(text, found))
    for found in _NUMBERED.finditer(text):
        if found["id"] in {each.id for each in editions}:
            return Wanted(found["id"], _without(text, found))
    return None


def on_day(editions: Sequence[Listed], day: date) -> Listed:
    """The edition that was in force on a day; of a day before all of them the first."""
    begun = [each for each in editions if each.effective is None or each.effective <= day]
    return begun[-1] if begun else editions[0]


def _without(text: str, found: re.Match[str]) -> str:
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    rest = re.sub(r"\s+([,.?!])", r"\1", rest).strip(" ,")
    return rest if len(WORD.findall(rest)) > 1 else ""
