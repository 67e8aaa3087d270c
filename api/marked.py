"""A text in pieces, those marked that were sought in it."""

from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a text."""

    text: str
    found: bool = False


def marked(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The whole text; what lies within the spans is found, and no piece is empty."""
    pieces, place = [], 0
    for start, end in sorted(spans):
        if start < place:  # two words of the search stand for the same word of the text
            continue
        pieces += [Piece(text[place:start]), Piece(text[start:end], found=True)]
        place = end
    return tuple(piece for piece in [*pieces, Piece(text[place:])] if piece.text)
