"""What stands in a file but is not said by the document: it is left out, and its owner is told where."""

import re
from collections.abc import Iterable
from enum import StrEnum

GAP = "\uffff"  #: no character of any text: stands for what was left out until its line is closed up
_JOINT = re.compile(rf"[ \xa0]?{GAP}+(?=[.,;:!?)»…]|[ \xa0]*\Z)|(?:(?<=[ \xa0(«\t])|\A){GAP}+[ \xa0]?|{GAP}+")
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
_LONGEST = 80

Odd = tuple[int, str]  #: the line and the words of a warning


class Left(StrEnum):
    """Why words are left out, as their owner reads it."""

    STRUCK = "зачёркнутый текст не вошёл в пункты"
    HIDDEN = "скрытый текст не вошёл в пункты"
    COMMENT = "комментарий не вошёл в пункты"
    NOTE = "сноска не вошла в пункты"
    MARK = "знак сноски не вошёл в пункты"
    MARGIN = "колонтитул не вошёл в пункты"
    TURNED = "надпись поперёк страницы не вошла в пункты"


def told(number: int, why: Left, words: str) -> list[Odd]:
    """The warning about what was left out on that line; none where nobody could miss it."""
    shown = " ".join(words.replace(GAP, " ").split())
    if not shown or (why is Left.COMMENT and (shown.startswith("[if ") or not _RUSSIAN.search(shown))):
        return []  # such as the facts that Word keeps for itself
    return [(number, f"{why}: «{shown if len(shown) <= _LONGEST else shown[:_LONGEST] + '…'}»")]


def closed_up(text: str) -> str:
    """A line without the gaps in it and without the blanks that only they needed."""
    return _JOINT.sub("", text) if GAP in text else text


def cut(text: str, ranges: Iterable[tuple[int, int, Left]], odd: list[Odd]) -> str:
    """The text with gaps for its ranges, which are in order and apart; its lines keep their numbers."""
    pieces, place, number = [], 0, 1
    for start, end, why in ranges:
        number += text.count("\n", place, start)
        inside = text[start:end]
        pieces += [text[place:start], GAP, "\n" * inside.count("\n")]
        odd += told(number, why, re.sub(r"</?\w[^<>]*>|<!--|-->|\{/\*|\*/\}|~~", " ", inside))
        number += inside.count("\n")
        place = end
    return "".join([*pieces, text[place:]])
