"""Looking up: clauses for a few words or a number, for whoever wants to share one. Nothing is stored of it."""

import re

from desk.deciding import NEAR
from desk.knowledge import Knowledge
from desk.message import EmptyText, TooLongText, storable
from desk.reply import Quote

_NUMBER = re.compile(
    r"/?(?:(?:c|с|п|пункт|раздел|clause|section)(?=[\d.\s])[.\s]*)?(?P<number>[\w.]*\w)\.?", re.IGNORECASE
)


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
