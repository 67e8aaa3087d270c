"""Where in a ticket a search has found something: a few words around it, masked, with what was found marked."""

from collections.abc import Iterable, Sequence

from api.marked import Piece, marked
from russian.words import WORD, plain
from tickets.queue.search import Sought
from tickets.text.masking import glimpse, mask, window

GLIMPSE = 160  #: characters of a person's words in a list
_AROUND = 200  #: characters on each side that are looked at
_BEFORE = 40  #: characters shown before the first word that was found

Line = Sequence[Piece]


def line(texts: Iterable[str], terms: Sequence[Sought]) -> Line:
    """The first place in the texts where a term is met; where none is, the beginning of the first text."""
    first = ""
    for text in texts:
        first = first or text
        for found in WORD.finditer(text):
            if _is_met(found[0], terms) and (shown := _around(text, found.start(), terms)):
                return shown
    return (Piece(glimpse(first, GLIMPSE)),) if first else ()


def _is_met(word: str, terms: Sequence[Sought]) -> bool:
    return any(term.is_met_by(plain(word)) for term in terms)


def _around(text: str, place: int, terms: Sequence[Sought]) -> Line:
    """The place in its surroundings; nothing when masking has taken away what was found."""
    start, end = max(0, place - _AROUND), place + _AROUND
    whole = " ".join(mask(window(text, start, end)).split())
    first = next((found.start() for found in WORD.finditer(whole) if _is_met(found[0], terms)), None)
    if first is None:
        return ()
    begin = max(0, first - _BEFORE)
    if begin:
        begin = whole.find(" ", begin, first) + 1 or first
    cut = whole[begin : begin + GLIMPSE]
    before = "…" if start or begin else ""
    after = "…" if end < len(text) or begin + GLIMPSE < len(whole) else ""
    shown = before + cut.strip() + after
    return marked(shown, (found.span() for found in WORD.finditer(shown) if _is_met(found[0], terms)))
