"""Words as they are compared."""

import re
import unicodedata

_MARKS = "\u0300-\u036f"  #: combining ones: of stress, and those that make «й» and «ё» of two letters
WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")  #: also where «й» or «ё» is typed as a letter and its mark
_MARK = re.compile(f"[{_MARKS}]")


def plain(text: str) -> str:
    """A text as words of it are compared: composed (NFC), in small letters, with «е» for «ё», without other marks."""
    return _MARK.sub("", unicodedata.normalize("NFC", text.lower())).replace("ё", "е")


def words(text: str) -> list[str]:
    """The words of a text, plain."""
    return WORD.findall(plain(text))
