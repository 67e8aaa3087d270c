"""Which clauses share lemmas with a text: BM25 (Robertson & Zaragoza 2009)."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SATURATION, _LENGTH = 1.2, 0.75  #: k1 and b
#: Lemmas that say nothing of what is asked.
# fmt: off
_EMPTY = frozenset((
    "и", "в", "на", "не", "с", "что", "как", "а", "по", "это", "к", "у", "за", "от", "из", "о", "для", "или",
    "бы", "ли", "же", "то", "я", "вы", "мы", "он", "она", "они", "мой", "ваш", "наш", "свой", "быть", "весь",
    "этот", "такой", "который", "если", "когда", "до", "при", "без", "так", "но", "там", "где", "кто", "уже",
    "еще",
))
# fmt: on


class Lexical:
    """The lemmas of n texts."""

    def __init__(self, postings: dict[str, tuple[NDArray[np.int64], Floats]], count: int) -> None:
        self._postings, self._count = postings, count

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> Self:
        """Of the lemmas of each text."""
        counts = [Counter(lemma for lemma in text if lemma not in _EMPTY) for text in texts]
        lengths = np.array([count.total() for count in counts], float)
        usual = max(lengths.mean(), 1.0)
        rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, count in enumerate(counts):
            room = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[place] / usual)
            for lemma, uses in count.items():
                rows[lemma].append((place, uses * (_SATURATION + 1) / (uses + room)))
        postings = {}
        for lemma, found in rows.items():
            rare = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            places, values = zip(*found, strict=True)
            postings[lemma] = np.array(places), rare * np.array(values, np.float32)
        return cls(postings, len(texts))

    def scores(self, lemmas: Sequence[str]) -> Floats:
        """Of every text, shape (n,); 0 where no lemma meets."""
        scores = np.zeros(self._count, np.float32)
        for lemma in set(lemmas):
            if lemma in self._postings:
                places, values = self._postings[lemma]
                scores[places] += values
        return scores
