"""Where in a ticket a search has found something: a few words around it, masked, with what was found marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tickets.search import Sought
from tickets.text.glimpse import glimpse, window
from tickets.text.lemmas import plain
from tickets.text.masking import mask

GLIMPSE = 100  #: characters of a person's words in a list
_AROUND = 200  #: characters on each side that are looked at
_BEFORE = 40  #: characters shown before the first word that was found
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line."""

    text: str
    found: bool = False


Line = Sequence[Piece]


def line(texts: Iterable[str], terms: Sequence[Sought]) -> Line:
    """The first place in the texts where a term is met; where none is, the beginning of the first text."""
    first = ""
    for text in texts:
        first = first or text
        for found in _WORD.finditer(text):
            if _is_met(found[0], terms) and (shown := _around(text, found.start(), terms)):
                return shown
    return (Piece(glimpse(first, GLIMPSE)),) if first else ()


def _is_met(word: str, terms: Sequence[Sought]) -> bool:
    return any(term.is_met_by(plain(word)) for term in terms)


def _around(text: str, place: int, terms: Sequence[Sought]) -> Line:
    """The place in its surroundings; nothing when masking has taken away what was found."""
    start, end = max(0, place - _AROUND), place + _AROUND
    whole = " ".join(mask(window(text, start, end)).split())
    first = next((found.start() for found in _WORD.finditer(whole) if _is_met(found[0], terms)), None)
    if first is None:
        return ()
    begin = max(0, first - _BEFORE)
    if begin:
        begin = whole.find(" ", begin, first) + 1 or first
    cut = whole[begin : begin + GLIMPSE]
    before = "…" if start or begin else ""
    after = "…" if end < len(text) or begin + GLIMPSE < len(whole) else ""
    return tuple(_pieces(before + cut.strip() + after, terms))


def _pieces(shown: str, terms: Sequence[Sought]) -> Iterable[Piece]:
    done = 0
    for found in _WORD.finditer(shown):
        if _is_met(found[0], terms):
            if found.start() > done:
                yield Piece(shown[done : found.start()])
            yield Piece(found[0], found=True)
            done = found.end()
    if done < len(shown):
        yield Piece(shown[done:])
