"""Documents written down row by row, each row with what it is, so that its clauses are known before it is read.

A row is its kind, a blank and its words: `T` a title, `S` a heading without a number, `P` a paragraph of no clause,
`A` an annex, `H` a section, `C` a clause, `I` an item with its label, `-` and `--` bullets, `+` a paragraph more,
`|` a row of a table in a clause, `||` one outside, `R` one that is a clause. A section or clause is «1.1. Words», or
«1 ~ Статья 1. ~ Words» where its number is not its label; `~~` is a label without a blank behind it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_GLUED, _PARTED = " ~~ ", " ~ "
_FIRST = 24  #: characters of a clause that the older measure compares
_HEADS, _OUTSIDE = frozenset("TSA"), frozenset({"T", "S", "P", "A", "||"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a row of a table."""

    kind: str
    text: str = ""  #: without its label
    label: str = ""  #: as printed: «Статья 1.», «а)»
    number: str = ""  #: of the clause that it opens, "" where it opens none
    cells: tuple[str, ...] = ()
    glued: bool = False  #: nothing stands between the label and the text

    @property
    def typed(self) -> str:
        """Label and text as somebody types them."""
        return f"{self.label}{'' if self.glued or not self.label else ' '}{self.text}"

    @property
    def is_title(self) -> bool:
        """Whether it is set as a heading."""
        return self.kind in _HEADS or self.kind == "H"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A document and its clauses, number and words, in order."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def clauses(self) -> list[tuple[str, str]]:
        """Words as they are compared: see `bare`."""
        found: list[tuple[str, str]] = []
        inside = False
        for piece in self.pieces:
            words = bare(" ".join(piece.cells) or piece.typed)
            if piece.number:
                found.append((piece.number, bare(" ".join(piece.cells[1:]) or piece.text)))
            elif inside and piece.kind not in _OUTSIDE:
                number, before = found[-1]
                found[-1] = number, before + words
            inside = bool(piece.number) or (inside and piece.kind not in _OUTSIDE)
        return found


def bare(words: str) -> str:
    """Letters and figures alone: blanks, bullets, quotes and «№» differ from format to format."""
    return "".join(filter(str.isalnum, re.sub(r"\bN (?=\d)", "", words))).casefold()


def first_words(words: str) -> str:
    """What an older measure compares."""
    return words[:_FIRST]


def unseen(name: str) -> Unseen:
    """A document of this folder."""
    rows = (_FOLDER / f"{name}.rows").read_text("utf-8").splitlines()
    return Unseen(name, tuple(_piece(row) for row in rows if row and not row.startswith("#")))


def names() -> Sequence[str]:
    """Of all documents here."""
    return sorted(file.stem for file in _FOLDER.glob("*.rows"))


def _piece(row: str) -> Piece:
    kind, _, words = row.partition(" ")
    if kind in {"|", "||", "R"}:
        cells = tuple(cell.strip() for cell in words.split("|"))
        return Piece(kind, number=cells[0] if kind == "R" else "", cells=cells)
    if kind in {"H", "C"}:
        return _labelled(kind, words)
    if kind == "I":
        label, _, text = words.partition(" ")
        return Piece(kind, text, label)
    return Piece(kind, " ".join(words.split()) if kind != "P" else words)


def _labelled(kind: str, words: str) -> Piece:
    number, parted, rest = words.partition(_PARTED)
    if not parted or not re.fullmatch(r"\d+(?:\.\d+)*|[IVX]+", number):
        label, _, text = words.partition(" ")
        return Piece(kind, text, label, label.rstrip("."))
    label, glued, text = rest.partition(_GLUED)
    if not glued:
        label, _, text = rest.partition(_PARTED)
    return Piece(kind, text, label, number, glued=bool(glued))
