"""Building the index of a policy from its clauses and its phrase bank."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.bank import KIND_LABELS, Bank, BankError
from index.encoder import Encoder
from index.folder import Manifest, place
from index.folds import folds_of
from index.head import train
from index.message import Reader
from index.morphology import Morphology
from index.policy import Policy
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
    index = train_index(policy, bank, encoder, progress)
    return place(target, manifest_of(policy, bank, encoder), lambda folder: save_index(folder, index))


def train_index(policy: Policy, bank: Bank, encoder: Encoder, progress: Progress) -> Index:
    """Learn all that an index holds; the same inputs give the same index. Raises BankError."""
    from index.fitting import fit_calibration, fit_thresholds  # scikit-learn: only building needs it

    reader = Reader(Morphology())
    examples = examples_of(policy, bank)
    answers = [label for _, label in examples]
    if missing := sorted({*KIND_LABELS}.difference(answers)):
        raise BankError(f"В банке нет ни одной фразы вида {', '.join(missing)}: допишите их и постройте индекс снова.")
    readings = [reader.read(text) for text, _ in examples]
    vectors = np.empty((len(readings), encoder.dimension), np.float32)
    for done, reading in enumerate(readings):
        progress(done, len(readings))
        vectors[done] = encoder.encode([reading.text])[0]
    progress(len(readings), len(readings))

    labels = (*policy.quotable, *KIND_LABELS)
    phrases = len(bank.phrases)
    never = np.full(len(examples) - phrases, -1)
    trained = train(readings, vectors, answers, np.concatenate([folds_of(bank.phrases), never]), labels)
    scores, said = trained.held_out[:phrases], answers[:phrases]
    calibration = fit_calibration(labels, policy.lists, scores, said)
    thresholds = fit_thresholds(calibration, scores, said)
    return Index(trained.head, calibration, thresholds, count_words(reading.words for reading in readings))


def examples_of(policy: Policy, bank: Bank) -> tuple[tuple[str, str], ...]:
    """Text and label of all that the head is trained on: the phrases, then every clause as an example of itself.

    So a clause that has no phrases yet can be found by its own words.
    """
    phrases = [(phrase.text, phrase.label) for phrase in bank.phrases]
    return (*phrases, *((policy.clause(number).text, number) for number in policy.quotable))


def manifest_of(policy: Policy, bank: Bank, encoder: Encoder) -> Manifest:
    """What an index of these is made of."""
    return Manifest(encoder.name, encoder.dimension, policy.edition.sha256, bank.sha256)
