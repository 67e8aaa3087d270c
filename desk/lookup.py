"""Looking up: clauses by number, by words in any form or by meaning, for whoever reads or shares. Nothing is stored."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.deciding import NEAR
from desk.knowledge import Knowledge
from desk.message import EmptyText, TooLongText, storable
from desk.ref import Ref
from desk.reply import Quote
from index.document.address import MAIN, alike
from index.finding import Found, find_words
from index.policy import Policy

MOST = 3  #: clauses that are hinted at, or near to what a search did not find
LIKELY = 0.2  #: clauses less likely than this help nobody
LONGEST = 200  #: characters of a search
_WORD = r"(?:(?:c|с|п|пункт|раздел|clause|cl|section)(?=[\d.\s])[.\s]*)?"
_NUMBER = re.compile(rf"/?{_WORD}(?P<number>[\w.]*\w)\.?(?P<order>\s*\(\w[\w-]*\))?", re.IGNORECASE)
_IN_PART = re.compile(
    rf"/?(?P<part>\w.*?)[\s,/]+{_WORD}(?P<number>\d[\w.]*)(?<!\.)\.?(?P<order>\s*\(?[а-яё\d][\w-]*\)?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Search:
    """What came of a search: clauses with the words, or else those in force that the words may mean."""

    words: str
    found: tuple[Found, ...]
    near: tuple[Quote, ...]


def named(policy: Policy, words: str) -> tuple[str, ...]:
    """Addresses of the clauses that «5.2», «пункт 5.2» or «Приложение 1, п. 5.2» names, in document order.

    None where there is none of that number, and several where it is repeated and no part is told.
    """
    words = words.strip()
    if alone := _NUMBER.fullmatch(words):
        return policy.named(alone["number"] + (alone["order"] or ""))
    inside = _IN_PART.fullmatch(words) if len(words) <= LONGEST else None
    return policy.named(inside["number"] + (inside["order"] or ""), inside["part"]) if inside else ()


def everywhere_named(knowledge: Knowledge, words: str) -> tuple[Ref, ...]:
    """The clauses that the words name, in the order of the documents."""
    documents = knowledge.documents.items()
    return tuple(knowledge.ref(address, name) for name, known in documents for address in named(known.policy, words))


def look_up(knowledge: Knowledge, words: str, most: int) -> tuple[Quote, ...]:
    """The clause that is named, or those that the words may mean, likeliest first; takes some milliseconds.

    Of a repeated number all come, those of the first document first. Of words that mean none in particular comes
    nothing.
    """
    if found := everywhere_named(knowledge, words):
        return tuple(knowledge.quote(ref.address, document=ref.document) for ref in found[:most])
    try:
        text = storable(words)
    except (EmptyText, TooLongText):
        return ()
    likely = knowledge.quotes(knowledge.understand(text, ()).candidates)
    return tuple(quote for quote in likely if quote.confidence >= NEAR)[:most]


def begun_with(knowledge: Knowledge, number: str, most: int) -> tuple[Quote, ...]:
    """Clauses that say something and whose numbers begin so, the very one first: of «5.1» 5.1, 5.1.1 and 5.10.

    Of a repeated number all come, of all documents; «Приложение 1» or «Приложение 1, 5» brings those of that part.
    """
    typed = number.strip().removeprefix("/")
    found = [
        (other, name, address)
        for name, known in knowledge.documents.items()
        for other, address in _begun_with(known.policy, typed)
    ]
    first = sorted(found, key=lambda each: each[0])  # stable: the documents stay in their order
    return tuple(knowledge.quote(address, document=name) for _, name, address in first[:most])


def _begun_with(policy: Policy, typed: str) -> Iterator[tuple[bool, str]]:
    """Addresses, each after whether it is another clause than the very one that is typed."""
    part, begun = _begun(policy, typed)
    if not begun and not part:
        return
    for address in policy.quotable:
        clause = policy.clause(address)
        number = clause.number.casefold()
        if number.startswith(begun) and (not part or alike(clause.part or MAIN) == part):
            yield number != begun, address


def _begun(policy: Policy, words: str) -> tuple[str, str]:
    """The part and the beginning of a number that are typed so far, each "" where it is not."""
    if words[:1].isdigit():
        return "", words.casefold()
    parts = {alike(clause.part) for clause in policy.document.clauses if clause.part}
    parts |= {alike(MAIN)} if parts else set()
    *before, last = words.replace(",", " ").split() or [""]
    if alike(words) in parts:
        return alike(words), ""
    return (alike(" ".join(before)), last.casefold()) if alike(" ".join(before)) in parts else ("", "")


async def hints(knowledge: Knowledge, text: str) -> Sequence[Quote]:
    """Clauses that may answer what a person has just written to staff, likeliest first; off the event loop."""
    found = await asyncio.to_thread(look_up, knowledge, text, MOST)
    return [quote for quote in found if quote.confidence >= LIKELY]


def search(knowledge: Knowledge, policy: Policy, words: str) -> Search | None:
    """Look through the text of any edition: by number, by words in any form, else by meaning; takes milliseconds.

    None where nothing is sought.
    """
    words = "".join(letter for letter in words if letter.isprintable()).strip()[:LONGEST]
    if not words:
        return None
    if addresses := named(policy, words):
        return Search(words, tuple(Found(address, (), ()) for address in addresses), ())
    found = find_words(policy, words)
    return Search(words, found, () if found else look_up(knowledge, words, MOST))
