"""The trained head: it tells labels apart, always the same way, and its held-out scores are honest."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.bank import FOLDS, Phrase, folds_of
from index.calibration import Calibration
from index.decision import Thresholds
from index.explanation import neighbours_of
from index.head import Head
from index.reader import Reader, Reading
from index.storage import Index, Stage, load_index, save_index
from index.terms import Row, Vocabulary
from index.training import Trained, kernel_of, train

PHRASES = {
    "5.1": [
        "сколько храните",
        "долго храните анкету",
        "срок хранения",
        "когда срок выйдет",
        "храните вечно",
        "сколько лет",
    ],
    "5.2": [
        "дадите курьеру",
        "курьер знает номер",
        "передаёте курьеру",
        "почте передаёте",
        "доставке дадите",
        "кому даёте",
    ],
    "claim": ["верните деньги", "деньги верните срочно", "требую деньги", "требую вернуть", "жалоба", "моя жалоба"],
}
ANSWERS = [label for label, texts in PHRASES.items() for _ in texts]
FOLD = np.array([place % 3 for texts in PHRASES.values() for place in range(len(texts))])


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = Reader()
    return [reader.read(text) for texts in PHRASES.values() for text in texts]


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    drawn = np.random.default_rng(7).normal(size=(len(ANSWERS), 8)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def fit(
    readings: list[Reading], vectors: np.ndarray, rows: np.ndarray, folds: np.ndarray = FOLD
) -> tuple[Trained, Vocabulary]:
    chosen = [(ANSWERS[row],) for row in rows]
    vocabulary, terms = Vocabulary.fitted([readings[row] for row in rows])
    trained = train(vectors[rows], terms, kernel_of(terms), chosen, folds[rows], tuple(PHRASES))
    return trained, vocabulary


def as_index(trained: Trained, vocabulary: Vocabulary) -> Index:
    calibration = Calibration(
        trained.head.labels,
        {},
        kind_weights=np.zeros((10, 6)),
        wish_weights=np.zeros((60, 2)),
        shape_weights=np.zeros((8, 7)),
        sharpness=30.0,
        confidence_weights=np.zeros((2, 3)),
    )
    stages = (Stage(0, trained.head, calibration), Stage(6, trained.head, calibration))
    return Index(stages, 0.9, Thresholds(0.7, 0.5, 0.05), vocabulary, {"слова": 1}, {"слово": 1})


def test_known_phrases_get_their_labels(readings: list[Reading], vectors: np.ndarray) -> None:
    trained, vocabulary = fit(readings, vectors, np.arange(len(ANSWERS)))
    said = [label_of(trained.head, *pair, vocabulary) for pair in zip(vectors, readings, strict=True)]
    assert said == ANSWERS


def label_of(head: Head, vector: np.ndarray, reading: Reading, vocabulary: Vocabulary) -> str:
    return head.labels[head.scores(vector, vocabulary.rows(reading)).argmax()]


def test_the_same_bank_gives_the_same_bytes(readings: list[Reading], vectors: np.ndarray, tmp_path: Path) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        save_index(tmp_path / name, as_index(*fit(readings, vectors, np.arange(len(ANSWERS)))))
    files = sorted(file.name for file in (tmp_path / "once").iterdir())
    assert {"chars.trie", "word-uses.npy", "calibration.json"} <= {*files}
    assert {"stage0-bias.npy", "stage1-vectors.npy", "stage1-dual.npy"} <= {*files}
    for file in files:
        assert (tmp_path / "once" / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_a_saved_head_scores_as_before(readings: list[Reading], vectors: np.ndarray, tmp_path: Path) -> None:
    trained, vocabulary = fit(readings, vectors, np.arange(len(ANSWERS)))
    save_index(tmp_path, as_index(trained, vocabulary))
    loaded = load_index(tmp_path)
    assert [stage.depth for stage in loaded.stages] == [0, 6]
    for stage in loaded.stages:
        np.testing.assert_allclose(
            stage.head.scores(vectors[0], loaded.vocabulary.rows(readings[0])),
            trained.head.scores(vectors[0], vocabulary.rows(readings[0])),
            atol=1e-6,
        )


def test_an_open_index_outlives_its_files(readings: list[Reading], vectors: np.ndarray, tmp_path: Path) -> None:
    """Arrays are mapped, and a version may be deleted while a process still answers from it."""
    folder = tmp_path / "version"
    folder.mkdir()
    save_index(folder, as_index(*fit(readings, vectors, np.arange(len(ANSWERS)))))
    loaded = load_index(folder)
    shutil.rmtree(folder)
    head = loaded.stages[1].head
    assert not head.vectors.flags.owndata
    assert label_of(head, vectors[0], readings[0], loaded.vocabulary) == ANSWERS[0]
    assert neighbours_of(head).search(head.compared(vectors[0])[None], 1)[1][0, 0] == 0


def test_a_head_compares_along_the_directions_that_it_is_given(readings: list[Reading], vectors: np.ndarray) -> None:
    """Fewer of them keep what differs most; all of them change nothing."""
    taught, labels = [(answer,) for answer in ANSWERS], tuple(PHRASES)
    _, terms = Vocabulary.fitted(readings)
    whole, same, few = (
        train(vectors, terms, kernel_of(terms), taught, FOLD, labels, width).head for width in (None, 8, 3)
    )
    assert np.array_equal(whole.compared(vectors), whole.centred(vectors))
    assert np.array_equal(whole.vectors, same.vectors)
    assert few.vectors.shape == (3, len(ANSWERS))
    np.testing.assert_allclose(few.compared(vectors), few.vectors.T, atol=1e-6)
    np.testing.assert_allclose(few.axes.T @ few.axes, np.eye(3), atol=1e-6)
    kept = np.linalg.svd(whole.vectors, compute_uv=False)[:3]
    np.testing.assert_allclose(np.linalg.svd(few.vectors, compute_uv=False), kept, rtol=1e-4)


def test_held_out_scores_are_those_of_a_head_that_never_saw_the_fold(vectors: np.ndarray) -> None:
    """Exact for the kernel that it is given: here all phrases have the same words."""
    mirrored = np.concatenate([vectors, -vectors])  # centred by construction, so that no fold moves the centre
    same = Reading("да", ("да",), ("да",), "ru")
    folds = np.tile(FOLD, 2)
    taught = [(answer,) for answer in ANSWERS * 2]
    _, terms = Vocabulary.fitted([same] * len(taught))
    everyone = train(mirrored, terms, kernel_of(terms), taught, folds, tuple(PHRASES))
    seen, held_out = np.flatnonzero(folds != 0), np.flatnonzero(folds == 0)
    vocabulary, terms = Vocabulary.fitted([same] * len(seen))
    their = [taught[row] for row in seen]
    without = train(mirrored[seen], terms, kernel_of(terms), their, folds[seen], tuple(PHRASES))
    expected = np.array([without.head.scores(mirrored[row], vocabulary.rows(same)) for row in held_out])
    np.testing.assert_allclose(everyone.held_out[held_out], expected, atol=1e-3)


def test_a_clause_without_phrases_is_found_by_its_own_text(readings: list[Reading], vectors: np.ndarray) -> None:
    """As after a new edition: one text stands against many phrases of the other clauses."""
    folds = np.where(np.array(ANSWERS) == "claim", -1, FOLD)
    rows = np.flatnonzero((folds >= 0) | (np.arange(len(ANSWERS)) == ANSWERS.index("claim")))
    trained, _ = fit(readings, vectors, rows, folds)
    none = Row(np.zeros(0, np.int64), np.zeros(0, np.float32))
    scores = trained.head.scores(vectors[ANSWERS.index("claim")], (none, none))
    assert trained.head.labels[scores.argmax()] == "claim"


def test_a_voice_is_held_out_as_a_whole() -> None:
    phrases = [Phrase(f"{voice} {place}", "5.1", voice) for voice in "абвгдежз" for place in range(5)]
    folds = folds_of(phrases)
    for voice in "абвгдежз":
        assert len({fold for fold, phrase in zip(folds, phrases, strict=True) if phrase.voice == voice}) == 1
    assert set(folds) == set(range(FOLDS))


def test_a_bank_of_one_voice_is_dealt_round_each_label() -> None:
    phrases = [Phrase(f"{label} {place}", label, "все") for label in ("5.1", "claim") for place in range(FOLDS)]
    assert folds_of(phrases).tolist() == [*range(FOLDS), *range(FOLDS)]
