"""People: names and addresses of those who have tickets, opened, in memory alone, to be found by a part of one.

What lies in the database stays sealed (decision 0010). An entry is made of one ticket and goes when that is erased.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from russian.words import WORD, forms, plain

MOST = 2000  #: tickets that names find, the newest
BEGINNING = 2  #: letters that find what begins with them
INSIDE = 3  #: letters that find what they are a part of
DIGITS = 4  #: digits that find a telephone number they are a part of
_NUMERIC = re.compile(r"\+?[0-9()\s.\-–]+")
_LATIN = re.compile(r"[a-z0-9._%+\-]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What a ticket tells of its person."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """Tickets whose people were meant by some of the words, and the words that nobody is called by."""

    tickets: frozenset[int]
    rest: tuple[str, ...]


class People:
    """The table. Its threads: one writes at a time, and whoever looks sees each entry whole or not at all."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._words: dict[str, set[int]] = {}  #: words of names
        self._lemmas: dict[str, set[str]] = {}  #: to words of names that may be forms of it
        self._emails: dict[str, set[int]] = {}
        self._phones: dict[str, set[int]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, ticket: int) -> bool:
        return ticket in self._known

    def add(self, ticket: int, known: Known) -> None:
        """Make or renew the entry of a ticket; nothing told is none."""
        self.remove(ticket)
        if known == Known():
            return
        self._known[ticket] = known
        for table, keys in self._keys(known):
            for key in keys:
                if table is self._words and key not in table:
                    for lemma in forms(key):
                        self._lemmas.setdefault(lemma, set()).add(key)
                table.setdefault(key, set()).add(ticket)

    def remove(self, ticket: int) -> None:
        """Forget a ticket's person; nothing happens where none is known."""
        known = self._known.pop(ticket, None)
        if known is None:
            return
        for table, keys in self._keys(known):
            for key in keys:
                others = table[key]
                others.discard(ticket)
                if not others:
                    del table[key]
                    if table is self._words:
                        self._forget_lemmas(key)

    def find(self, typed: str) -> Met:
        """Tickets of the people of whom every word, or part of an address, is true that is true of anybody."""
        whole = typed.strip()
        pieces = [whole] if _NUMERIC.fullmatch(whole) else whole.split()
        found: set[int] | None = None
        rest = []
        for piece in pieces:
            met = self._met(piece)
            if met:
                found = met if found is None else found & met
            else:
                rest.append(piece)
        return Met(frozenset(sorted(found or (), reverse=True)[:MOST]), tuple(rest))

    def _met(self, piece: str) -> set[int]:
        """Tickets that one piece of what was typed finds."""
        found: set[int] = set()
        text = plain(piece)
        if _NUMERIC.fullmatch(piece):
            digits = re.sub(r"\D", "", text)
            if len(digits) >= DIGITS and not digits.startswith("0"):  # a padded one is the number of a ticket
                found |= _tickets(self._phones, lambda key: digits in key or _called(digits) in key)
            return found
        if "@" in text or _LATIN.fullmatch(text):
            part = text.strip(".-")
            if len(part) >= INSIDE:
                found |= _tickets(self._emails, lambda key: part in key)
        if "@" in text:
            return found
        words = WORD.findall(text)
        named = [self._named(word) for word in words]
        return found | (set.intersection(*named) if named else set())

    def _named(self, word: str) -> set[int]:
        if len(word) < BEGINNING:
            return set()
        inside = len(word) >= INSIDE
        found = _tickets(self._words, lambda key: key.startswith(word) or (inside and word in key))
        for lemma in forms(word):
            for key in tuple(self._lemmas.get(lemma, ())):
                found |= self._words.get(key, set())
        return found

    def _keys(self, known: Known) -> Iterator[tuple[dict[str, set[int]], set[str]]]:
        yield self._words, set(WORD.findall(plain(known.name or "")))
        yield self._emails, {plain(known.email.strip())} if known.email else set()
        yield self._phones, {_called(re.sub(r"\D", "", known.phone))} if known.phone else set()

    def _forget_lemmas(self, word: str) -> None:
        for lemma in forms(word):
            others = self._lemmas.get(lemma, set())
            others.discard(word)
            if not others:
                self._lemmas.pop(lemma, None)


def _called(digits: str) -> str:
    """As it is kept: a Russian 8 before a number is 7."""
    return f"7{digits[1:]}" if digits.startswith("8") else digits


def _tickets(table: Mapping[str, set[int]], fits: Callable[[str], bool]) -> set[int]:
    found: set[int] = set()
    for key, tickets in list(table.items()):
        if fits(key):
            found |= tickets
    return found
