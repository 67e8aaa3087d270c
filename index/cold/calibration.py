"""Scores into probabilities where a document has no phrases of its own to learn them from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.calibration import KINDS, Calibration, Floats, Judged, accepted_by, chance, logit, ranked, shares
from index.cold.fitted import UNHEARD, Fitted
from index.understanding import Kind

_QUESTION, _SILENT = KINDS.index(Kind.QUESTION), KINDS.index(Kind.UNANSWERABLE)


@dataclass(frozen=True)
class ColdCalibration:
    """Of `Cold.scores`: n clauses, n masses of topics, n likenesses, n scores of lemmas, and the shared head.

    The shared head tells what is asked from what is claimed or wished; whether the document answers, and by which
    clause, is judged by weights fitted once for all documents.
    """

    clauses: tuple[str, ...]
    parents: Mapping[str, str]  #: item of a list → the clause that leads the list
    shared: Calibration
    fitted: Fitted

    @cached_property
    def acceptance(self) -> Floats:
        """As `Calibration.acceptance`."""
        return accepted_by(self.clauses, self.parents)

    def topics(self, heard: Floats) -> Floats:
        """Probabilities of the topics by the scores of the shared head, (..., topics); the rest is that of none."""
        topics = self.shared.clause_scores(heard)
        with_none = np.concatenate([topics, np.full_like(topics[..., :1], UNHEARD)], axis=-1)
        return shares(self.shared.sharpness * with_none)[..., :-1]

    def judged(self, scores: Floats, shown: int) -> Judged:
        """As `Calibration.judged`; how likely anything is asked is told by the shared head."""
        kinds = self.shared.kind_probabilities(self._heard(scores)).copy()
        asks = kinds[..., _QUESTION] + kinds[..., _SILENT]
        ranking, accepted = self.ranking(scores)
        evidence = self._evidence(scores, ranking, accepted)
        answered = chance(_weighed(evidence[..., 0, :], self.fitted.answered))
        kinds[..., _QUESTION], kinds[..., _SILENT] = asks * answered, asks * (1 - answered)
        best = evidence[..., :shown, :]
        first, others = (chance(_weighed(best, weights)) for weights in (self.fitted.first, self.fitted.others))
        answers = np.concatenate([first[..., :1], np.minimum(others[..., 1:], first[..., :1])], axis=-1)
        return Judged(kinds, ranking[..., :shown], answers * asks[..., None])

    def wish_probabilities(self, scores: Floats) -> Floats:
        """As `Calibration.wish_probabilities`."""
        return self.shared.wish_probabilities(self._heard(scores))

    def shape_features(self, scores: Floats) -> Floats:
        """As `Calibration.shape_features`."""
        return self.shared.shape_features(self._heard(scores))

    def shape_probabilities(self, scores: Floats) -> Floats:
        """As `Calibration.shape_probabilities`."""
        return self.shared.shape_probabilities(self._heard(scores))

    def ranking(self, scores: Floats) -> tuple[NDArray[np.int64], Floats]:
        """As `Calibration.ranking`."""
        return ranked(shares(scores[..., : len(self.clauses)]), self.acceptance)

    def evidence(self, scores: Floats) -> Floats:
        """What the clauses, best first, are judged by, shape (..., clauses, 5).

        The logit of the share that a clause has among all, the mass of its topics, its likeness, its share of what
        lemmas say for all clauses, 0 where they say nothing, and the logit of the chance that no topic is heard.
        """
        return self._evidence(scores, *self.ranking(scores))

    def _evidence(self, scores: Floats, ranking: NDArray[np.int64], accepted: Floats) -> Floats:
        count = len(self.clauses)
        masses, likeness, lemmas = (scores[..., place * count : (place + 1) * count] for place in (1, 2, 3))
        most = lemmas.sum(axis=-1, keepdims=True)
        unheard = logit(1 - self.topics(self._heard(scores)).sum(axis=-1, keepdims=True))
        told = (
            logit(accepted),
            masses,
            likeness,
            lemmas / np.where(most > 0, most, 1),
            np.broadcast_to(unheard, masses.shape),
        )
        return np.stack([np.take_along_axis(each, ranking, axis=-1) for each in told], axis=-1)

    def _heard(self, scores: Floats) -> Floats:
        return scores[..., 4 * len(self.clauses) :]


def laid_out(logits: Floats, parts: Floats, heard: Floats) -> Floats:
    """What is judged, (..., 4 n + L): logits (..., n), of `Cold.parts` (..., 4, n), and what the head says (..., L)."""
    likeness, lemmas, masses = (parts[..., place, :] for place in (0, 1, 2))
    return np.concatenate([logits, masses, likeness, lemmas, heard], axis=-1)


def _weighed(evidence: Floats, weights: tuple[float, ...]) -> Floats:
    return np.asarray(evidence @ np.array(weights[:-1]) + weights[-1])
