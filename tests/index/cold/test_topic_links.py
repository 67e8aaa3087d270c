"""Links between topics and clauses: strength, reason, and what the owner says."""

from pathlib import Path

import numpy as np
import pytest

from index.cold.linking import Linking, Verdict, Verdicts, load_verdicts, words_met
from index.cold.verdicts import judge
from index.policy import LINKS

TOPICS, CLAUSES = ("refund", "court"), ("1", "2", "3")


def linking(verdicts: Verdicts) -> Linking:
    near = np.array([[1.0, 0.2, 0.1], [0.1, 0.9, 0.2]], np.float32)
    return Linking(TOPICS, CLAUSES, near, near, {(0, 0): ("возврат денег",)}, verdicts)


def test_the_nearest_clause_is_proposed_with_its_reason() -> None:
    best = {link.clause: link for link in linking({}).links() if link.topic == "refund"}["1"]
    assert best.words == ("возврат денег",)
    assert best.likeness == pytest.approx(1.0)
    assert best.verdict is Verdict.PROPOSED
    assert best.strength > 0.8


def test_a_refused_link_carries_nothing_and_stays_in_sight() -> None:
    refused = linking({("refund", "1"): Verdict.REFUSED})
    assert refused.strengths[0, 0] == 0
    assert ("refund", "1", Verdict.REFUSED) in [(link.topic, link.clause, link.verdict) for link in refused.links()]


def test_an_added_link_is_stronger_than_any_proposal() -> None:
    added = linking({("refund", "3"): Verdict.ADDED})
    assert added.strengths[0, 2] > added.strengths[0, 0]


def test_a_marker_is_met_in_any_form_and_with_a_word_between() -> None:
    clause = ("деньги", "возвращать", "быстрый", "срок", "суд")
    markers = [[("возвращать", "срок")], [("деньги", "суд")], [("арест",), ("суд",)]]
    assert words_met(markers, [clause]) == {(0, 0): (0,), (2, 0): (1,)}


def test_the_newest_word_of_the_owner_holds(tmp_path: Path) -> None:
    judge(tmp_path / LINKS, TOPICS, CLAUSES, [("1=refund", Verdict.CONFIRMED), ("2=court", Verdict.ADDED)])
    judge(tmp_path / LINKS, TOPICS, CLAUSES, [("1 = refund", Verdict.REFUSED)])
    assert load_verdicts(tmp_path / LINKS, TOPICS, CLAUSES) == {
        ("refund", "1"): Verdict.REFUSED,
        ("court", "2"): Verdict.ADDED,
    }
