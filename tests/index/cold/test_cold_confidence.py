"""How sure an answer is from a document without phrases, by what speaks for its clause."""

import numpy as np
import pytest

from index.calibration import Calibration
from index.cold.calibration import ColdCalibration
from index.cold.fitted import PHRASED, PLAIN, Fitted
from index.labels import KIND_LABELS, MARKS

CLAUSES = ("1.1", "1.2", "1.3")
TOPICS = ("pets", "delivery-cost")
LABELS = (*TOPICS, *KIND_LABELS, *MARKS)
SHARED = Calibration(LABELS, {}, np.zeros((10, 6)), np.zeros((1, 2)), np.zeros((8, 7)), 10.0, np.zeros((2, 3)))
LOGITS, MASSES, LIKENESS = (2.0, 0.5, 0.0), (-1.0, -3.0, -4.0), (1.2, 0.6, 0.3)


def scores(lemmas: tuple[float, float, float], pets: float = 0.9) -> np.ndarray:
    """Those of a question of which the first clause speaks; so far the topic of pets is heard."""
    heard = np.zeros(len(LABELS))
    heard[0] = pets
    return np.concatenate([LOGITS, MASSES, LIKENESS, lemmas, heard])


def sure(fitted: Fitted, asked: np.ndarray) -> float:
    return float(ColdCalibration(CLAUSES, {}, SHARED, fitted).judged(asked, 1).confidences[0])


def test_a_clause_that_alone_shares_words_is_answered_from_less_surely() -> None:
    alone, among_others = scores((0.6, 0.0, 0.0)), scores((0.6, 0.6, 0.6))
    assert sure(PHRASED, alone) < sure(PHRASED, among_others)


def test_without_phrases_shared_words_count_once_only() -> None:
    alone, among_others = scores((0.6, 0.0, 0.0)), scores((0.6, 0.6, 0.6))
    assert sure(PLAIN, alone) == pytest.approx(sure(PLAIN, among_others))


@pytest.mark.parametrize("fitted", [PLAIN, PHRASED], ids=["plain", "phrased"])
def test_a_question_that_shares_no_word_gets_a_probability(fitted: Fitted) -> None:
    assert 0 < sure(fitted, scores((0.0, 0.0, 0.0))) < 1


def test_the_evidence_follows_the_clauses_best_first() -> None:
    calibration = ColdCalibration(CLAUSES, {}, SHARED, PHRASED)
    evidence = calibration.evidence(scores((0.1, 0.2, 0.1)))
    assert [0.25, 0.5, 0.25] == evidence[:, 3].round(6).tolist()
    assert [*LIKENESS] == evidence[:, 2].tolist()


def test_the_fewer_topics_are_heard_the_likelier_is_none_of_them() -> None:
    calibration = ColdCalibration(CLAUSES, {}, SHARED, PHRASED)
    loud, faint = (calibration.evidence(scores((0.1, 0.2, 0.1), pets))[0, 4] for pets in (0.9, 0.1))
    assert loud < faint
