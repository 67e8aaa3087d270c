"""The learning curve: heads trained on nested parts of the bank, kept until the index changes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.bank import KIND_LABELS, Bank, Phrase
from index.folder import Manifest, place
from index.measuring.curve import FIGURES, curve_key, learning_curve, load_curve, save_curve
from index.measuring.examples import Example
from index.model.layers import WHOLE
from index.policy import Policy, load_policy
from index.understanding import Kind

POLICY = Path(__file__).parents[3] / "policy_text" / "privacy"
PER_CLAUSE = 8


class LetterEncoder:
    """Sentences as the letters they are made of."""

    name, dimension, depths = "letters", 64, (WHOLE,)

    def encode(self, texts: Sequence[str], depth: int = WHOLE) -> np.ndarray:
        assert depth == WHOLE
        counts = [np.bincount([ord(letter) % 64 for letter in f"{text}."], minlength=64) for text in texts]
        return np.array([count / np.linalg.norm(count) for count in counts], np.float32)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(POLICY)


@pytest.fixture(scope="module")
def bank(policy: Policy) -> Bank:
    """Each label is spoken of by a number of its own."""
    labels = [*policy.quotable, *KIND_LABELS]
    return Bank(
        tuple(
            Phrase(f"{'вопрос' if place % 2 else 'скажите'} про {1000 + number} раз {place}", label, f"voice {place}")
            for number, label in enumerate(labels)
            for place in range(PER_CLAUSE)
        )
    )


@pytest.fixture
def examples(policy: Policy) -> list[Example]:
    return [
        Example(
            id=str(number),
            text=f"расскажите про {1000 + number}",
            kind=Kind.QUESTION,
            gold=(policy.quotable[number],),
        )
        for number in range(0, 60, 6)
    ]


def test_more_phrases_are_measured_against_fewer(
    policy: Policy, bank: Bank, examples: list[Example], tmp_path: Path
) -> None:
    """Sizes that the bank does not reach are left out; the last point is the whole bank."""
    curve = learning_curve(policy, bank, LetterEncoder(), tmp_path, examples)
    labels = len(policy.quotable) + len(KIND_LABELS)
    assert [(point.per_clause, point.phrases) for point in curve] == [(5, 5 * labels), (8, 8 * labels)]
    assert all({*point.figures} == {*FIGURES} for point in curve)
    assert curve[-1].figures["hit@1"].value == 1
    assert curve == learning_curve(policy, bank, LetterEncoder(), tmp_path, examples)

    save_curve(tmp_path / "curve.json", curve, "key")
    assert load_curve(tmp_path / "curve.json", "key") == curve
    assert load_curve(tmp_path / "curve.json", "another index") is None


@pytest.mark.parametrize("content", ["", "[]", '{"key": "key"}', '{"key": "key", "points": [{}]}'])
def test_a_curve_that_cannot_be_read_is_made_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "curve.json").write_text(content, "utf-8")
    assert load_curve(tmp_path / "curve.json", "key") is None
    assert load_curve(tmp_path / "none.json", "key") is None


def test_a_new_index_and_new_messages_make_another_key(examples: list[Example], tmp_path: Path) -> None:
    def put(bank: str) -> str:
        place(tmp_path, Manifest("letters", 64, "text", bank), lambda version: None)
        return curve_key(tmp_path, examples)

    first = put("one")
    assert put("one") == first
    assert put("two") != first
    assert curve_key(tmp_path, examples[1:]) != curve_key(tmp_path, examples)
