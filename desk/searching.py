"""Searching the text of a policy for a reader of the whole: by number, by words in any form, else by meaning."""

from dataclasses import dataclass

from desk.knowledge import Knowledge
from desk.lookup import look_up, numbered
from desk.reply import Quote
from index.finding import Found, find_words
from index.policy import Policy

LONGEST = 200  #: characters of a search
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Search:
    """What came of it: clauses with the words, or else those in force that the words may mean."""

    words: str
    found: tuple[Found, ...]
    near: tuple[Quote, ...]


def search(knowledge: Knowledge, policy: Policy, words: str) -> Search | None:
    """Look through the text of any edition; None where nothing is sought. Takes some milliseconds of a processor."""
    words = "".join(letter for letter in words if letter.isprintable()).strip()[:LONGEST]
    if not words:
        return None
    if (number := numbered(knowledge, words)) is not None and number in policy.clauses:
        return Search(words, (Found(number, (), ()),), ())
    found = find_words(policy, words)
    return Search(words, found, () if found else look_up(knowledge, words, MOST_NEAR))
