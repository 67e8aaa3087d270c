"""Fitting the calibration and the thresholds to what the head says of phrases held out with their voices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.bank import KIND_LABELS
from index.calibration import KINDS, Calibration, Floats, evidence
from index.decision import Thresholds
from index.meaning import meaning
from index.understanding import Kind

#: How often each kind is expected at a desk. The bank holds phrases by what is hard to tell apart, not by how often
#: it is said, so its own shares must not become the prior: phrases are weighted to these.
EXPECTED = {
    Kind.QUESTION: 0.50,
    Kind.UNANSWERABLE: 0.15,
    Kind.CLAIM: 0.12,
    Kind.DELETION: 0.12,
    Kind.HUMAN: 0.05,
    Kind.SMALLTALK: 0.06,
}
WRONG = 0.025  #: share of all messages that may get a confident answer whose first clause is wrong
PRESUMED = 0.10  #: share of unanswerable questions that may get a confident answer
REFUSED = 0.04  #: share of answerable questions that may be told that the policy is silent

_SHARPNESS = np.arange(8.0, 60.0, 0.5)
_SHOWN = 3  #: candidates of each phrase that confidence is fitted on


def fit_calibration(
    labels: Sequence[str], parents: Mapping[str, str], scores: Floats, answers: Sequence[str]
) -> Calibration:
    """Fit to the held-out scores (n, L) of n phrases and their labels."""
    from sklearn.linear_model import LogisticRegression

    kinds, weights = _kinds(answers), kind_weights(answers)
    blank = Calibration(tuple(labels), dict(parents), np.zeros((8, 6)), 1.0, np.zeros(3))
    asked = np.array([blank.clauses.index(answer) for answer in answers if answer not in KIND_LABELS])
    questions = kinds == 0

    teller = LogisticRegression(C=10, max_iter=3000).fit(blank.kind_features(scores), kinds, sample_weight=weights)
    fitted = replace(
        blank,
        kind_weights=np.vstack([teller.coef_.T, teller.intercept_]),
        sharpness=_fit_sharpness(blank, scores[questions], asked),
    )
    accepted = fitted.clause_probabilities(scores) @ fitted.acceptance
    right = np.zeros_like(accepted)
    right[questions] = fitted.acceptance[asked]
    shown = np.argsort(-accepted, axis=1)[:, :_SHOWN]
    rows = np.arange(len(shown))[:, None]
    question = fitted.kind_probabilities(scores)[:, :1]
    judge = LogisticRegression(C=10, max_iter=3000).fit(
        evidence(accepted[rows, shown], question).reshape(-1, 2),
        right[rows, shown].ravel(),
        sample_weight=np.repeat(weights, _SHOWN),
    )
    return replace(fitted, confidence_weights=np.append(judge.coef_[0], judge.intercept_))


def fit_thresholds(calibration: Calibration, scores: Floats, answers: Sequence[str]) -> Thresholds:
    """The least thresholds that keep WRONG, PRESUMED and REFUSED on the held-out phrases."""
    found = [meaning(calibration, row, "ru") for row in scores]
    kinds, weights = _kinds(answers), kind_weights(answers)
    questions, silent = kinds == 0, kinds == KINDS.index(Kind.UNANSWERABLE)
    said_question = np.array([understanding.kind is Kind.QUESTION for understanding in found])
    said_silent = np.array([understanding.kind is Kind.UNANSWERABLE for understanding in found])
    first = [understanding.candidates[0] for understanding in found]
    right = np.array(
        [
            best.number in (answer, calibration.parents.get(answer))
            for best, answer in zip(first, answers, strict=True)
        ]
    )
    confidence = np.where(said_question, [best.confidence for best in first], 0.0)
    refusal = np.where(said_silent, [understanding.probabilities[Kind.UNANSWERABLE] for understanding in found], 0.0)
    return Thresholds(
        answer=max(
            _least(confidence, weights * ~right, WRONG * weights.sum()),
            _least(confidence, weights * silent, PRESUMED * weights[silent].sum()),
        ),
        silent=_least(refusal, weights * questions, REFUSED * weights[questions].sum()),
    )


def kind_weights(answers: Sequence[str]) -> Floats:
    """A weight for every phrase, so that the kinds weigh what is EXPECTED of them; the mean is 1."""
    kinds = _kinds(answers)
    shares = np.bincount(kinds, minlength=len(KINDS)) / len(kinds)
    expected = np.array([EXPECTED[kind] for kind in KINDS])
    return np.asarray((expected / np.maximum(shares, 1e-9))[kinds])


def _kinds(answers: Sequence[str]) -> NDArray[np.int64]:
    return np.array([KIND_LABELS.index(answer) + 1 if answer in KIND_LABELS else 0 for answer in answers])


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
