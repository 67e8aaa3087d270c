"""Unseen documents as text: saved by an editor of old, wrapped by a mail program, as Markdown."""

import re
import textwrap
from collections.abc import Sequence
from itertools import pairwise

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


def indented_text(pieces: Sequence[Piece]) -> bytes:
    """Rows of 68 letters without blank lines; a paragraph begins three blanks from the left, headings in the middle."""
    text = ""
    for piece in pieces:
        row = _row(piece, "-")
        if piece.cells:
            text += row + "\n"
        elif piece.is_title:
            text += "\n".join(each.center(68).rstrip() for each in textwrap.wrap(row, 60)) + "\n"
        else:
            text += textwrap.fill(row, 68, initial_indent="   ", break_long_words=False, break_on_hyphens=False) + "\n"
    return text.encode("utf-8-sig")


def escaped_markdown(pieces: Sequence[Piece]) -> bytes:
    """As a converter writes it: stops and brackets of labels are escaped, rows are wrapped, headings are bold."""
    text = ""
    before = Piece("")
    for piece in pieces:
        if piece.cells:
            text += _markdown(piece, first=not before.cells)
        elif piece.kind.startswith("-"):
            text += _wrapped(f"{'  ' * (len(piece.kind) - 1)}-   {piece.text}", "    ")
        else:
            label = re.sub(r"(?<=\w)([.)])(?!\w)", r"\\\1", piece.label)
            words = f"{label}{'' if piece.glued or not label else ' '}{piece.text}"
            text += "\n" + _wrapped(f"**{words}**" if piece.is_title else words, "")
        before = piece
    return text.encode()


def _wrapped(words: str, indent: str) -> str:
    return textwrap.fill(words, 72, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) + "\n"


def markdown(pieces: Sequence[Piece]) -> bytes:
    """Headings with their numbers, clauses as paragraphs; what Markdown takes for a list is one."""
    text = ""
    before = Piece("")
    for piece in pieces:
        text += _markdown(piece, first=not before.cells)
        before = piece
    return text.encode()


def _markdown(piece: Piece, *, first: bool) -> str:
    if piece.cells:
        line = "| " + " | ".join(piece.cells) + " |\n"
        return f"\n{line}|{'---|' * len(piece.cells)}\n" if first else line
    if piece.kind.startswith("-"):
        return f"{'    ' * (len(piece.kind) - 1)}- {piece.text}\n"
    if piece.kind == "I":
        return f"\n   {piece.typed}\n"
    marks = {"T": "# ", "S": "## ", "A": "## ", "H": "## "}.get(piece.kind, "")
    return f"\n{marks}{piece.typed}\n"


def _row(piece: Piece, bullet: str) -> str:
    if piece.cells:
        return "\t".join(piece.cells)
    return f"{bullet} {piece.text}" if piece.kind.startswith("-") else piece.typed
