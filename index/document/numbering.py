"""Labels: the printed numbers that open a clause («4.1.», «1.1.Сайт», «Раздел II.», «8.2 .»)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document.printed import Path, decimal_path, lettered_path, roman_path
from index.document.worded import spelled_out

_LABEL = re.compile(
    r"(?P<lead>[\s\u200b\u2060\ufeff\"'`]*(?P<bullet>[-–—*+•·▪●◦]\s+)?)"
    r"(?P<word>(?:(?:под)?раздел|глава|часть|параграф|статья|ст\.|пункт|§|section|article|chapter|part)\s*(?:№\s*)?)?"
    r"(?P<number>(?P<inserted>\d{1,3}-\d{1,2}(?:\.\d{1,3}){1,4}(?=\.\s))|\d{1,3}(?:\.\d{1,3}){0,7}(?P<between>[а-яёa-z]|-\d{1,2}(?!\.?[\d-])|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)?"
    r"|[IVXІХ]{1,8}(?:\.\d{1,3}){0,4})(?!\w)"
    r"(?P<mark>\s?[.)]{1,2}|:(?=\s)|)[\u200b\u2060\ufeff\xad]*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\((?P<number>\d{1,2})\)(?=\s)")
_LETTER = re.compile(r"\s*(?P<number>[A-HА-Е](?:\.\d{1,3}){0,4})(?P<mark>\.?)(?=\s+\S)")
_GLUED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,7})(?=[А-ЯЁ][а-яё ])")
_CONTINUED = re.compile(r"\s{1,2}(\d{1,2}(?:\.\d{1,2}){0,3})\.(?=\s|[А-ЯЁ«])")
_OPENS_WORD = re.compile(r"[A-ZА-ЯЁ«\"“„'(\[_*<]")
_QUANTITY = re.compile(
    r"\s*(?:%|[-–/+]\d|(?:млн|млрд|тыс|руб|год|лет|час|мин|сек|дн[яей]|рабочих|календарных|раза?\b|кг|мм|см|г)"
    r"[а-я]{0,3}(?!\w)|[мгкМГК][бБ]\b|[KMG]B\b|(?:ст|ч|п|пп|абз)\.\s*\d"
    r"|января|февраля|марта|апреля|мая\b|июня|июля|августа|сентября|октября|ноября|декабря)"
)
_REFERRED = frozenset({"пункт", "часть", "параграф"})  #: in small letters, words of a sentence
_OWNER = re.compile(r"\s*(?:(?:Договора|Оферты|Политики|Соглашения|Правил|Закона|Кодекса)\b)")
_LETTERED = re.compile(r"[а-яa-z]\)")
_THIS = re.compile(r"\s*(?:настоящ(?:его|ей|ему|их|им)|данно(?:й|го))\s")
_DASHED = re.compile(r"[–—-]\s?[^\W\d]")
_INITIAL = re.compile(r"\s*[А-ЯЁA-Z]\.")
_INLINE = re.compile(
    r"(?<![\w.,№-])(?P<single>\d{1,2})\.\s+(?=[A-ZА-ЯЁ«])|(?<![\d№,-])(?P<multi>\d{1,3}(?:\.\d{1,3}){1,7})(?=\.?\s*[^\W\d_]|\.\s*[«\"])"
)
_FIGURES = re.compile(r"\d+")
_ENDED = re.compile(r"[.;:!?»)…”\"]\s*\Z")
_ABBREVIATED = re.compile(r"(?:(?<!\w)(?:п|пп|п\.\s?п|подп|ст|ч|см|гл|разд|абз|v)\.?|№|(?<!\w)N)\s*\Z", re.IGNORECASE)
#: «300 см.», «5 ч.», but not «п. 5 ч.»: units of measure are written like words of a reference.
_MEASURED = re.compile(
    r"(?P<referred>(?:(?<!\w)(?:п|пп|подп|ст|ч|гл|разд|абз|част\w{1,3}|стать\w{1,3}|пункт\w{0,3})\.?\s?|№\s?)?)"
    r"\d(?:[\d.,]*\d)?\s?(?:п|ст|ч|см)\.?\s*\Z",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[^\W\d]\s(?:см|ч)\.\s*\Z", re.IGNORECASE)
_REFERRING = re.compile(
    r"(?<!\w)(?:(?:пункт|подпункт|раздел|стать|част|глав|верси|приложени)\w{0,4}|annex|appendix)\s*\Z", re.IGNORECASE
)
_LISTED = re.compile(r"\d\.?,?(?:\s(?:и|или|до))?\s*\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number at `start:end` of its line."""

    number: str  #: as printed, without the final dot and stray spaces
    path: Path
    start: int
    end: int
    dotted: bool  #: closed by a dot or a bracket
    word: str = ""  #: «раздел», «статья», "roman" or "letter"
    mark: str = ""
    inline: bool = False  #: inside a line, not at its start
    ended: bool = True  #: a sentence ends before it
    longer: "Label | None" = None  #: the other reading of «4.3.7. 1.», as 4.3.7.1

    @property
    def single(self) -> bool:
        """Whether it is a bare number: a section, a clause printed without its section, or an item of a list."""
        return len(self.path) == 1


def label_at_start(text: str, *, headed: bool = False) -> Label | None:
    """The label that `text` begins with; None for dates, quantities, bullets and plain words.

    `headed`: the line is a heading, so that «ст. 14 Возврат» is no reference.
    """
    start = len(text) - len(text.lstrip())
    if glued := _GLUED.match(text, start):
        return Label(glued["number"], decimal_path(glued["number"]), start, glued.end(), dotted=False)
    match = _LABEL.match(text, start)
    if not match:
        return _spelled(text, start) or _bracketed(text, start) or _lettered(text, start)
    word = match["word"].strip(" .№").lower() if match["word"] else ""
    printed = match["number"]
    roman = not printed[0].isdigit()
    path = roman_path(printed) if roman else decimal_path(printed)
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
    wrapped = word in _REFERRED and match["word"][0].islower()
    if not path or wrapped or (match["bullet"] and label.single) or not _plausible(label, rest, headed=headed):
        return None
    if match["between"] and not _put_between(label, match["between"], rest):
        return None
    return _with_longer(label, rest)


def _put_between(label: Label, suffix: str, rest: str) -> bool:
    """«1.1а. Текст», «1.1-1 Текст»: what follows «5г» in «5г. сахара» or «1-2» in «1-2 раза» is no clause."""
    opens = not rest.strip() or (rest[0].isspace() and bool(_OPENS_WORD.match(rest.lstrip())))
    if label.single or suffix[0].isupper():
        return label.dotted and opens
    return label.dotted or opens


def _spelled(text: str, at: int) -> Label | None:
    """«Раздел первый. Общие положения» has the number 1."""
    found = spelled_out(text, at)
    if found is None:
        return None
    word, value, mark, start, end = found
    rest = text[end:].strip()
    if rest and not (mark or rest[0].isupper() or rest[0] in "–—-«"):
        return None
    return Label(str(value), (value,), start, end, dotted=True, word=word, mark=mark)


def _bracketed(text: str, at: int) -> Label | None:
    match = _BRACKETED.match(text, at)
    if match is None:
        return None
    path = decimal_path(match["number"])
    return Label(match["number"], path, match.start("number") - 1, match.end(), dotted=True, mark=")") if path else None


def _lettered(text: str, at: int) -> Label | None:
    """«A.1. Текст» and the «A. Заголовок» above it; whether letters are numbers here the document decides."""
    match = _LETTER.match(text, at)
    if match is None or (path := lettered_path(match["number"])) == ():
        return None
    opens = bool(_OPENS_WORD.match(text[match.end() :].lstrip()))
    if not opens or (len(path) == 1 and (not match["mark"] or _INITIAL.match(text[match.end() :]))):
        return None
    return Label(match["number"], path, match.start("number"), match.end(), bool(match["mark"]), "letter", ".")


def labels_inside(text: str, start: int) -> Iterator[Label]:
    """What may be labels in the middle of a line, after offset `start`."""
    for match in _inline(text, start):
        before = text[max(0, match.start() - 24) : match.start()]
        if not before.strip() or _abbreviated(before) or _REFERRING.search(before) or _LISTED.search(before):
            continue
        printed = match["single"] or match["multi"]
        path = decimal_path(printed)
        dotted = text[match.end("multi") : match.end("multi") + 1] == "." if match["multi"] else True
        end = match.start() + len(printed) + dotted
        spaced = before[-1].isspace()
        ended = bool(_ENDED.search(before))
        opens = dotted or (spaced and text[end : end + 3].lstrip()[:1].isupper())
        if path and opens and (spaced or ended):
            yield Label(printed, path, match.start(), end, dotted, inline=True, ended=ended)


def _inline(text: str, start: int) -> Iterator[re.Match[str]]:
    """Matches of _INLINE from left to right; it looks back, so a search with it would try every letter."""
    at = start
    for figures in _FIGURES.finditer(text, start):
        match = _INLINE.match(text, figures.start()) if figures.start() >= at else None
        if match:
            at = match.end()
            yield match


def names_its_owner(rest: str) -> bool:
    """Whether the name of a document follows a number: «3.4 Оферты» is the end of a reference."""
    return bool(_OWNER.match(rest))


def refers_on(text: str, *, whole: bool) -> bool:
    """Whether a line ends with «п.» or «разделом», so that the number after it is a reference.

    `whole`: the line is a whole paragraph, which may well end with the word «раздела» or «в несколько см.».
    """
    tail = text[-24:] if len(text) > 24 else ""
    if whole:
        return _abbreviated(tail) and not _UNIT.search(tail)
    return _abbreviated(tail) or bool(_REFERRING.search(tail))


def _abbreviated(tail: str) -> bool:
    """Whether a text ends with «п.» or «ст.» that is no unit of the number before it."""
    measured = _MEASURED.search(tail)
    return bool(_ABBREVIATED.search(tail)) and (measured is None or bool(measured["referred"]))


def _plausible(label: Label, rest: str, *, headed: bool) -> bool:
    counted = _QUANTITY.match(rest) and not (label.dotted and rest[:1].isspace() and not label.single)
    if counted or _LETTERED.match(rest) or _THIS.match(rest):
        return False
    if label.word in {"roman", "пункт"}:  # «Пункт 2.3 изложить в следующей редакции» is of another document
        return label.dotted and (not rest.strip() or rest.lstrip()[0].isupper())
    if not rest.strip():
        return label.dotted or bool(label.word) or not label.single
    if not rest[0].isspace():
        fused = (rest[0].isalpha() and not label.single) or bool(_DASHED.match(rest))
        return label.dotted and bool(_OPENS_WORD.match(rest) or fused)
    if label.dotted:
        return True
    opener = rest.lstrip(" \t\xa0–—-")[:1]
    return not label.single or ((headed or label.word not in {"ст", "roman"}) and (opener.isupper() or opener == "«"))


def _with_longer(label: Label, rest: str) -> Label:
    match = _CONTINUED.match(rest) if label.mark == "." and not label.word else None
    if not match:
        return label
    number = f"{label.number}.{match[1]}"
    longer = Label(number, decimal_path(number), label.start, label.end + match.end(), dotted=True, mark=".")
    return Label(label.number, label.path, label.start, label.end, label.dotted, label.word, label.mark, longer=longer)
