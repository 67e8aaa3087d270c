"""Building the index of a policy from its clauses and its phrase bank."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.bank import KIND_LABELS, Bank
from index.encoder import Encoder
from index.fitting import fit_calibration, fit_thresholds
from index.folder import Manifest, place
from index.folds import folds_of
from index.head import train
from index.morphology import Morphology
from index.policy import Policy
from index.message import Reader
from index.storage import save_calibration, save_head

#: Told how many of how many texts have their vectors.
Progress = Callable[[int, int], None]


def build_index(
    policy: Policy, bank: Bank, encoder: Encoder, target: Path, progress: Progress = lambda done, total: None
) -> Path:
    """Train on the bank and put the index in force in the folder `target`; the folder of the new version.

    Every clause is also an example of itself, so that one without phrases can be found. OSError when the disk refuses.
    """
    reader = Reader(Morphology())
    clauses = policy.quotable
    texts = [*(phrase.text for phrase in bank.phrases), *(policy.clause(number).text for number in clauses)]
    answers = [*(phrase.label for phrase in bank.phrases), *clauses]
    readings = [reader.read(text) for text in texts]
    vectors = np.empty((len(readings), encoder.dimension), np.float32)
    for done, reading in enumerate(readings):
        progress(done, len(readings))
        vectors[done] = encoder.encode([reading.text])[0]
    progress(len(readings), len(readings))

    labels = (*clauses, *KIND_LABELS)
    phrases = len(bank.phrases)
    folds = np.concatenate([folds_of(bank.phrases), np.full(len(clauses), -1)])
    trained = train(readings, vectors, answers, folds, labels)
    scores, said = trained.held_out[:phrases], answers[:phrases]
    calibration = fit_calibration(labels, policy.lists, scores, said)
    thresholds = fit_thresholds(calibration, scores, said)

    def write(folder: Path) -> None:
        save_head(folder, trained.head)
        save_calibration(folder, calibration, thresholds)

    return place(target, manifest_of(policy, bank, encoder), write)


def manifest_of(policy: Policy, bank: Bank, encoder: Encoder) -> Manifest:
    """What an index of these is made of."""
    return Manifest(encoder.name, encoder.dimension, policy.edition.sha256, bank.sha256)
