"""Labels: the printed numbers that open a clause («4.1.», «1.1.Сайт», «Раздел II.», «8.2 .»)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LOOKALIKES = str.maketrans("ІХ", "IX")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10}

_LABEL = re.compile(
    r"(?P<lead>[\s\u200b\u2060\ufeff\"'`]*(?P<bullet>[-–—*+•·▪●◦]\s+)?)"
    r"(?P<word>(?:раздел|глава|статья|ст\.|§|section|article|chapter)\s*(?:№\s*)?)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,7}|[IVXІХ]{1,8}(?:\.\d{1,3}){0,4})(?![\w])"
    r"(?P<mark>\s?[.)]{1,2}|:(?=\s)|)[\u200b\u2060\ufeff\xad]*",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,7})(?=[А-ЯЁ][а-яё ])")
_CONTINUED = re.compile(r"\s{1,2}(\d{1,2}(?:\.\d{1,2}){0,3})\.(?=\s|[А-ЯЁ«])")
_OPENS_WORD = re.compile(r"[A-ZА-ЯЁ«\"“„'(\[_*<]")
_QUANTITY = re.compile(
    r"\s*(?:%|[-–/+]\d|(?:млн|млрд|тыс|руб|год|лет|час|мин|сек|дн[яей]|рабочих|календарных|раза?\b|кг|мм|см|г)"
    r"[а-я]{0,3}(?!\w)|[мгкМГК][бБ]\b|[KMG]B\b|(?:ст|ч|п|пп|абз)\.\s*\d"
    r"|января|февраля|марта|апреля|мая\b|июня|июля|августа|сентября|октября|ноября|декабря)"
)
_OWNER = re.compile(r"\s*(?:(?:Договора|Оферты|Политики|Соглашения|Правил|Закона|Кодекса)\b)")
_LETTERED = re.compile(r"[а-яa-z]\)")
_THIS = re.compile(r"\s*(?:настоящ(?:его|ей|ему|их|им)|данно(?:й|го))\s")
_DASHED = re.compile(r"[–—-]\s?[^\W\d]")
_INLINE = re.compile(
    r"(?<![\w.,№-])(?P<single>\d{1,2})\.\s+(?=[A-ZА-ЯЁ«])|(?<![\d№,-])(?P<multi>\d{1,3}(?:\.\d{1,3}){1,7})(?=\.?\s*[^\W\d_]|\.\s*[«\"])"
)
_ENDED = re.compile(r"[.;:!?»)…”\"]\s*\Z")
_ABBREVIATED = re.compile(r"(?:(?<!\w)(?:п|пп|п\.\s?п|подп|ст|ч|см|гл|разд|абз|v)\.?|№)\s*\Z", re.IGNORECASE)
_REFERRING = re.compile(r"(?<!\w)(?:пункт|подпункт|раздел|стать|част|глав|верси)\w{0,4}\s*\Z", re.IGNORECASE)
_LISTED = re.compile(r"\d\.?,?(?:\s(?:и|или|до))?\s*\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number at `start:end` of its line."""

    number: str  #: as printed, without the final dot and stray spaces
    path: tuple[int, ...]
    start: int
    end: int
    dotted: bool  #: closed by a dot or a bracket
    word: str = ""  #: «раздел», «статья», or "roman"
    mark: str = ""
    inline: bool = False  #: inside a line, not at its start
    ended: bool = True  #: a sentence ends before it
    longer: "Label | None" = None  #: the other reading of «4.3.7. 1.», as 4.3.7.1

    @property
    def single(self) -> bool:
        """Whether it is a bare number: a section, a clause printed without its section, or an item of a list."""
        return len(self.path) == 1


def label_at_start(text: str) -> Label | None:
    """The label that `text` begins with; None for dates, quantities, bullets and plain words."""
    match = _LABEL.match(text)
    start = len(text) - len(text.lstrip())
    if glued := _GLUED.match(text, start):
        return Label(glued["number"], _decimal(glued["number"]), start, glued.end(), dotted=False)
    if not match:
        return None
    word = match["word"].strip(" .№").lower() if match["word"] else ""
    printed = match["number"]
    roman = not printed[0].isdigit()
    path = _roman_path(printed) if roman else _decimal(printed)
    mark = match["mark"].strip()
    rest = text[match.end() :]
    label = Label(
        number=printed,
        path=path,
        start=match.start("word") if word else match.start("number"),
        end=match.end(),
        dotted=bool(mark),
        word=word or ("roman" if roman else ""),
        mark=mark,
    )
    if not path or (match["bullet"] and label.single) or not _plausible(label, rest):
        return None
    return _with_longer(label, rest)


def labels_inside(text: str, start: int) -> Iterator[Label]:
    """What may be labels in the middle of a line, after offset `start`."""
    for match in _INLINE.finditer(text, start):
        before = text[max(0, match.start() - 24) : match.start()]
        if not before.strip() or any(pattern.search(before) for pattern in (_ABBREVIATED, _REFERRING, _LISTED)):
            continue
        printed = match["single"] or match["multi"]
        path = _decimal(printed)
        dotted = text[match.end("multi") : match.end("multi") + 1] == "." if match["multi"] else True
        end = match.start() + len(printed) + dotted
        spaced = before[-1].isspace()
        ended = bool(_ENDED.search(before))
        opens = dotted or (spaced and text[end : end + 3].lstrip()[:1].isupper())
        if path and opens and (spaced or ended):
            yield Label(printed, path, match.start(), end, dotted, inline=True, ended=ended)


def names_its_owner(rest: str) -> bool:
    """Whether the name of a document follows a number: «3.4 Оферты» is the end of a reference."""
    return bool(_OWNER.match(rest))


def refers_on(text: str, *, whole: bool) -> bool:
    """Whether a line ends with «п.» or «разделом», so that the number after it is a reference.

    `whole`: the line is a whole paragraph, which may well end with the word «раздела».
    """
    tail = text[-24:] if len(text) > 24 else ""
    return bool(_ABBREVIATED.search(tail) or (not whole and _REFERRING.search(tail)))


def _plausible(label: Label, rest: str) -> bool:
    counted = _QUANTITY.match(rest) and not (label.dotted and rest[:1].isspace() and not label.single)
    if counted or _LETTERED.match(rest) or _THIS.match(rest):
        return False
    if label.word == "roman":
        return label.dotted and (not rest.strip() or rest.lstrip()[0].isupper())
    if not rest.strip():
        return label.dotted or bool(label.word) or not label.single
    if not rest[0].isspace():
        fused = (rest[0].isalpha() and not label.single) or bool(_DASHED.match(rest))
        return label.dotted and bool(_OPENS_WORD.match(rest) or fused)
    if label.dotted:
        return True
    opener = rest.lstrip(" \t\xa0–—-")[:1]
    return not label.single or (label.word not in {"ст", "roman"} and (opener.isupper() or opener == "«"))


def _with_longer(label: Label, rest: str) -> Label:
    match = _CONTINUED.match(rest) if label.mark == "." and not label.word else None
    if not match:
        return label
    number = f"{label.number}.{match[1]}"
    longer = Label(number, _decimal(number), label.start, label.end + match.end(), dotted=True, mark=".")
    return Label(label.number, label.path, label.start, label.end, label.dotted, label.word, label.mark, longer=longer)


def _decimal(printed: str) -> tuple[int, ...]:
    parts = printed.split(".")
    if any(len(part) > 1 and part[0] == "0" for part in parts):
        return ()
    return tuple(int(part) for part in parts)


def _roman_path(printed: str) -> tuple[int, ...]:
    head, *tail = printed.translate(_LOOKALIKES).split(".")
    match = _ROMAN.fullmatch(head)
    if not match:
        return ()
    digits = [_VALUES[letter] for letter in head]
    value = sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
    return (value, *_decimal(".".join(tail))) if tail else (value,)
