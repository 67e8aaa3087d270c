"""Unseen documents as text: saved by an editor of old, wrapped by a mail program, as Markdown."""

import textwrap
from collections.abc import Sequence
from itertools import pairwise

from tests.index.formats.unseen.unseen_numbers import counted
from tests.index.formats.unseen.unseen_rows import Piece

_WIDE = 76  #: letters of a wrapped row
_OLD = str.maketrans({"–": "-", "«": '"', "»": '"', "×": "*", "—": "-", "№": "N"})  #: not in KOI8-R


def saved_text(pieces: Sequence[Piece]) -> bytes:
    """A line for each paragraph, in the encoding of Windows; cells are parted by tabs."""
    lines = [_row(piece, "-") for piece in pieces]
    return "\r\n".join(lines).encode("cp1251", "replace")


def wrapped_text(pieces: Sequence[Piece]) -> bytes:
    """Rows of 76 letters with blank lines between paragraphs, in KOI8-R."""
    text = ""
    for piece, after in pairwise([*pieces, None]):
        assert piece is not None
        bullet = piece.kind.startswith("-")
        indent = "  " * len(piece.kind) if bullet else "  " if piece.kind == "I" else ""
        if piece.cells:
            text += _row(piece, "*") + "\n"
        else:
            text += textwrap.fill(
                _row(piece, "*"),
                _WIDE,
                initial_indent=indent,
                subsequent_indent=indent + ("  " if bullet else ""),
                break_long_words=False,
                break_on_hyphens=False,
            )
            text += "\n"
        together = after is not None and piece.kind == after.kind and (bullet or piece.kind in {"I", "|", "||", "R"})
        text += "" if together else "\n"
    return text.translate(_OLD).encode("koi8-r", "replace")


def markdown(pieces: Sequence[Piece]) -> bytes:
    """Headings with their numbers, clauses as paragraphs; what is counted through is a list of Markdown."""
    text = ""
    before = Piece("")
    for piece, place in zip(pieces, counted(pieces), strict=True):
        text += _markdown(piece, through=place is not None and place.family == "through", first=not before.cells)
        before = piece
    return text.encode()


def _markdown(piece: Piece, *, through: bool, first: bool) -> str:
    if piece.cells:
        line = "| " + " | ".join(piece.cells) + " |\n"
        return f"\n{line}|{'---|' * len(piece.cells)}\n" if first else line
    if piece.kind.startswith("-"):
        return f"{'    ' * (len(piece.kind) - 1)}- {piece.text}\n"
    if piece.kind == "I" or through:
        return f"\n{'   ' if piece.kind == 'I' else ''}{piece.typed}\n"
    marks = {"T": "# ", "S": "## ", "A": "## ", "H": "## "}.get(piece.kind, "")
    return f"\n{marks}{piece.typed}\n"


def _row(piece: Piece, bullet: str) -> str:
    if piece.cells:
        return "\t".join(piece.cells)
    return f"{bullet} {piece.text}" if piece.kind.startswith("-") else piece.typed
