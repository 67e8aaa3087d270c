"""What a question is worth to each clause of a document without phrases."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.cold.calibration import ColdCalibration, laid_out
from index.cold.fitted import LEAST_MASS
from index.cold.lexical import Lexical
from index.cold.linking import Link, Linking
from index.cold.retrieval import View
from index.cold.views import Views, about_middle
from index.head import Floats, Head
from index.reader import Reading
from index.terms import Row


@dataclass(frozen=True)
class Cold:
    """What stands in for the phrases that a document lacks."""

    views: Views
    linking: Linking
    own: Head | None  #: of the phrases that it has
    calibration: ColdCalibration

    @cached_property
    def _seen(self) -> tuple[View, ...]:
        count = len(self.views.clauses)
        each = np.arange(count)
        return (
            View(about_middle(self.views.alone), each, count),
            View(about_middle(self.views.on_path), each, count),
            View(about_middle(self.views.sentences), self.views.clause_of, count),
        )

    @cached_property
    def _lexical(self) -> Lexical:
        return Lexical.of(self.views.lemmas)

    def scores(self, shared: Head, heard: Floats, vector: Floats, rows: tuple[Row, Row], reading: Reading) -> Floats:
        """Logits of n clauses, logarithms of topics' mass, likeness, lemmas, scores of the shared head: (4 n + L,).

        `heard` (L,) are the scores of the shared head for the vector (d,) and the rows of the reading.
        """
        parts = self.parts(shared, heard, vector, rows, reading)
        logits = np.array(self.calibration.fitted.logit, np.float32) @ parts
        return laid_out(logits, parts, heard).astype(np.float32)

    def parts(self, shared: Head, heard: Floats, vector: Floats, rows: tuple[Row, Row], reading: Reading) -> Floats:
        """What a clause is judged by, (4, n): likeness, shared lemmas, mass of topics, score by its own phrases."""
        seen = shared.centred(vector)
        return np.array(
            [
                sum(view.likeness(seen) for view in self._seen),
                self._lexical.scores(reading.lemmas) / 10,
                np.log(self.calibration.topics(heard) @ self.linking.strengths + LEAST_MASS),
                np.zeros(len(self.views.clauses)) if self.own is None else self.own.scores(vector, rows),
            ],
            np.float32,
        )

    def decisive(self, heard: Floats, clause: str, most: int = 3) -> tuple[Link, ...]:
        """The links by which topics bring a message, of these scores (L,) of the shared head, to a clause."""
        column = self.views.clauses.index(clause)
        brought = self.calibration.topics(heard) * self.linking.strengths[:, column]
        return tuple(self.linking.link(int(row), column) for row in np.argsort(-brought, kind="stable")[:most])
