"""Fitting the calibration and the thresholds to what the head says of phrases held out with their voices."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.calibration import KINDS, Calibration, Floats, evidence
from index.decision import Thresholds
from index.labels import KIND_LABELS, SHAPE_LABELS, WISH_LABELS
from index.regression import Scale, fit_chances, fit_shares
from index.understanding import TICKETS, Kind, Understanding

#: How often each kind is expected at a desk. The bank holds phrases by what is hard to tell apart, not by how often
#: it is said, so its own shares must not become the prior: phrases are weighted to these.
EXPECTED = {
    Kind.QUESTION: 0.45,
    Kind.UNANSWERABLE: 0.20,
    Kind.CLAIM: 0.12,
    Kind.DELETION: 0.12,
    Kind.HUMAN: 0.05,
    Kind.SMALLTALK: 0.06,
}
WRONG = 0.025  #: share of all messages that may get a confident answer whose first clause is wrong
PRESUMED = 0.10  #: share of unanswerable questions that may get a confident answer
BESIDE = 0.0135  #: share of messages that are expected to ask something and to wish a ticket besides
WISHING = frozenset(kind.value for kind in TICKETS)
FREEDOM = 10.0  #: inverse of the regulariser of the slopes, C of scikit-learn,
WISH_FREEDOM = 0.03  #: and where wishes are told, on features of unit variance
#: Least probability of a wish for laying its ticket beside the reply. By the cost alone, a missed grievance for twenty
#: needless buttons, it would be 1/21; but the phrases held out are harder than what a desk hears, and of messages as
#: they come those below this hardly ever wish anything (docs/quality.md).
OFFER = 0.09
LIKELY = 0.5  #: least probability that the policy is silent for saying so
REFUSED = 0.04  #: share of answerable questions that may be told that the policy is silent
LOST = 0.0002  #: share of all messages that a cheaper stage may get wrong where the last would be right

NEVER = -100.0  #: weight of a wish or a shape without phrases
_SHOWN = 3  #: candidates of each phrase that confidence is fitted on
_SHARPNESS = np.arange(8.0, 60.0, 0.5)


def fit_calibration(
    labels: Sequence[str], parents: Mapping[str, str], scores: Floats, said: Sequence[Sequence[str]]
) -> Calibration:
    """Fit to the held-out scores (n, L) of n phrases and the labels of each, its answer first."""
    answers = [own[0] for own in said]
    kinds, weights = _kinds(answers), kind_weights(answers)
    none = {"kind_weights": np.zeros((10, 6)), "wish_weights": np.zeros((1, 2)), "shape_weights": np.zeros((8, 7))}
    blank = Calibration(tuple(labels), dict(parents), sharpness=1.0, confidence_weights=np.zeros((2, 3)), **none)
    asked = np.array([blank.clauses.index(answer) for answer in answers if answer not in KIND_LABELS])
    questions = kinds == 0

    fitted = replace(
        blank,
        kind_weights=fit_shares(blank.kind_features(scores), kinds, FREEDOM, weights),
        wish_weights=_fit_wishes(blank.wish_features(scores), said, weights),
        shape_weights=_fit_shapes(blank.shape_features(scores), said),
        sharpness=_fit_sharpness(blank, scores[questions], asked),
    )
    ranking, accepted = fitted.ranking(scores)
    shown = ranking[:, :_SHOWN]
    right = np.zeros(shown.shape, bool)
    right[questions] = fitted.acceptance[asked[:, None], shown[questions]] > 0
    judged = evidence(np.take_along_axis(accepted, shown, axis=1), fitted.kind_probabilities(scores)[:, :1])
    return replace(
        fitted,
        confidence_weights=np.stack(
            [
                fit_chances(
                    judged[:, ranks].reshape(-1, 2), right[:, ranks].ravel(), FREEDOM, np.repeat(weights, count)
                )
                for ranks, count in ((slice(1), 1), (slice(1, None), _SHOWN - 1))
            ]
        ),
    )


def fit_certain(found: Sequence[Sequence[Understanding]], answers: Sequence[str], parents: Mapping[str, str]) -> float:
    """The least certainty with which the first of two stages may decide, by what each says of the phrases held out.

    Of all messages it may get LOST more wrong than if every message went on to the second.
    """
    weights = kind_weights(answers)
    early, late = (np.array([_is_right(*pair, parents) for pair in zip(said, answers, strict=True)]) for said in found)
    lost = weights * (late.astype(float) - early)
    certainties = np.array([understanding.certainty for understanding in found[0]])
    order = np.argsort(-certainties, kind="stable")
    within = np.flatnonzero(np.cumsum(lost[order]) <= LOST * weights.sum())
    return float(certainties[order[within[-1]]]) if len(within) else math.inf


def _is_right(understanding: Understanding, answer: str, parents: Mapping[str, str]) -> bool:
    if answer in KIND_LABELS or understanding.kind is not Kind.QUESTION:
        return understanding.kind.value == answer
    return _answers(understanding, answer, parents)


def _answers(understanding: Understanding, answer: str, parents: Mapping[str, str]) -> bool:
    """Whether its first clause is the answer, or the list that holds it."""
    return understanding.candidates[0].number in (answer, parents.get(answer))


def fit_thresholds(found: Sequence[Understanding], answers: Sequence[str], parents: Mapping[str, str]) -> Thresholds:
    """The least thresholds that keep WRONG, PRESUMED and REFUSED on the held-out phrases."""
    kinds, weights = _kinds(answers), kind_weights(answers)
    questions, silent = kinds == 0, kinds == KINDS.index(Kind.UNANSWERABLE)
    said_question = np.array([understanding.kind is Kind.QUESTION for understanding in found])
    said_silent = np.array([understanding.kind is Kind.UNANSWERABLE for understanding in found])
    first = [understanding.candidates[0] for understanding in found]
    right = np.array([_answers(*pair, parents) for pair in zip(found, answers, strict=True)])
    confidence = np.where(said_question, [best.confidence for best in first], 0.0)
    refusal = np.where(said_silent, [understanding.probabilities[Kind.UNANSWERABLE] for understanding in found], 0.0)
    return Thresholds(
        answer=max(
            _least(confidence, weights * ~right, WRONG * weights.sum()),
            _least(confidence, weights * silent, PRESUMED * weights[silent].sum()),
        ),
        offer=OFFER,
        silent=max(LIKELY, _least(refusal, weights * questions, REFUSED * weights[questions].sum())),
    )


def kind_weights(answers: Sequence[str]) -> Floats:
    """A weight for every phrase, so that the kinds weigh what is EXPECTED of them; the mean is 1."""
    kinds = _kinds(answers)
    shares = np.bincount(kinds, minlength=len(KINDS)) / len(kinds)
    expected = np.array([EXPECTED[kind] for kind in KINDS])
    return np.asarray((expected / np.maximum(shares, 1e-9))[kinds])


def _kinds(answers: Sequence[str]) -> NDArray[np.int64]:
    return np.array([KIND_LABELS.index(answer) + 1 if answer in KIND_LABELS else 0 for answer in answers])


def _fit_wishes(features: Floats, said: Sequence[Sequence[str]], weights: Floats) -> Floats:
    """Logistic weights of the features and, last, of 1, for each of TICKETS, shape (features + 1, 2)."""
    beside = np.array([len(own) > 1 and own[0] not in WISHING for own in said])
    if beside.any():
        weights = np.where(beside, weights * BESIDE * weights.sum() / weights[beside].sum(), weights)
    scale = Scale.of(features)
    scaled = scale.scaled(features)
    fitted = np.zeros((features.shape[1] + 1, len(WISH_LABELS)))
    fitted[-1] = NEVER
    for place, label in enumerate(WISH_LABELS.values()):
        wished = np.array([label in own for own in said])
        if wished.any():
            fitted[:, place] = scale.unscaled(fit_chances(scaled, wished, WISH_FREEDOM, weights))
    return fitted


def _fit_shapes(features: Floats, said: Sequence[Sequence[str]]) -> Floats:
    """The same for the shapes, (8, 7), to the phrases that have one. A shape without phrases is never proposed."""
    names = [*SHAPE_LABELS.values()]
    shapes = np.array([next((names.index(label) for label in own if label in names), -1) for own in said])
    weights = np.zeros((features.shape[1] + 1, len(names)))
    weights[-1] = NEVER
    known, classes = np.unique(shapes[shapes >= 0], return_inverse=True)
    if len(known):
        weights[:, known] = fit_shares(features[shapes >= 0], classes, FREEDOM)
    return weights


def _fit_sharpness(blank: Calibration, scores: Floats, asked: NDArray[np.int64]) -> float:
    """The inverse temperature under which the right clauses are likeliest."""
    rows = np.arange(len(asked))
    likelihoods = [
        np.log(replace(blank, sharpness=sharpness).clause_probabilities(scores)[rows, asked] + 1e-12).mean()
        for sharpness in _SHARPNESS
    ]
    return float(_SHARPNESS[int(np.argmax(likelihoods))])


def _least(values: Floats, costs: Floats, allowed: float) -> float:
    """The least threshold with which the costs of the values that reach it stay within what is allowed."""
    order = np.argsort(-values, kind="stable")
    spent = np.cumsum(costs[order])
    over = np.flatnonzero(spent > allowed)
    return float(np.nextafter(values[order[over[0]]], np.inf)) if len(over) else 0.0
