"""Fitting the calibration and the thresholds to what the head says of phrases held out with their voices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from index.calibration import KINDS, Calibration, Floats, evidence
from index.decision import Thresholds
from index.labels import KIND_LABELS, SHAPE_LABELS, WISH_LABELS
from index.meaning import meaning
from index.understanding import TICKETS, Kind

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
WISH_FREEDOM = 0.03  #: inverse of the regulariser where wishes are told, on features of unit variance
#: Least probability of a wish for laying its ticket beside the reply. By the cost alone, a missed grievance for twenty
#: needless buttons, it would be 1/21; but the phrases held out are harder than what a desk hears, and of messages as
#: they come those below this hardly ever wish anything (docs/quality.md).
OFFER = 0.12
LIKELY = 0.5  #: least probability that the policy is silent for saying so
REFUSED = 0.04  #: share of answerable questions that may be told that the policy is silent

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

    teller = _regression().fit(blank.kind_features(scores), kinds, sample_weight=weights)
    fitted = replace(
        blank,
        kind_weights=np.vstack([teller.coef_.T, teller.intercept_]),
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
                _fit_judge(judged[:, ranks].reshape(-1, 2), right[:, ranks].ravel(), np.repeat(weights, count))
                for ranks, count in ((slice(1), 1), (slice(1, None), _SHOWN - 1))
            ]
        ),
    )


def fit_thresholds(calibration: Calibration, scores: Floats, answers: Sequence[str]) -> Thresholds:
    """The least thresholds that keep WRONG, PRESUMED and REFUSED on the held-out phrases."""
    found = [meaning(calibration, row, "ru") for row in scores]
    kinds, weights = _kinds(answers), kind_weights(answers)
    questions, silent = kinds == 0, kinds == KINDS.index(Kind.UNANSWERABLE)
    said_question = np.array([understanding.kind is Kind.QUESTION for understanding in found])
    said_silent = np.array([understanding.kind is Kind.UNANSWERABLE for understanding in found])
    first = [understanding.candidates[0] for understanding in found]
    right = np.array(
        [best.number in (answer, calibration.parents.get(answer)) for best, answer in zip(first, answers, strict=True)]
    )
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
    scaler = StandardScaler().fit(features)
    fitted = []
    for label in WISH_LABELS.values():
        wished = [label in own for own in said]
        if not any(wished):
            fitted.append(np.append(np.zeros(features.shape[1]), NEVER))
            continue
        judge = LogisticRegression(C=WISH_FREEDOM, max_iter=3000)
        judge.fit(scaler.transform(features), wished, sample_weight=weights)
        slopes = judge.coef_[0] / scaler.scale_
        fitted.append(np.append(slopes, judge.intercept_ - slopes @ scaler.mean_))
    return np.stack(fitted, axis=1)


def _fit_shapes(features: Floats, said: Sequence[Sequence[str]]) -> Floats:
    """The same for the shapes, (8, 7), to the phrases that have one. A shape without phrases is never proposed."""
    names = [*SHAPE_LABELS.values()]
    shapes = np.array([next((names.index(label) for label in own if label in names), -1) for own in said])
    weights = np.zeros((features.shape[1] + 1, len(names)))
    weights[-1] = NEVER
    known = np.unique(shapes[shapes >= 0])
    if len(known) == 1:
        weights[-1, known] = 0
    elif len(known):
        judge = LogisticRegression(C=10, max_iter=3000).fit(features[shapes >= 0], shapes[shapes >= 0])
        coefficients, intercepts = judge.coef_, judge.intercept_
        if len(known) == 2:  # then scikit-learn keeps the second class alone, against the first
            coefficients, intercepts = np.vstack([0 * coefficients, coefficients]), np.append(0, intercepts)
        weights[:-1, known], weights[-1, known] = coefficients.T, intercepts
    return weights


def _fit_judge(judged: Floats, right: NDArray[np.bool_], weights: Floats) -> Floats:
    """Logistic weights of `evidence` and, last, of 1, shape (3,)."""
    judge = _regression().fit(judged, right, sample_weight=weights)
    return np.append(judge.coef_[0], judge.intercept_)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=10, max_iter=3000)


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
