"""How a message is read before anything is made of it: cleaned, in its own alphabet, in words and lemmas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.cleaning import clean
from index.morphology import Morphology, words
from index.script import Script
from index.spelling import Spelling

Language = Literal["ru", "en"]

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the features see it."""

    text: str  #: cleaned, in the alphabet it was meant in; this is what is embedded
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    language: Language

    @property
    def readable(self) -> bool:
        """Whether there is a word in an alphabet that the head was trained on."""
        return any(_CYRILLIC.search(word) or _LATIN.search(word) for word in self.words)


class Reader:
    """Reads messages; threads may share it.

    With `spelling` it puts misspelt words right. Phrases of the bank are read without: their misspellings teach the
    head those that cannot be put right.
    """

    def __init__(self, morphology: Morphology, spelling: Spelling | None = None) -> None:
        self._morphology = morphology
        self._script = Script(morphology)
        self._spelling = spelling

    def read(self, text: str) -> Reading:
        """The reading of any text whatever, in bounded time."""
        readable = self._script.read(clean(text))
        if readable.isupper():
            readable = readable.lower()
        if self._spelling:
            readable = self._spelling.correct(readable)
        tokens = words(readable)
        return Reading(readable, tuple(tokens), tuple(self._morphology.lemmas(tokens)), _language(readable))


def char_ngrams(reading: Reading) -> Iterator[str]:
    """Runs of two to five letters inside each word, its edges marked by spaces."""
    for word in reading.words:
        yield from char_ngrams_of(word)


def char_ngrams_of(word: str) -> Iterator[str]:
    """The same of one word."""
    padded = f" {word} "
    for size in (2, 3, 4, 5):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def lemma_ngrams(reading: Reading) -> Iterator[str]:
    """Lemmas and pairs of neighbouring lemmas."""
    yield from reading.lemmas
    for left, right in zip(reading.lemmas, reading.lemmas[1:], strict=False):
        yield f"{left} {right}"


def _language(text: str) -> Language:
    return "en" if len(_LATIN.findall(text)) > len(_CYRILLIC.findall(text)) else "ru"
