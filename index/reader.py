"""How a message is read before anything is made of it: cleaned, in its own alphabet, in words and lemmas."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.script import read_script
from index.spelling import Spelling
from russian.words import lemmas, words

Language = Literal["ru", "en"]

HEAD, TAIL = 700, 300  #: characters kept of a long message: people ask first or last
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_DROPPED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"})
_STRETCHED = re.compile(r"(.)\1{3,}")
_SPACES = re.compile(r"\s+")
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

    def __init__(self, spelling: Spelling | None = None) -> None:
        self._spelling = spelling

    def read(self, text: str) -> Reading:
        """The reading of any text whatever, in bounded time."""
        readable = read_script(_clean(text))
        if readable.isupper():
            readable = readable.lower()
        if self._spelling:
            readable = self._spelling.correct(readable)
        tokens = words(readable)
        return Reading(readable, tuple(tokens), tuple(lemmas(token)[0] for token in tokens), _language(readable))


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


def _clean(text: str) -> str:
    """The text in NFKC without marks, controls and stretched letters, on one line, at most HEAD + TAIL + 1 characters.

    Cut before normalising as well as after: one character may become many, as ㌖ becomes six.
    """
    composed = unicodedata.normalize("NFKC", _cut(text))
    spaced = _SPACES.sub(" ", _cut(composed))
    plain = "".join(char for char in spaced if unicodedata.category(char) not in _DROPPED)
    return _STRETCHED.sub(r"\1\1\1", plain).strip()


def _cut(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
