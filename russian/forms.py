"""Forms of words: which there are, and which are of one word. All take plain words; threads may share them.

The dictionary is that of pymorphy3. It is opened when it is first asked, once for the process: it takes 20 MB.
"""

from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

from russian.words import plain

LONGEST = 40  #: letters; no Russian word is longer, and guessing costs as much as the word is long


@lru_cache(65_536)
def known(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_dictionary().word_is_known(word))


@lru_cache(65_536)
def lemmas(word: str) -> tuple[str, ...]:
    """Every lemma that the form may be of, the likeliest first: «данные» of «данные» and of «данный».

    They are guessed for what the dictionary does not know; what is no word is its own lemma.
    """
    if len(word) > LONGEST:
        return (word,)
    try:
        return tuple(dict.fromkeys(map(plain, _dictionary().normal_forms(word))))
    except ValueError:  # a letter newer than Python's table of names
        return (word,)


@lru_cache(65_536)
def forms(word: str) -> frozenset[str]:
    """A word and the lemmas it may have; what the dictionary does not know stays alone.

    Guessing costs forty times as much as a look, and a hostile text consists of nothing else.
    """
    return frozenset((word, *lemmas(word))) if known(word) else frozenset((word,))


@cache
def _dictionary() -> MorphAnalyzer:
    return MorphAnalyzer()
