"""Words as they are compared, which forms there are, and which are of one word. Threads may share what is here.

The dictionary is that of pymorphy3. It is opened when it is first asked, once for the process: it takes 20 MB.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

LONGEST = 40  #: letters; no Russian word is longer, and guessing costs as much as the word is long
LIKELY = 0.05  #: share of the uses of a form in which it is a noun
_MARKS = "\u0300-\u036f"  #: combining ones: of stress, and those that make «й» and «ё» of two letters
WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")  #: also where «й» or «ё» is typed as a letter and its mark
_MARK = re.compile(f"[{_MARKS}]")


def plain(text: str) -> str:
    """A text as words of it are compared: composed (NFC), in small letters, with «е» for «ё», without other marks."""
    return _MARK.sub("", unicodedata.normalize("NFC", text.lower())).replace("ё", "е")


def words(text: str) -> list[str]:
    """The words of a text, plain."""
    return WORD.findall(plain(text))


@lru_cache(65_536)
def known(word: str) -> bool:
    """Whether the dictionary has the plain word; so of all below."""
    return bool(dictionary().word_is_known(word))


@lru_cache(65_536)
def lemmas(word: str) -> tuple[str, ...]:
    """Every lemma that the form may be of, the likeliest first: «данные» of «данные» and of «данный».

    They are guessed for what the dictionary does not know; what is no word is its own lemma.
    """
    if len(word) > LONGEST:
        return (word,)
    try:
        return tuple(dict.fromkeys(map(plain, dictionary().normal_forms(word))))
    except ValueError:  # a letter newer than Python's table of names
        return (word,)


@lru_cache(65_536)
def forms(word: str) -> frozenset[str]:
    """A word and the lemmas it may have; what the dictionary does not know stays alone.

    Guessing costs forty times as much as a look, and a hostile text consists of nothing else.
    """
    if len(word) > LONGEST:
        return frozenset((word,))
    # One look: `lemmas` also weighs which is the likeliest, which costs as much again.
    morph = dictionary()
    tables = morph.dictionary
    found = tables.words.similar_items(word, morph.char_substitutes)
    normal = (tables.build_normal_form(*place, spelt) for spelt, places in found for place in places)
    return frozenset((word, *map(plain, normal)))


@lru_cache(65_536)
def noun_number(word: str) -> str | None:
    """Of a plain word that may be a noun "plur", or its gender: "masc", "femn", "neut"; None of any other word."""
    if len(word) > LONGEST or not known(word):
        return None
    parses = (parse for parse in dictionary().parse(word) if parse.tag.POS == "NOUN" and parse.score >= LIKELY)
    tag = next((parse.tag for parse in parses), None)
    return (tag.number if tag.number == "plur" else tag.gender) if tag else None


@cache
def dictionary() -> "MorphAnalyzer":
    """Of forms; for this package."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
