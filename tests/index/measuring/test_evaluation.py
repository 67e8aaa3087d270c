"""Figures of quality, against examples worked by hand."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from index.calibration import KINDS
from index.decision import Course, Thresholds, decide
from index.measuring import metrics
from index.measuring.evaluation import evaluate
from index.measuring.examples import EvaluationError, load_examples
from index.understanding import Candidate, Kind, Understanding

THRESHOLDS = Thresholds(answer=0.7, silent=0.5, offer=0.05)
ROWS = [
    {"id": "1", "text": "right", "kind": "question", "gold": ["5.1"], "also_ok": [], "style": "a"},
    {"id": "2", "text": "allowed", "kind": "question", "gold": ["3.2.1"], "also_ok": ["3.2"], "style": "a"},
    {"id": "3", "text": "wrong", "kind": "question", "gold": ["5.2"], "also_ok": [], "style": "b"},
    {"id": "4", "text": "refused", "kind": "question", "gold": ["9.1"], "also_ok": [], "style": "b"},
    {"id": "5", "text": "silent", "kind": "unanswerable", "gold": [], "also_ok": [], "style": "b"},
    {"id": "6", "text": "presumed", "kind": "unanswerable", "gold": [], "also_ok": [], "style": "a"},
    {"id": "7", "text": "claim", "kind": "claim", "gold": [], "also_ok": [], "style": "a"},
    {"id": "8", "text": "missed", "kind": "claim", "gold": [], "also_ok": [], "style": "a"},
]
MEANINGS = {
    "right": (Kind.QUESTION, [("5.1", 0.95), ("5.2", 0.1)]),
    "allowed": (Kind.QUESTION, [("3.2", 0.55), ("3.2.1", 0.5)]),
    "wrong": (Kind.QUESTION, [("5.3", 0.85), ("6.2", 0.3), ("5.2", 0.2)]),
    "refused": (Kind.UNANSWERABLE, [("9.1", 0.25)]),
    "silent": (Kind.UNANSWERABLE, [("8.1", 0.05)]),
    "presumed": (Kind.QUESTION, [("4.1", 0.75)]),
    "claim": (Kind.CLAIM, [("5.6", 0.01)]),
    "missed": (Kind.DELETION, [("5.6", 0.01)]),
}


def understand(text: str) -> Understanding:
    kind, candidates = MEANINGS[text]
    return Understanding(
        kind=kind,
        kind_confidence=0.8,
        candidates=tuple(Candidate(number, confidence) for number, confidence in candidates),
        probabilities={each: 0.8 if each is kind else 0.04 for each in KINDS},
        language="ru",
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "set.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", encoding="utf-8")
    return file


def test_every_figure_is_what_one_counts_by_hand(file: Path) -> None:
    report = evaluate(understand, THRESHOLDS, load_examples(file))
    figures = {name: figure.value for name, figure in report.figures.items()}
    assert figures["hit@1"] == 3 / 4  # right, allowed, refused (its clause was right though it was not shown)
    assert figures["hit@1_strict"] == 2 / 4
    assert figures["hit@3"] == 4 / 4
    assert figures["unanswerable_not_answered"] == 1 / 2
    assert figures["answerable_refused"] == 1 / 4
    assert figures["answerable_answered"] == 2 / 4
    assert figures["confident_wrong"] == 2 / 8  # wrong and presumed
    # Shown: .95 right, .55 right, .85 wrong, .75 wrong, each alone in its bin.
    assert figures["calibration_error"] == pytest.approx((0.05 + 0.45 + 0.85 + 0.75) / 4)
    # F1: question 2·3/(4+4), unanswerable 2·1/(2+2), claim 2·1/(2+1), deletion 0; the other two never occur.
    assert figures["macro_f1"] == pytest.approx((3 / 4 + 1 / 2 + 2 / 3 + 0) / 4)


def test_kinds_styles_and_outcomes_are_told_apart(file: Path) -> None:
    report = evaluate(understand, THRESHOLDS, load_examples(file))
    claim = report.kinds["claim"]
    assert (claim["recall"].value, claim["precision"].value, claim["false"].value) == (1 / 2, 1, 0)
    assert report.kinds["deletion"]["false"].value == 1 / 8
    assert report.kinds["human"]["recall"].value is None
    assert report.styles["b"]["hit@1"].value == 1 / 2
    assert report.outcomes["unanswerable"] == {o.value: int(o.value in {"answer", "no_answer"}) for o in Course}
    assert report.confusion["claim"]["deletion"] == 1
    assert report.coverage[0] == (1 / 8, 0)
    assert report.coverage[-1] == (1, 5 / 8)


def test_the_worst_mistakes_come_first(file: Path) -> None:
    mistakes = evaluate(understand, THRESHOLDS, load_examples(file)).mistakes
    assert mistakes[0].id == "3"
    assert {mistake.id for mistake in mistakes} == {"3", "4", "6", "8"}
    assert mistakes[0].given == "5.3, 6.2, 5.2"


def test_the_report_is_json(file: Path) -> None:
    report = evaluate(understand, THRESHOLDS, load_examples(file)).as_dict()
    assert json.loads(json.dumps(report))["figures"]["hit@1"]["count"] == 4


def test_an_interval_holds_its_value_and_repeats() -> None:
    flags = np.array([True] * 80 + [False] * 20)
    everyone = np.ones(100, bool)
    once, again = (metrics.bootstrap(lambda rows: metrics.share(flags[rows], everyone[rows]), 100, 100) for _ in "12")
    assert once == again
    assert once.value == 0.8
    # The binomial standard error is .04, so the interval is about .72 to .88.
    assert once.low == pytest.approx(0.72, abs=0.02)
    assert once.high == pytest.approx(0.88, abs=0.02)


def test_nothing_to_measure_is_not_a_number() -> None:
    assert math.isnan(metrics.share(np.array([True]), np.array([False])))
    assert math.isnan(metrics.calibration_error(np.array([]), np.array([], bool)))


@pytest.mark.parametrize("line", ["{", '{"text": "?"}', '{"text": "?", "kind": "joke"}', "[]"])
def test_a_broken_line_is_pointed_at(tmp_path: Path, line: str) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps(ROWS[0]) + "\n" + line, encoding="utf-8")
    with pytest.raises(EvaluationError, match="строка 2"):
        load_examples(tmp_path / "set.jsonl")


def test_a_missing_or_empty_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="не читается"):
        load_examples(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(EvaluationError, match="ни одного"):
        load_examples(tmp_path / "empty.jsonl")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("right", Course.ANSWER),
        ("allowed", Course.SUGGESTIONS),
        ("silent", Course.NO_ANSWER),
        ("claim", Course.CLAIM),
        ("missed", Course.DELETION),
    ],
)
def test_confidence_decides_between_an_answer_and_a_choice(text: str, outcome: Course) -> None:
    decision = decide(understand(text), THRESHOLDS)
    assert decision.course is outcome
    assert len(decision.clauses) <= 3
