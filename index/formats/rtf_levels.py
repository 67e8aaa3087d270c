"""Words before the numbers of an .rtf: LibreOffice saves «Глава 1.» as «????? 1.» in its lists, not in the rows."""

import re
from collections.abc import Sequence
from itertools import islice

_LEVEL = re.compile(rb"(\{\\leveltext(?:\\[a-z]+-?\d*)* ?\\'[0-9a-f]{2})((?:[^{};\\]|\\'[0-9a-f]{2}){1,255})(?=;\})")
_ROW = re.compile(rb"\{\\listtext([^{}]{1,2000})\}")
_MOST = 5_000  #: rows that are looked through
_PIECE = re.compile(r"\\'([0-9a-f]{2})|(.)", re.DOTALL)
_LETTER = re.compile(r"\\u(-?\d{1,5}) ?(?:\\'[0-9a-f]{2}|\?)?|\\'([0-9a-f]{2})")
_CONTROL = re.compile(r"\\[a-z]+-?\d* ?")
_LOST = "3f"  #: a question mark
_DEEPEST = 8  #: the number of the last level
_FALLBACK = rb"\'3f"


def with_words(data: bytes) -> bytes:
    """The same file; words that its lists have lost are put back from the rows that show them."""
    if not any(_FALLBACK in level[2] for level in _LEVEL.finditer(data)):
        return data
    rows = [_plain(row[1]) for row in islice(_ROW.finditer(data), _MOST)]
    return _LEVEL.sub(lambda level: level[1] + _mended(level[2], rows), data)


def _plain(row: bytes) -> str:
    words = _LETTER.sub(lambda letter: _letter(letter[1], letter[2]), row.decode("latin-1").partition("\\tab")[0])
    return _CONTROL.sub("", words).strip()


def _letter(code: str | None, byte: str) -> str:
    return chr(int(code) % 0x10000) if code else bytes.fromhex(byte).decode("cp1251", "replace")


def _mended(level: bytes, rows: Sequence[str]) -> bytes:
    """A level text; as it is where it has lost nothing, or no row has its shape."""
    pieces = list(_PIECE.finditer(level.decode("latin-1")))
    shape = re.compile("".join(_shape(piece[1], piece[2]) for piece in pieces).strip())
    found = next(filter(None, map(shape.fullmatch, rows)), None)
    if found is None:
        return level
    letters = iter(found.groups())
    return b"".join(
        rb"\u%d" % ord(next(letters)) + _FALLBACK if piece[1] == _LOST else piece[0].encode("latin-1")
        for piece in pieces
    )


def _shape(code: str | None, typed: str) -> str:
    """What a piece of a level text looks like in a row."""
    if code == _LOST:
        return r"([^\x00-\x7f])"
    if code and int(code, 16) <= _DEEPEST:
        return r"[0-9A-Za-zа-яё]+"
    return re.escape(_letter(None, code) if code else typed)
