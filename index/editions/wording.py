"""The difference of two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class Said(StrEnum):
    """In which of the texts words stand."""

    BOTH = "both"
    BEFORE = "before"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand one after another, spaces included."""

    said: Said
    text: str


def wording(before: str, now: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order: those of BOTH and BEFORE make the older, those of BOTH and NOW the newer."""
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    pieces: list[Piece] = []
    gone = came = ""
    for how, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        stayed = "".join(old[i:j])
        if how == "equal" and (stayed.strip() or not (gone or came)):
            pieces += [*_pieces(gone, came), Piece(Said.BOTH, stayed)]
            gone = came = ""
        else:  # a space between words that differ is no word that stayed
            gone, came = gone + stayed, came + "".join(new[k:n])
    return (*pieces, *_pieces(gone, came))


def _pieces(gone: str, came: str) -> list[Piece]:
    return [Piece(said, text) for said, text in ((Said.BEFORE, gone), (Said.NOW, came)) if text]
