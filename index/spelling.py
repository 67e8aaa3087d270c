"""Misspelt words put right, where the dictionary does not know them and the bank knows a neighbour.

A neighbour is one edit away: a word that the bank uses or, failing that, any word of the dictionary whose lemma the
bank uses. Edits are made anew for each misspelt word: an index of them would take tens of megabytes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from russian.words import known, lemmas, plain

LEAST_LETTERS = 5  #: shorter words have too many neighbours
COMMONER = 5  #: a neighbour must be used so many times as often as a word that the bank uses too
MOST_WORDS = 12  #: that are looked at in one message

_WORD = re.compile(r"[а-яё]{5,30}", re.IGNORECASE)
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


class Spelling:
    """Puts right one missing, extra, wrong or swapped letter a word; threads may share it."""

    def __init__(self, uses: Mapping[str, int], lemma_uses: Mapping[str, int]) -> None:
        self._uses = uses
        self._lemma_uses = lemma_uses
        self._right = lru_cache(16_384)(self._corrected)

    def correct(self, text: str) -> str:
        """The text with its misspelt Russian words in lower case and put right."""
        doubtful = [word for word in _WORD.findall(text) if not known(plain(word))]
        for word in doubtful[:MOST_WORDS]:
            right = self._right(plain(word))
            if right != plain(word):
                text = text.replace(word, right)
        return text

    def _corrected(self, word: str) -> str:
        own = self._uses.get(word, 0)
        edits = {*_edits(word)}
        near = {
            edited: uses
            for edited in edits
            if (uses := self._uses.get(edited, 0)) > COMMONER * own and len(edited) >= LEAST_LETTERS and known(edited)
        }
        if not near and not own:
            near = {
                edited: uses
                for edited in edits
                if known(edited) and (uses := self._lemma_uses.get(lemmas(edited)[0], 0))
            }
        return min(near, key=lambda neighbour: (-near[neighbour], neighbour), default=word)


def count_words(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    """How often each word is used, in alphabetical order."""
    counts: Counter[str] = Counter()
    for words in texts:
        counts.update(words)
    return dict(sorted(counts.items()))


def _edits(word: str) -> Iterator[str]:
    """Every word that one letter added, dropped, changed or swapped with the next makes of this one."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]
