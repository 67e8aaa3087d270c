"""A number in the formats of `w:numFmt`: 4, IV, iv, Г, г, D, d, 04."""

from index.document.numerals import Numeral, written

_NUMERALS = {
    "upperRoman": Numeral.ROMAN,
    "lowerRoman": Numeral.ROMAN,
    "upperLetter": Numeral.LATIN_TWICE,
    "lowerLetter": Numeral.LATIN_TWICE,
    "russianUpper": Numeral.RUSSIAN_TWICE,
    "russianLower": Numeral.RUSSIAN_TWICE,
    "decimalZero": Numeral.PADDED,
    "none": Numeral.NONE,
    "bullet": Numeral.NONE,
}
_WIDEST = 9


def figure(count: int, kind: str) -> str:
    """The number as a list shows it; in figures where no Russian document has that format, "" for "none"."""
    if kind.isdecimal():  # a format of one's own, of which this is the first number: «001, 002»
        return str(count).zfill(min(len(kind), _WIDEST))
    return written(count, _NUMERALS.get(kind, Numeral.DECIMAL), upper="upper" in kind or kind.endswith("Upper"))
