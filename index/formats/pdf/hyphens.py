"""Rows of a paragraph as running text: a word that was parted at the end of a row is whole again."""

import re
from collections.abc import Iterable
from functools import lru_cache

from russian.words import known, plain

_SOFT = "\xad"
_PARTED = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-‐\xad]\Z")
_OPENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-._?=&%]\Z", re.IGNORECASE)
_UNENDED = re.compile(r"(?:https?://|www\.)\S*[\w]\Z", re.IGNORECASE)
_JOINT = re.compile(r"[-/_?=&%#.][A-Za-z0-9]")
_ON = re.compile(r"[A-Za-z0-9_/%?=&#.-]+")
_RANGE = re.compile(r"\d[–—-]\Z")
_TAIL = 200  #: letters; no word or address that is parted is longer
_FEWEST = 3  #: letters of each half of a compound that no dictionary has


def running(rows: Iterable[str]) -> str:
    """Rows as one text."""
    parts = [""]
    for row in rows:
        last = parts.pop()
        parts += [last[:-_TAIL], _put_together(last[-_TAIL:], row)]
    return "".join(parts)


def _put_together(above: str, below: str) -> str:
    above, below = above.rstrip(" "), below.lstrip(" ")
    if _ADDRESS.search(above) and _ON.match(below):
        return above + below
    if _UNENDED.search(above) and _JOINT.match(below):
        return above + below
    if above.endswith(_SOFT) and below[:1].isalpha():
        return _whole(above, below) if below[:1].islower() else above[:-1] + below
    if _RANGE.search(above) and below[:1].isdigit():
        return above + below
    if above[-1:] in {"-", "‐"} and above[-2:-1].isalnum() and below[:1].isalnum():
        return _whole(above, below) if below[:1].islower() else above + below
    return f"{above} {below}" if above and below else above + below


def _whole(above: str, below: str) -> str:
    left, right = _PARTED.search(above), _OPENS.match(below)
    if left is None or right is None:
        return above + below
    bare = above[:-1]
    return bare + ("-" if _keeps_hyphen(plain(left[1]), plain(right[0])) else "") + below


@lru_cache(4096)
def _keeps_hyphen(left: str, right: str) -> bool:
    """Whether the hyphen is of the word: so the dictionary says, or both halves are words and the whole is none;
    those of Latin letters are broken at hyphens of their own."""
    if left.isascii():
        return True
    if known(f"{left}-{right}"):
        return True
    if known(left + right):
        return False
    head, tail = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    if known(head + tail):
        return False
    adjective = head[-1] in "ое" and any(known(head[:-1] + end) for end in ("ый", "ий", "ой"))  # «жилищно-»
    return (known(head) or adjective) and known(tail) and min(len(head), len(tail)) >= _FEWEST


def without_soft(text: str) -> str:
    """A text without the hyphens that only say where a word may be parted."""
    return text.replace(_SOFT, "") if _SOFT in text else text
