"""The clauses nearest to a question are found, in short documents and in very long ones."""

import numpy as np
import pytest

from index.cold.lexical import Lexical
from index.cold.retrieval import EXACT, View, searchable


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_a_clause_is_as_like_as_its_nearest_sentence() -> None:
    sentences = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    view = View(sentences, np.array([0, 0, 1]), 2)
    assert view.likeness(np.array([0, 1], np.float32)) == pytest.approx([1.0, 0.8])


def test_ten_nearest_of_a_very_long_document_are_found() -> None:
    draw = np.random.default_rng(7)
    kinds = draw.standard_normal((60, 24))
    vectors = unit(kinds[draw.integers(60, size=EXACT + 2000)] + 0.5 * draw.standard_normal((EXACT + 2000, 24)))
    questions = unit(vectors[:50] + 0.1 * draw.standard_normal((50, 24)))
    found = searchable(vectors).search(questions, 10)[1]
    true = np.argsort(-(questions @ vectors.T), axis=1)[:, :10]
    assert np.mean([len({*own} & {*best}) / 10 for own, best in zip(found, true, strict=True)]) >= 0.9


def test_a_rare_lemma_weighs_more_than_a_common_one() -> None:
    lexical = Lexical.of([("товар", "возврат"), ("товар", "доставка"), ("товар", "гарантия")])
    scores = lexical.scores(("товар", "гарантия"))
    assert scores.argmax() == 2
    assert scores[0] == scores[1] > 0


def test_words_that_say_nothing_do_not_count() -> None:
    assert not Lexical.of([("и", "в", "товар"), ("доставка",)]).scores(("и", "в")).any()
