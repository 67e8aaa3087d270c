"""Fit index/cold/fitted.py: the privacy policy read as if it had no phrases, or few, is asked its other phrases.

Says the constants to be written there. `python tools/fit_cold.py`, ten minutes.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.bank import Bank, Phrase, load_bank
from index.cold.building import cold_of
from index.cold.calibration import ColdCalibration, laid_out
from index.cold.common import Common, load_common
from index.cold.fitted import PHRASED, PLAIN
from index.cold.shared import build_shared
from index.encoder import open_encoder
from index.policy import load_policy
from index.reader import Reader
from index.regression import fit_chances
from index.understanding import Kind

ROOT = Path(__file__).parents[1]
TEXTS, DATA = ROOT / "policy_text", ROOT / "var"
ASKED, SILENT = 25, 300  #: questions of a clause, and such that the policy does not answer
KNOWN = (0, 3)  #: phrases a clause that are known beforehand
#: Of all messages at a desk: questions that its document answers, and that it does not (index/fitting.py).
ANSWERABLE, UNANSWERABLE = 0.45, 0.20
#: Columns of the evidence, and of those that are weighed without phrases, and for whether the document answers at all:
#: there lemmas and unheard topics say nothing more, or refuse too many questions (decision 0033).
TOLD, TOLD_PLAIN = 5, 3
WRONG, REFUSED = (0.015, 0.02, 0.025, 0.03), 0.04

Array = NDArray[Any]
log = logging.getLogger(__name__)


def drawn(phrases: Iterable[Phrase], most: int, skipped: int = 0) -> Iterator[Phrase]:
    """So many of each label after so many others, in an order that looks drawn by lot but is always the same."""
    taken: Counter[str] = Counter()
    for phrase in sorted(phrases, key=lambda each: hashlib.sha256(each.text.encode()).digest()):
        taken[phrase.label] += 1
        if skipped < taken[phrase.label] <= skipped + most:
            yield phrase


def main() -> None:
    """Fit for each of KNOWN."""
    policy = load_policy(TEXTS / "privacy")
    bank = load_bank(TEXTS / "privacy" / "phrases", policy.quotable)
    encoder = open_encoder(None, DATA / "cache")
    common = load_common(TEXTS / "topics", TEXTS / "privacy" / "phrases")
    alone = [phrase for phrase in bank.phrases if not phrase.before]
    clauses = [phrase for phrase in alone if phrase.label in policy.quotable]
    silent = [phrase for phrase in alone if phrase.label == Kind.UNANSWERABLE]
    asked = [*drawn(clauses, ASKED, max(KNOWN)), *drawn(silent, SILENT)]
    # What the shared head has been taught it knows better than it would know a stranger's words.
    unknown = Common(common.topics, tuple(phrase for phrase in common.kinds if phrase not in {*asked}))
    shared = build_shared(unknown, encoder, DATA / "index" / ".fit")
    reader, stage = Reader(), shared.stages[0]
    readings = [reader.read(phrase.text) for phrase in asked]
    vectors = encoder.encode([reading.text for reading in readings])
    rows = [shared.vocabulary.rows(reading) for reading in readings]
    heard = [stage.head.scores(vector, row) for vector, row in zip(vectors, rows, strict=True)]
    places = {number: place for place, number in enumerate(policy.quotable)}
    gold = np.array([places.get(phrase.label, -1) for phrase in asked])
    for per in KNOWN:
        cold = cold_of(policy, Bank(tuple(drawn(clauses, per))), unknown, shared, encoder, {})
        each = zip(heard, vectors, rows, readings, strict=True)
        parts = np.array([cold.parts(stage.head, *one) for one in each])
        log.info("%d phrases a clause", per)
        weights = fit_logit(parts[gold >= 0][:, : 4 if per else 3], gold[gold >= 0])
        log.info("logit %s, in use %s", weights.round(3), (PHRASED if per else PLAIN).logit)
        fit_confidence(cold.calibration, parts, gold, np.array(heard), TOLD if per else TOLD_PLAIN)


def fit_logit(parts: Array, asked: Array) -> Array:
    """Weights (k,) of the parts (n, k, clauses) under which the clauses asked for (n,) are likeliest."""
    rows = np.arange(len(asked))
    parts = parts - parts.mean(axis=2, keepdims=True)

    def loss(weights: Array) -> tuple[float, Array]:
        logits = np.einsum("k,nkc->nc", weights, parts)
        shares = np.exp(logits - logits.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = parts[rows, :, asked] - np.einsum("nc,nkc->nk", shares, parts)
        return -np.log(shares[rows, asked] + 1e-12).mean() + 1e-4 * (weights**2).sum(), -slope.mean(0) + 2e-4 * weights

    return np.asarray(minimize(loss, np.zeros(parts.shape[1]), jac=True, method="L-BFGS-B").x)


def fit_confidence(calibration: ColdCalibration, parts: Array, gold: Array, heard: Array, told: int) -> None:
    """Say how sure to be with the weights in use, by so many columns of the evidence, and what thresholds that gives.

    The other columns weigh nothing.
    """
    answered = gold >= 0
    logits = np.einsum("k,nkc->nc", calibration.fitted.logit, parts)
    scores = laid_out(logits, parts, heard)
    ranking, _ = calibration.ranking(scores)
    hits = np.zeros((len(gold), 3), bool)
    hits[answered] = calibration.acceptance[gold[answered][:, None], ranking[answered][:, :3]] > 0
    log.info("hit@1 %.3f, hit@3 %.3f", hits[answered, 0].mean(), hits[answered].any(1).mean())
    evidence = calibration.evidence(scores)[:, :3, :told]
    weights = np.where(answered, ANSWERABLE / answered.mean(), UNANSWERABLE / (~answered).mean())
    weights /= weights.mean()
    first = fit_chances(evidence[:, 0], hits[:, 0], 10, weights)
    others = fit_chances(evidence[:, 1:].reshape(-1, evidence.shape[2]), hits[:, 1:].ravel(), 10, np.repeat(weights, 2))
    says = fit_chances(evidence[:, 0, :TOLD_PLAIN], answered, 10, weights)
    for part, fitted in (("first", first), ("others", others), ("answered", says)):
        unused = [0.0] * (TOLD + 1 - len(fitted))
        log.info("%s %s", part, [*fitted[:-1].round(3).tolist(), *unused, round(float(fitted[-1]), 3)])
    sure = 1 / (1 + np.exp(-(evidence[:, 0] @ first[:-1] + first[-1])))
    order = np.argsort(-sure)
    wrong = np.cumsum((weights * ~hits[:, 0])[order]) / weights.sum() * (ANSWERABLE + UNANSWERABLE)
    for allowed in WRONG:
        last = int(np.flatnonzero(wrong <= allowed)[-1])
        share = answered[order[: last + 1]].sum() / answered.sum()
        log.info("wrong %.3f: answer from %.3f, %.3f answered", allowed, sure[order[last]], share)
    silence = 1 / (1 + np.exp(evidence[:, 0, :TOLD_PLAIN] @ says[:-1] + says[-1]))
    log.info("silent from %.3f", np.quantile(silence[answered], 1 - REFUSED))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
