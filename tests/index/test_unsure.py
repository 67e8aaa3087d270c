"""Clauses that nobody is to be sure about are suggested and never quoted as the answer."""

from pathlib import Path

import pytest

from index.decision import Course, Thresholds, decide
from index.understanding import Candidate, Kind, Understanding
from index.unsure import UNSURE, Unsure, doubted, keep_unsure, load_unsure

ENOUGH = Thresholds(answer=0.5, silent=0.5, offer=0.5)


def question(*confidences: tuple[str, float], questions: int = 1) -> Understanding:
    candidates = tuple(Candidate(*each) for each in confidences)
    return Understanding(Kind.QUESTION, 0.99, candidates, {Kind.QUESTION: 0.99}, "ru", questions=questions)


@pytest.mark.parametrize(
    ("found", "course"),
    [
        (question(("5.1", 0.9), ("5.2", 0.05)), Course.SUGGESTIONS),
        (question(("5.2", 0.9), ("5.1", 0.05)), Course.ANSWER),
        (question(("5.2", 0.9), ("5.1", 0.8), questions=2), Course.SUGGESTIONS),
        (question(("5.2", 0.9)), Course.ANSWER),
    ],
)
def test_a_doubted_clause_is_only_suggested(found: Understanding, course: Course) -> None:
    """Alone, and beside one that is sure; where it is not what is asked about, nothing changes."""
    doubtful = doubted(found, {"5.1"}, ENOUGH.answer)
    assert course is decide(doubtful, ENOUGH).course
    assert [each.number for each in found.candidates] == [each.number for each in doubtful.candidates]
    confidences = [each.confidence for each in doubtful.candidates]
    assert confidences == sorted(confidences, reverse=True)


def test_it_is_kept_beside_the_index(tmp_path: Path) -> None:
    """Until it is taken away; a damaged file doubts nothing."""
    unsure = Unsure(("5.1", "5.2"), {"hit@1": (0.9, 0.8)})
    keep_unsure(tmp_path, unsure)
    assert unsure == load_unsure(tmp_path)
    keep_unsure(tmp_path, Unsure())
    assert Unsure() == load_unsure(tmp_path)
    (tmp_path / UNSURE).write_text('{"clauses": 3}', "utf-8")
    assert Unsure() == load_unsure(tmp_path)
