"""Misspelt words put right, where the dictionary does not know them and the bank knows a neighbour.

Neighbours among the bank's own words are found by the symmetric deletion of one letter (W. Garbe, SymSpell): a word
and its misspelling become equal when each loses at most one. Failing that, any word of the dictionary one edit away
whose lemma the bank uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from index.morphology import Morphology

LEAST_LETTERS = 5  #: shorter words have too many neighbours
COMMONER = 5  #: a neighbour must be used so many times as often as a word that the bank uses too
MOST_WORDS = 12  #: that are looked at in one message

_WORD = re.compile(r"[а-яё]{5,30}", re.IGNORECASE)
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


class Spelling:
    """Puts right one missing, extra, wrong or swapped letter a word; threads may share it."""

    def __init__(self, morphology: Morphology, uses: Mapping[str, int]) -> None:
        self._morphology = morphology
        self._uses = uses
        self._lemma_uses: Counter[str] = Counter()
        self._neighbours: defaultdict[str, list[str]] = defaultdict(list)
        for word, count in uses.items():
            self._lemma_uses[morphology.lemma(word)] += count
            if len(word) >= LEAST_LETTERS and morphology.known(word):
                for key in {word, *_shorter(word)}:
                    self._neighbours[key].append(word)
        self._right = lru_cache(16_384)(self._corrected)

    def correct(self, text: str) -> str:
        """The text with its misspelt Russian words in lower case and put right."""
        doubtful = [word for word in _WORD.findall(text) if self._unknown(_plain(word))]
        for word in doubtful[:MOST_WORDS]:
            right = self._right(_plain(word))
            if right != _plain(word):
                text = text.replace(word, right)
        return text

    def _unknown(self, word: str) -> bool:
        return not self._morphology.known(word)

    def _corrected(self, word: str) -> str:
        own = self._uses.get(word, 0)
        near: Mapping[str, int] = {
            neighbour: self._uses[neighbour]
            for key in {word, *_shorter(word)}
            for neighbour in self._neighbours.get(key, ())
            if self._uses[neighbour] > COMMONER * own and _one_edit(word, neighbour)
        }
        if not near and not own:
            near = {
                edited: uses
                for edited in {*_edits(word)}
                if self._morphology.known(edited) and (uses := self._lemma_uses[self._morphology.lemma(edited)])
            }
        return min(near, key=lambda neighbour: (-near[neighbour], neighbour), default=word)


def count_words(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    """How often each word is used, in alphabetical order."""
    counts: Counter[str] = Counter()
    for words in texts:
        counts.update(words)
    return dict(sorted(counts.items()))


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _shorter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _edits(word: str) -> Iterator[str]:
    yield from _shorter(word)
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


def _one_edit(left: str, right: str) -> bool:
    """Whether one letter added, dropped, changed or swapped with the next turns one word into the other."""
    if len(left) > len(right):
        left, right = right, left
    start = next((place for place, letter in enumerate(left) if letter != right[place]), len(left))
    if len(left) < len(right):
        return left[start:] == right[start + 1 :]
    swapped = left[start + 1 : start + 2] + left[start : start + 1] + left[start + 2 :]
    return left[start + 1 :] == right[start + 1 :] or swapped == right[start:]
