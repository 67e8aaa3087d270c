"""Scores into probabilities that mean what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.labels import KIND_LABELS, SHAPE_LABELS, WISH_LABELS, is_clause
from index.understanding import Kind

Floats = NDArray[np.floating]

#: The question first.
KINDS = (Kind.QUESTION, *(Kind(label) for label in KIND_LABELS))

LIST_WORTH = 0.5  #: of a list quoted whole when one of its items was asked for, beside that item's 1


class Judged(NamedTuple):
    """What a message is taken for."""

    kinds: Floats  #: probabilities of KINDS, shape (..., 6)
    best: NDArray[np.int64]  #: places of clauses, best first, shape (..., shown)
    confidences: Floats  #: calibrated probabilities that these are accepted as the answer, shape of `best`


@dataclass(frozen=True)
class Calibration:
    """From the scores of L labels to probabilities of the kinds, the wishes, the clauses and the shapes of requests."""

    labels: tuple[str, ...]
    parents: Mapping[str, str]  #: item of a list → the clause that leads the list
    kind_weights: Floats  #: (10, 6): of `kind_features` and, last, of 1
    wish_weights: Floats  #: (w + 1, 2): of `wish_features` and, last, of 1, of the wish for each of TICKETS
    shape_weights: Floats  #: (8, 7): of `shape_features` and, last, of 1
    sharpness: float  #: inverse temperature of the softmax over clauses
    confidence_weights: Floats  #: (2, 3): of `evidence` and, last, of 1; for the first candidate, for the others

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The labels that are clauses, in their order."""
        return tuple(label for label in self.labels if is_clause(label))

    @cached_property
    def acceptance(self) -> Floats:
        """Matrix (asked, quoted): 1 where quoting the second clause answers a question about the first.

        The lead-in of a list is quoted with all its items, so it answers whatever one of its items answers.
        """
        return accepted_by(self.clauses, self.parents)

    @cached_property
    def _columns(self) -> NDArray[np.int64]:
        return np.array([self.labels.index(clause) for clause in self.clauses])

    @cached_property
    def _kind_columns(self) -> NDArray[np.int64]:
        return np.array([self.labels.index(label) for label in (*KIND_LABELS, *WISH_LABELS.values())])

    @cached_property
    def _shape_columns(self) -> NDArray[np.int64]:
        return np.array([self.labels.index(label) for label in SHAPE_LABELS.values()])

    def kind_features(self, scores: Floats) -> Floats:
        """The two best clause scores, then the scores of the kinds and of the wishes, shape (..., 9)."""
        clauses = np.sort(scores[..., self._columns], axis=-1)
        return np.concatenate([clauses[..., -2:], scores[..., self._kind_columns]], axis=-1).astype(float)

    def wish_features(self, scores: Floats) -> Floats:
        """What wishes are told by, shape (..., w): `kind_features`, their products in pairs, and all scores.

        A grievance under a question shows in what comes together: a clause that fits, and words of a claim.
        """
        kinds = self.kind_features(scores)
        left, right = _pairs(kinds.shape[-1])
        return np.concatenate([kinds, kinds[..., left] * kinds[..., right], scores.astype(float)], axis=-1)

    def shape_features(self, scores: Floats) -> Floats:
        """The scores of the shapes of requests, shape (..., 7)."""
        return scores[..., self._shape_columns].astype(float)

    def kind_probabilities(self, scores: Floats) -> Floats:
        """Probabilities of KINDS, shape (..., 6)."""
        return shares(self.kind_features(scores) @ self.kind_weights[:-1] + self.kind_weights[-1])

    def wish_probabilities(self, scores: Floats) -> Floats:
        """Probabilities that each of TICKETS is wished, whatever else the message is, shape (..., 2)."""
        return chance(self.wish_features(scores) @ self.wish_weights[:-1] + self.wish_weights[-1])

    def shape_probabilities(self, scores: Floats) -> Floats:
        """Probabilities of the shapes, given that the message is a request about data, shape (..., 7)."""
        return shares(self.shape_features(scores) @ self.shape_weights[:-1] + self.shape_weights[-1])

    def clause_probabilities(self, scores: Floats) -> Floats:
        """Probabilities of `clauses`, given that the message is a question, shape (..., clauses)."""
        return shares(self.sharpness * self.clause_scores(scores))

    def clause_scores(self, scores: Floats) -> Floats:
        """The scores of `clauses`, shape (..., clauses)."""
        return np.asarray(scores[..., self._columns])

    def ranking(self, scores: Floats) -> tuple[NDArray[np.int64], Floats]:
        """Places in `clauses`, best first, and what each clause of `clauses` has of acceptance, both (..., clauses).

        Acceptance is the probability, given a question, that quoting the clause answers. A list quoted whole is worth
        less than the item asked for, or every long list would come first.
        """
        return ranked(self.clause_probabilities(scores), self.acceptance)

    def judged(self, scores: Floats, shown: int) -> Judged:
        """What a message with these scores is taken for, with the best clauses, so many."""
        kinds = self.kind_probabilities(scores)
        ranking, accepted = self.ranking(scores)
        best = ranking[..., :shown]
        return Judged(kinds, best, self.confidences(np.take_along_axis(accepted, best, axis=-1), kinds[..., :1]))

    def confidences(self, accepted: Floats, question: Floats) -> Floats:
        """Calibrated probabilities that candidates, best first, are accepted as the answer, shape of `accepted`.

        `accepted` (..., candidates) is that probability given a question, `question` (..., 1) that of a question.
        """
        judged = evidence(accepted, question)
        first, others = (judged @ weights[:-1] + weights[-1] for weights in self.confidence_weights)
        logits = np.concatenate([first[..., :1], np.minimum(others[..., 1:], first[..., :1])], axis=-1)
        return chance(logits)


@cache
def _pairs(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of every pair of so many features, each with itself too."""
    return np.triu_indices(size)


def evidence(accepted: Floats, question: Floats) -> Floats:
    """What confidence is judged by: both probabilities as logits, shape (..., candidates, 2)."""
    return np.stack([logit(accepted), np.broadcast_to(logit(question), accepted.shape)], axis=-1)


def accepted_by(clauses: Sequence[str], parents: Mapping[str, str]) -> Floats:
    """Matrix (asked, quoted) of clauses: 1 where quoting the second one answers a question about the first."""
    return np.array([[quoted in (asked, parents.get(asked)) for quoted in clauses] for asked in clauses], float)


def ranked(own: Floats, acceptance: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Places of clauses, best first, and their acceptance, of their probabilities; see `Calibration.ranking`."""
    accepted = own @ acceptance
    return np.argsort(-(own + LIST_WORTH * (accepted - own)), axis=-1, kind="stable"), accepted


def shares(logits: Floats) -> Floats:
    """The softmax of the last axis."""
    parts = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True))


def chance(logits: Floats) -> Floats:
    """Probabilities of logits, shape kept."""
    return np.asarray(1 / (1 + np.exp(-logits)))


def logit(probability: Floats) -> Floats:
    """Logits of probabilities, kept from the infinite, shape kept."""
    clipped = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))
