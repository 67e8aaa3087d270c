"""Lemmas of Russian words: by which forms of one word find each other."""

import re
from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

LONGEST = 40  #: letters; no Russian word is longer
_WORD = re.compile(r"[^\W_]+")


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, with «е» for «ё»; single letters and digits are none."""
    return [found for found in _WORD.findall(plain(text)) if 1 < len(found) <= LONGEST]


def plain(text: str) -> str:
    """A text as words of it are compared; as long as the text, but for letters that have no single lower case."""
    return text.lower().replace("ё", "е")


@lru_cache(65_536)
def forms(word: str) -> frozenset[str]:
    """A plain word and the lemmas it may have.

    What the dictionary does not know stays as it is: guessing costs forty times as much as a look, and a hostile text
    consists of nothing else.
    """
    if not _dictionary().word_is_known(word):
        return frozenset([word])
    return frozenset([word, *(plain(form) for form in _dictionary().normal_forms(word))])


@cache
def _dictionary() -> MorphAnalyzer:
    return MorphAnalyzer()
