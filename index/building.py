"""Building the index of a policy from its clauses and its phrase bank."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.bank import Bank, BankError, folds_of
from index.encoder import SENTENCES, Encoder, embed, save_vectors
from index.folder import Manifest, place, whole_file
from index.head import train
from index.labels import KIND_LABELS, MARKS
from index.policy import Policy
from index.reader import Reader, Reading
from index.spelling import count_words
from index.storage import Index, save_index

#: Told how many of how many texts have their vectors.
Progress = Callable[[int, int], None]


def build_index(
    policy: Policy, bank: Bank, encoder: Encoder, target: Path, progress: Progress = lambda done, total: None
) -> Path:
    """Train on the bank and put the index in force in the folder `target`; the folder of the new version.

    BankError when the bank lacks a kind of message; OSError when the disk refuses.
    """
    readings, vectors = read_examples(policy, bank, encoder, target, progress)
    index = train_index(policy, bank, readings, vectors)

    def write(folder: Path) -> None:
        save_index(folder, index)
        save_vectors(folder / SENTENCES, [reading.text for reading in readings], vectors)

    return place(target, manifest_of(policy, bank, encoder), write)


def read_examples(
    policy: Policy, bank: Bank, encoder: Encoder, target: Path, progress: Progress = lambda done, total: None
) -> tuple[list[Reading], NDArray[np.float32]]:
    """Readings of `examples_of` and their vectors (n, d), taken from the index in `target` where it has them."""
    reader = Reader()
    readings = [reader.read(text) for text, _ in examples_of(policy, bank)]
    kept = whole_file(target, SENTENCES, encoder.name)
    return readings, embed([reading.text for reading in readings], encoder, kept, progress)


def train_index(policy: Policy, bank: Bank, readings: Sequence[Reading], vectors: NDArray[np.float32]) -> Index:
    """Learn all that an index holds from the readings of `examples_of` and their vectors (n, d). Raises BankError."""
    from index.fitting import fit_calibration, fit_thresholds  # scikit-learn: only building needs it

    answers = [label for _, label in examples_of(policy, bank)]
    if missing := sorted({*KIND_LABELS}.difference(answers)):
        raise BankError(f"В банке нет ни одной фразы вида {', '.join(missing)}: допишите их и постройте индекс снова.")
    labels = (*policy.quotable, *KIND_LABELS, *MARKS)
    phrases = len(bank.phrases)
    never = np.full(len(answers) - phrases, -1)
    said = [phrase.labels for phrase in bank.phrases]
    taught = [*said, *((number,) for number in answers[phrases:])]
    trained = train(readings, vectors, taught, np.concatenate([folds_of(bank.phrases), never]), labels)
    scores = trained.held_out[:phrases]
    calibration = fit_calibration(labels, policy.lists, scores, said)
    thresholds = fit_thresholds(calibration, scores, answers[:phrases])
    return Index(
        trained.head,
        calibration,
        thresholds,
        word_uses=count_words(reading.words for reading in readings),
        lemma_uses=count_words(reading.lemmas for reading in readings),
    )


def examples_of(policy: Policy, bank: Bank) -> tuple[tuple[str, str], ...]:
    """Text and label of all that the head is trained on: the phrases, then every clause as an example of itself.

    So a clause that has no phrases yet can be found by its own words.
    """
    phrases = [(phrase.whole, phrase.label) for phrase in bank.phrases]
    return (*phrases, *((policy.clause(number).text, number) for number in policy.quotable))


def manifest_of(policy: Policy, bank: Bank, encoder: Encoder) -> Manifest:
    """What an index of these is made of."""
    return Manifest(encoder.name, encoder.dimension, policy.edition.sha256, bank.sha256)
