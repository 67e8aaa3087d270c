"""Russian words: which exist, and what their lemmas are."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pymorphy3 import MorphAnalyzer

LONGEST = 40  #: letters; no Russian word is longer, and guessing costs as much as the word is long
WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Lower case, with «е» for «ё»: as words are compared."""
    return text.lower().replace("ё", "е")


def words(text: str) -> list[str]:
    """The words of a text, plain."""
    return WORD.findall(plain(text))


class Morphology:
    """The pymorphy3 dictionary behind a cache; one is enough for a process, and threads may share it."""

    def __init__(self) -> None:
        analyzer = MorphAnalyzer()
        self.known = lru_cache(65_536)(analyzer.word_is_known)
        self.lemma = lru_cache(65_536)(lambda word: _lemma(analyzer, word))
        self.all_lemmas = lru_cache(8_192)(lambda word: _all_lemmas(analyzer, word))

    def lemmas(self, tokens: Iterable[str]) -> list[str]:
        """The first lemma of every word, with «е» for «ё»."""
        return [self.lemma(token) for token in tokens]


def _lemma(analyzer: MorphAnalyzer, word: str) -> str:
    if len(word) > LONGEST:
        return word
    try:
        normal: str = analyzer.parse(word)[0].normal_form
    except ValueError:  # a letter newer than Python's table of names
        return word
    return normal.replace("ё", "е")


def _all_lemmas(analyzer: MorphAnalyzer, word: str) -> frozenset[str]:
    """Every lemma that the form may be of: «данные» of «данные» and of «данный»."""
    if len(word) > LONGEST:
        return frozenset({word})
    try:
        return frozenset(parsed.normal_form.replace("ё", "е") for parsed in analyzer.parse(word))
    except ValueError:
        return frozenset({word})
