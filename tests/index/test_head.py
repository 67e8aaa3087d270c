"""The trained head: it tells labels apart, always the same way, and its held-out scores are honest."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.bank import FOLDS, Phrase, folds_of
from index.calibration import Calibration
from index.decision import Thresholds
from index.head import Head, Trained, train
from index.reader import Reader, Reading
from index.storage import Index, load_index, save_index

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


def fit(readings: list[Reading], vectors: np.ndarray, rows: np.ndarray, folds: np.ndarray = FOLD) -> Trained:
    chosen = [(ANSWERS[row],) for row in rows]
    return train([readings[row] for row in rows], vectors[rows], chosen, folds[rows], tuple(PHRASES))


def as_index(head: Head) -> Index:
    calibration = Calibration(
        head.labels,
        {},
        kind_weights=np.zeros((10, 6)),
        wish_weights=np.zeros((60, 2)),
        shape_weights=np.zeros((8, 7)),
        sharpness=30.0,
        confidence_weights=np.zeros((2, 3)),
    )
    return Index(head, calibration, Thresholds(0.7, 0.5, 0.05), {"слова": 1}, {"слово": 1})


def test_known_phrases_get_their_labels(readings: list[Reading], vectors: np.ndarray) -> None:
    head = fit(readings, vectors, np.arange(len(ANSWERS))).head
    said = [
        head.labels[head.scores(vector, reading).argmax()] for vector, reading in zip(vectors, readings, strict=True)
    ]
    assert said == ANSWERS


def test_the_same_bank_gives_the_same_bytes(readings: list[Reading], vectors: np.ndarray, tmp_path: Path) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        save_index(tmp_path / name, as_index(fit(readings, vectors, np.arange(len(ANSWERS))).head))
    files = sorted(file.name for file in (tmp_path / "once").iterdir())
    assert {"words.json", "calibration.json", "phrases.faiss", "vectors.npy", "dual.npy"} <= {*files}
    for file in files:
        assert (tmp_path / "once" / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_a_saved_head_scores_as_before(readings: list[Reading], vectors: np.ndarray, tmp_path: Path) -> None:
    head = fit(readings, vectors, np.arange(len(ANSWERS))).head
    save_index(tmp_path, as_index(head))
    loaded, neighbours = load_index(tmp_path)
    assert neighbours.ntotal == len(ANSWERS)
    np.testing.assert_allclose(
        loaded.head.scores(vectors[0], readings[0]), head.scores(vectors[0], readings[0]), atol=1e-6
    )


def test_an_open_index_outlives_its_files(readings: list[Reading], vectors: np.ndarray, tmp_path: Path) -> None:
    """Arrays are mapped, and a version may be deleted while a process still answers from it."""
    head = fit(readings, vectors, np.arange(len(ANSWERS))).head
    folder = tmp_path / "version"
    folder.mkdir()
    save_index(folder, as_index(head))
    loaded, neighbours = load_index(folder)
    shutil.rmtree(folder)
    assert not loaded.head.vectors.flags.owndata
    assert loaded.head.scores(vectors[0], readings[0]).argmax() == head.labels.index(ANSWERS[0])
    assert neighbours.search(head.centred(vectors[0])[None], 1)[1][0, 0] == 0


def test_held_out_scores_are_those_of_a_head_that_never_saw_the_fold(
    readings: list[Reading], vectors: np.ndarray
) -> None:
    """The block identity is exact for the kernel that it is given: here all phrases have the same words."""
    mirrored = np.concatenate([vectors, -vectors])  # centred by construction, so that no fold moves the centre
    same = Reading("да", ("да",), ("да",), "ru")
    answers, folds = ANSWERS * 2, np.tile(FOLD, 2)
    taught = [(answer,) for answer in answers]
    everyone = train([same] * len(answers), mirrored, taught, folds, tuple(PHRASES))
    seen = np.flatnonzero(folds != 0)
    without = train([same] * len(seen), mirrored[seen], [taught[row] for row in seen], folds[seen], tuple(PHRASES))
    held_out = np.flatnonzero(folds == 0)
    expected = np.array([without.head.scores(mirrored[row], same) for row in held_out])
    np.testing.assert_allclose(everyone.held_out[held_out], expected, atol=1e-3)


def test_a_clause_without_phrases_is_found_by_its_own_text(readings: list[Reading], vectors: np.ndarray) -> None:
    """As after a new edition: one text stands against many phrases of the other clauses."""
    folds = np.where(np.array(ANSWERS) == "claim", -1, FOLD)
    rows = np.flatnonzero((folds >= 0) | (np.arange(len(ANSWERS)) == ANSWERS.index("claim")))
    head = fit(readings, vectors, rows, folds).head
    text = ANSWERS.index("claim")
    assert head.labels[head.scores(vectors[text], Reading("", (), (), "ru")).argmax()] == "claim"


def test_a_voice_is_held_out_as_a_whole() -> None:
    phrases = [Phrase(f"{voice} {place}", "5.1", voice) for voice in "абвгдежз" for place in range(5)]
    folds = folds_of(phrases)
    for voice in "абвгдежз":
        assert len({fold for fold, phrase in zip(folds, phrases, strict=True) if phrase.voice == voice}) == 1
    assert set(folds) == set(range(FOLDS))


def test_a_bank_of_one_voice_is_dealt_round_each_label() -> None:
    phrases = [Phrase(f"{label} {place}", label, "все") for label in ("5.1", "claim") for place in range(FOLDS)]
    assert folds_of(phrases).tolist() == [*range(FOLDS), *range(FOLDS)]
