"""The words before a printed number: «раздел», «статья», and numbers that are words themselves («глава первая»)."""

import re

_ORDINALS = [
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
    "двадцат",
]
_SPELLED = re.compile(
    r"[\s\u200b\ufeff]*(?P<word>раздел|подраздел|глава|часть|статья|параграф)\s{1,3}"
    r"(?P<stem>[а-яё]{3,12}?)(?:ый|ой|ий|ая|ья)(?![\w])(?P<mark>\s?[.:]|)",
    re.IGNORECASE,
)
#: From the widest to the narrowest; a Roman number without a word divides like «раздел».
_WIDTHS = (
    ("часть", "part"),
    ("раздел", "section", "roman", "letter"),
    ("подраздел",),
    ("глава", "chapter"),
    ("параграф", "§"),
    ("статья", "ст", "article"),
    ("пункт",),
)
_WIDTH = {word: width for width, words in enumerate(_WIDTHS) for word in words}


def width_of(word: str) -> int:
    """How wide a part is that this word opens: the smaller, the wider."""
    return _WIDTH.get(word, len(_WIDTHS))


def spelled_out(text: str, at: int) -> tuple[str, int, str, int, int] | None:
    """Word, number, mark, start and end of the «Раздел первый.» that stands at an offset."""
    match = _SPELLED.match(text, at)
    if match is None:
        return None
    stem = match["stem"].lower().replace("ё", "е")
    if stem not in _ORDINALS:
        return None
    return match["word"].lower(), _ORDINALS.index(stem) + 1, match["mark"].strip(), match.start("word"), match.end()
