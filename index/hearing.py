"""A message goes through the stages of an index until one is certain of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from index.calibration import Floats
from index.encoder import Encoder
from index.meaning import meaning, wishes_of
from index.reader import Language, Reading
from index.storage import Index
from index.terms import Row
from index.understanding import TICKETS, Understanding

#: Readings that a message is judged by, each with its weight; these sum to 1.
Mix = tuple[tuple[float, Reading], ...]


class Heard(NamedTuple):
    """What a message means, and the place of the stage that said so."""

    understanding: Understanding
    stage: int


def decided(found: Iterable[Understanding], certain: float) -> Heard:
    """The first of what the stages say, in their order, that is certain enough, else the last; no more are asked."""
    for place, understanding in enumerate(found):
        heard = Heard(understanding, place)
        if understanding.certainty >= certain:
            break
    return heard


class Hearing:
    """Scores the readings of one message, each at most once by a stage, and by no stage that is not needed."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder
        self._rows: dict[str, tuple[Row, Row]] = {}
        self._scores: dict[tuple[int, str], Floats] = {}

    def hear(self, mix: Mix, language: Language) -> Heard:
        """What a mix of readings means; what is wished besides must show in each of them.

        (What was wished before is not wished again by asking, nor does a fragment wish anything by itself.)
        """
        stages = range(len(self._index.stages))
        return decided((self._meant(place, mix, language) for place in stages), self._index.certain)

    def _meant(self, place: int, mix: Mix, language: Language) -> Understanding:
        cold = self._index.cold
        calibration = cold.calibration if cold else self._index.stages[place].calibration
        found = meaning(calibration, self._mixed(place, mix), language)
        if len(mix) > 1 and found.kind not in TICKETS:
            each = [wishes_of(calibration, self._scored(place, reading)) for _, reading in mix]
            found = replace(found, wishes={kind: min(wishes[kind] for wishes in each) for kind in TICKETS})
        return found

    def _mixed(self, place: int, mix: Sequence[tuple[float, Reading]]) -> Floats:
        return np.asarray(np.sum([weight * self._scored(place, reading) for weight, reading in mix], axis=0))

    def _scored(self, place: int, reading: Reading) -> Floats:
        text = reading.text
        if (place, text) not in self._scores:
            if text not in self._rows:
                self._rows[text] = self._index.vocabulary.rows(reading)
            stage = self._index.stages[place]
            vector = self._encoder.encode([text], stage.depth)[0]
            scores = stage.head.scores(vector, self._rows[text])
            if self._index.cold:
                scores = self._index.cold.scores(stage.head, scores, vector, self._rows[text], reading)
            self._scores[place, text] = scores
        return self._scores[place, text]
