"""How alike two texts are, whatever the order and the forms of their words."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

_WORD = re.compile(r"\w+")
_STEM = 5  #: letters by which forms of a word and most of its misprints are known
_SHORT = 40  #: letters; of a shorter text each word is too much
_CLOSE = 0.8  #: of letters, from where a short text counts as misprinted


@dataclass(frozen=True)
class Words:
    """The words of a clause."""

    text: str  #: heading and text, spaces as one

    @cached_property
    def stems(self) -> Counter[str]:
        return Counter(word[:_STEM] for word in _WORD.findall(self.text.casefold().replace("ё", "е")))

    @cached_property
    def weight(self) -> int:
        """Letters of the stems: short words, which stand everywhere, say little."""
        return _weight(self.stems)


def likeness(one: Words, other: Words) -> float:
    """0..1; 1 for the same words."""
    if not one.weight or not other.weight:
        return float(one.text == other.text)
    shared = 2 * _weight(one.stems & other.stems) / (one.weight + other.weight)
    if min(len(one.text), len(other.text)) < _SHORT:
        letters = SequenceMatcher(None, one.text.casefold(), other.text.casefold(), autojunk=False).ratio()
        return max(shared, letters if letters >= _CLOSE else 0.0)
    return shared


def contained(part: Words, whole: Words) -> float:
    """Which share of the words of `part` stands in `whole`, 0..1."""
    return _weight(part.stems & whole.stems) / part.weight if part.weight else 0.0


def _weight(stems: Counter[str]) -> int:
    return sum(len(stem) * count for stem, count in stems.items())
