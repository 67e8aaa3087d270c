"""Finding: clauses that hold the words of a search, in whatever form they stand there."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.policy import Policy
from russian.words import WORD, lemmas, plain, words

LEAST_LETTERS = 3  #: shorter words are looked for only where there are no others
LEAST_BEGINNING = 4  #: letters of a word that may stand for its beginning
MOST_WORDS = 12  #: of a search

Span = tuple[int, int]  #: of a text, as in a slice


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with all the words, and where they stand in its heading and its text."""

    address: str
    in_heading: tuple[Span, ...]
    in_text: tuple[Span, ...]


def find_words(policy: Policy, sought: str) -> tuple[Found, ...]:
    """The clauses in which each word of the search stands, in document order; none for a search without words."""
    wanted = _wanted(sought)
    if not wanted:
        return ()
    found = []
    for address, clause in policy.clauses.items():
        heading = list(_matches(clause.heading, wanted))
        text = list(_matches(clause.text, wanted))
        if {word for word, _ in heading + text} == set(wanted):
            found.append(Found(address, tuple(span for _, span in heading), tuple(span for _, span in text)))
    return tuple(found)


def _wanted(sought: str) -> dict[str, tuple[str, ...]]:
    """Each word that is sought with its lemmas."""
    said = words(sought)
    telling = [word for word in said if len(word) >= LEAST_LETTERS or word.isdigit()] or said
    return {word: lemmas(word) for word in telling[:MOST_WORDS]}


def _matches(text: str, wanted: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Span]]:
    for match in WORD.finditer(text):
        word = plain(match.group())
        found = {*lemmas(word)}
        for one, its_lemmas in wanted.items():
            if not found.isdisjoint(its_lemmas) or (len(one) >= LEAST_BEGINNING and word.startswith(one)):
                yield one, match.span()
