"""Which labels of a document a list can count, and by which list: what Word, Google Docs and a page then print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.index.formats.unseen.unseen_rows import Piece

_DECIMAL = re.compile(r"(?P<before>\D*?)(?P<path>\d+(?:\.\d+)*)(?P<after>[.)]?)")
_ROMAN = re.compile(r"(?P<before>(?:Глава )?)(?P<roman>[IVX]+)(?P<after>\.)")
_LETTER = re.compile(r"(?P<before>\(?)(?P<letter>[а-яa-z]+)(?P<after>\))")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_RUSSIAN, _LATIN = "абвгдежзиклмнопрстуфхцчшщэюя", "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Counted:
    """A label as an item of a list."""

    family: str  #: «main» of several levels, or a list of one level
    level: int  #: from 0
    value: int
    style: str  #: decimal, upperRoman, lowerRoman, lowerLetter, russianLower
    before: str  #: printed before the number
    after: str
    anew: bool  #: the list begins again

    @property
    def key(self) -> str:
        """Of the list that it belongs to."""
        return "main" if self.family == "main" else f"{self.family} {self.style} {self.before}{self.after}"


def counted(pieces: Sequence[Piece]) -> list[Counted | None]:
    """For each piece its place in a list, None where its label is typed or it has none."""
    mixed = any(piece.kind == "H" and _DECIMAL.fullmatch(piece.label) for piece in pieces)
    wide = mixed or any("." in piece.label.rstrip(".") for piece in pieces)
    walk = _Walk(wide=wide, sections=mixed)
    return [walk.place(piece) for piece in pieces]


class _Walk:
    def __init__(self, *, wide: bool, sections: bool) -> None:
        self.wide = wide
        self.sections = sections
        self.path: tuple[int, ...] = ()
        self.looks: dict[int, tuple[str, str]] = {}
        self.last: dict[str, int] = {}

    def place(self, piece: Piece) -> Counted | None:
        if piece.cells or not piece.label or piece.glued:
            return None
        if piece.kind == "I":
            return self._item(piece.label)
        if roman := _ROMAN.fullmatch(piece.label):
            value = _ROMANS.index(roman["roman"]) + 1
            return self._single("section", value, "upperRoman", roman["before"], roman["after"])
        match = _DECIMAL.fullmatch(piece.label)
        if match is None:
            return None
        path = tuple(map(int, match["path"].split(".")))
        self._items_end()
        single = len(path) == 1 and piece.kind == "C" and (self.sections or not self.wide)
        if single:
            return self._single("through", path[0], "decimal", match["before"], match["after"])
        return self._main(path, match["before"], match["after"])

    def _main(self, path: tuple[int, ...], before: str, after: str) -> Counted | None:
        place = len(path) - 1
        last = self.path[place] if len(self.path) > place else 0
        anew = path[place] == 1 and last > 0 and place == 0
        follows = path[:place] == self.path[:place] and (path[place] == last + 1 or anew)
        if not follows or self.looks.setdefault(place, (before, after)) != (before, after):
            return None
        self.path = path
        return Counted("main", place, path[-1], "decimal", before, after, anew)

    def _single(self, family: str, value: int, style: str, before: str, after: str) -> Counted | None:
        draft = Counted(family, 0, value, style, before, after, value == 1)
        last = self.last.get(draft.key, 0)
        if value not in {1, last + 1}:
            return None
        self.last[draft.key] = value
        return draft

    def _item(self, label: str) -> Counted | None:
        if decimal := _DECIMAL.fullmatch(label):
            return self._single("item", int(decimal["path"]), "decimal", decimal["before"], decimal["after"])
        match = _LETTER.fullmatch(label)
        if match is None:
            return None
        letters = match["letter"]
        if set(letters) == {"i"}:
            return self._single("item", len(letters), "lowerRoman", match["before"], match["after"])
        russian = letters in _RUSSIAN
        value = (_RUSSIAN if russian else _LATIN).index(letters) + 1
        return self._single(
            "item", value, "russianLower" if russian else "lowerLetter", match["before"], match["after"]
        )

    def _items_end(self) -> None:
        """Items under another clause begin anew."""
        self.last = {key: value for key, value in self.last.items() if not key.startswith("item")}
