"""Looking up: clauses by number, by words in any form or by meaning, for whoever reads or shares. Nothing is stored."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from desk.deciding import NEAR
from desk.knowledge import Knowledge
from desk.message import EmptyText, TooLongText, storable
from desk.reply import Quote
from index.finding import Found, find_words
from index.policy import Policy

MOST = 3  #: clauses that are hinted at, or near to what a search did not find
LIKELY = 0.2  #: clauses less likely than this help nobody
LONGEST = 200  #: characters of a search
_NUMBER = re.compile(
    r"/?(?:(?:c|с|п|пункт|раздел|clause|section)(?=[\d.\s])[.\s]*)?(?P<number>[\w.]*\w)\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Search:
    """What came of a search: clauses with the words, or else those in force that the words may mean."""

    words: str
    found: tuple[Found, ...]
    near: tuple[Quote, ...]


def numbered(knowledge: Knowledge, words: str) -> str | None:
    """The clause that «5.2», «c 5.2» or «пункт 5.2» names; None where there is none of that number."""
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        return None
    number = found["number"].casefold()
    return next((known for known in knowledge.policy.clauses if known.casefold() == number), None)


def look_up(knowledge: Knowledge, words: str, most: int) -> tuple[Quote, ...]:
    """The clause that is named, or those that the words may mean, likeliest first; takes some milliseconds.

    Of words that mean none in particular comes nothing.
    """
    if named := numbered(knowledge, words):
        return (knowledge.quote(named),)
    try:
        text = storable(words)
    except (EmptyText, TooLongText):
        return ()
    found = knowledge.quotes(knowledge.understand(text, ()).candidates)
    return tuple(quote for quote in found if quote.confidence >= NEAR)[:most]


def begun_with(knowledge: Knowledge, number: str, most: int) -> tuple[Quote, ...]:
    """Clauses that say something and whose numbers begin so, the very one first: of «5.1» 5.1, 5.1.1 and 5.10."""
    begun = number.strip().removeprefix("/").casefold()
    if not begun[:1].isdigit():
        return ()
    found = [known for known in knowledge.policy.quotable if known.casefold().startswith(begun)]
    return tuple(knowledge.quote(known) for known in sorted(found, key=lambda known: known.casefold() != begun)[:most])


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
    if (number := numbered(knowledge, words)) is not None and number in policy.clauses:
        return Search(words, (Found(number, (), ()),), ())
    found = find_words(policy, words)
    return Search(words, found, () if found else look_up(knowledge, words, MOST))
