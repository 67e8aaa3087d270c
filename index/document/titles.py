"""How a line looks: a heading or the running text of a clause."""

import re
from collections.abc import Sequence
from enum import IntEnum

from index.document.source import Line

_LONGEST = 150
_SHORT = 60  #: of a title that ends with a full stop
_TERMINAL = (".", ";", ":", ",", "!", "?", "…", "-", "–")
STOPS = (".", ";", ":", "!", "?", "…")  #: at the end of what is a sentence or a part of one
LEADER = re.compile(r"(?:\.{3,}|…|\t)\s*\d{1,3}\s*\Z")  #: ends a line of a table of contents
_ATTACHMENT = re.compile(r"\s*приложени[ея]\s*(?:№|N|\d|к\s|$)", re.IGNORECASE)
_ONLY_ANNEX = re.compile(r"приложение\.\s+[А-ЯЁ]", re.IGNORECASE)  #: a program is called so, too, but in sentences


class Look(IntEnum):
    """From running text to a heading by markup; what is above TITLE is a heading wherever it stands."""

    PLAIN = 0
    TITLE = 1  #: a short line with a capital letter and no full stop
    CAPITALS = 2
    BOLD = 3
    HEADING = 4


def look_of(line: Line, title: str, follower: Line | None, *, worded: bool = False) -> Look:
    """The look of `title`, which is the rest of `line` after its label; `follower` is the next line.

    `worded`: the label has a word, as «Раздел 1», and needs no title.
    """
    text = title.strip()
    if line.heading:
        return Look.HEADING
    if not text:
        return Look.TITLE if worded else Look.PLAIN
    if line.bold and len(text) <= _LONGEST:
        return Look.BOLD
    if in_capitals(text):
        return Look.CAPITALS
    ends_here = follower is None or follower.fresh or not follower.text.lstrip()[:1].islower()
    sentence = text.removesuffix(".") if len(text) <= _SHORT else text
    return Look.TITLE if ends_here and is_title(sentence) else Look.PLAIN


def heads_a_part(lines: Sequence[Line], place: int) -> bool:
    """Whether an unnumbered line is a heading by its markup, its capitals, or the word «Приложение»."""
    line = lines[place]
    text = line.text.strip()
    if len(text) > _LONGEST or not any(letter.isalpha() for letter in text):
        return False
    if line.heading or (line.fresh and heads_an_annex(text) and not _is_listed(lines, place)):
        return True
    if not line.fresh or line.depth or line.aside or text.endswith(_TERMINAL):
        return False
    return line.bold or (in_capitals(text) and in_capitals(_paragraph(lines, place)))


def _is_listed(lines: Sequence[Line], place: int) -> bool:
    """Whether «Приложение № 1 – акт;» only names an annex, in a list of them."""
    before = lines[place - 1].text.strip() if place else ""
    after = lines[place + 1].text if place + 1 < len(lines) else ""
    beside = _ATTACHMENT.match(before) or _ATTACHMENT.match(after)
    return bool(beside) or before.endswith(":") or lines[place].text.rstrip().endswith((";", ","))


def heads_an_annex(text: str) -> bool:
    """Whether a heading is that of an annex, which counts its clauses anew."""
    only = _ONLY_ANNEX.match(text.strip()) and is_title(text.strip())
    return bool(_ATTACHMENT.match(text) or only)


def _paragraph(lines: Sequence[Line], place: int) -> str:
    """The lines from `place` to the next paragraph or number, as far as a heading may be long."""
    text = lines[place].text
    for line in lines[place + 1 : place + 8]:
        if line.fresh or line.text.lstrip()[:1].isdigit():
            break
        text += " " + line.text
    return text.strip()


def in_capitals(text: str) -> bool:
    """Whether a line of several words, or one long word, is written in capitals."""
    if len(text) > _LONGEST:
        return False
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 6 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def is_title(text: str) -> bool:
    """Whether a line is short, begins with a capital letter and has no stop at its end."""
    return (
        0 < len(text) <= _LONGEST and not text.endswith(_TERMINAL) and not text[0].islower() and text[0] not in "_([<"
    )
