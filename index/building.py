"""Building the index of a policy from its clauses and its phrase bank."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.bank import Bank, BankError, folds_of
from index.cold.building import build_cold, is_cold
from index.cold.common import Common
from index.encoder import Encoder, embed, save_vectors, sentences_file
from index.folder import Manifest, keep_documents, place, whole_file
from index.hearing import decided
from index.labels import KIND_LABELS, MARKS
from index.meaning import meaning
from index.model.layers import WHOLE
from index.policy import Policy
from index.reader import Reader, Reading
from index.spelling import count_words
from index.storage import Index, Stage, save_index
from index.terms import Vocabulary

#: In how many directions each of two stages compares vectors (0027); None: in all.
WIDTHS = (96, None)

#: Told how much of how much work is done.
Progress = Callable[[int, int], None]


def _nobody(done: int, total: int) -> None:
    pass


#: Depth → vectors of the examples (n, d), cheapest first.
Vectors = Mapping[int, NDArray[np.float32]]


def build_index(
    policy: Policy,
    bank: Bank,
    encoder: Encoder,
    target: Path,
    progress: Progress = _nobody,
    learning: Progress = _nobody,
    common: Common | None = None,
    *,
    documents: bool = False,
) -> Path:
    """Train on the bank and put the index in force in the folder `target`; the folder of the new version.

    `progress` is told how many vectors are there, `learning` how far the training is that follows. Where the bank does
    not reach, `common` stands in; without it BankError when the bank lacks a kind of message. With `documents` the
    version holds the policy's editions and phrases too, so that nothing else is needed to answer from it. LinksError
    when the owner's links cannot be read; OSError when the disk refuses.
    """
    if common and is_cold(policy, bank):
        return build_cold(policy, bank, common, encoder, target, progress, learning, documents=documents)
    readings, vectors = read_examples(policy, bank, encoder, target, progress)
    index = train_index(policy, bank, readings, vectors, learning)

    def write(folder: Path) -> None:
        save_index(folder, index)
        for depth, own in vectors.items():
            save_vectors(folder / sentences_file(depth), [reading.text for reading in readings], own)
        if documents:
            keep_documents(folder, policy.folder)

    return place(target, manifest_of(policy, bank, encoder), write)


def depths_of(policy: Policy, bank: Bank, encoder: Encoder) -> tuple[int, ...]:
    """After how many layers messages are looked at, cheapest first.

    A clause without phrases is found by the likeness of whole sentences alone, which needs the whole model.
    """
    phrased = {phrase.label for phrase in bank.phrases}
    if encoder.depths == (WHOLE,) or not phrased.issuperset(policy.quotable):
        return (WHOLE,)
    return (encoder.depths[0], encoder.depths[-1])


def read_examples(
    policy: Policy, bank: Bank, encoder: Encoder, target: Path, progress: Progress = _nobody
) -> tuple[list[Reading], Vectors]:
    """Readings of `examples_of` and their vectors, from the index in `target` or of another edition where they are."""
    reader = Reader()
    readings = [reader.read(text) for text, _ in examples_of(policy, bank)]
    texts, depths = [reading.text for reading in readings], depths_of(policy, bank, encoder)
    vectors = {}
    costs = [1 + max(depth, 0) for depth in depths]  # a text is passed through so many layers
    for step, depth in enumerate(depths):
        kept = _kept(target, sentences_file(depth), encoder.name)

        def told(done: int, total: int, step: int = step) -> None:
            progress(sum(costs[:step]) * total + costs[step] * done, sum(costs) * total)

        vectors[depth] = embed(texts, encoder, depth, kept, told)
    return readings, vectors


def _kept(target: Path, name: str, model: str) -> Path | None:
    """Vectors of the version in force; of an edition that has none yet those of the one beside it that is newest."""
    if (own := whole_file(target, name, model)) is not None:
        return own
    beside = [found for each in target.parent.glob("*/") if (found := whole_file(each, name, model)) is not None]
    return max(beside, key=lambda file: file.stat().st_mtime, default=None)


def train_index(
    policy: Policy, bank: Bank, readings: Sequence[Reading], vectors: Vectors, progress: Progress = _nobody
) -> Index:
    """Learn all that an index holds from the readings of `examples_of` and their vectors. Raises BankError."""
    from index.fitting import fit_calibration, fit_certain, fit_thresholds  # only building needs them
    from index.training import kernel_of, train

    answers = [label for _, label in examples_of(policy, bank)]
    if missing := sorted({*KIND_LABELS}.difference(answers)):
        raise BankError(f"В банке нет ни одной фразы вида {', '.join(missing)}: допишите их и постройте индекс снова.")
    labels = (*policy.quotable, *KIND_LABELS, *MARKS)
    phrases = len(bank.phrases)
    folds = np.concatenate([folds_of(bank.phrases), np.full(len(answers) - phrases, -1)])
    said = [phrase.labels for phrase in bank.phrases]
    taught = [*said, *((number,) for number in answers[phrases:])]
    vocabulary, terms = Vocabulary.fitted(readings)
    steps = 2 + len(vectors)  # about as long each
    kernel = kernel_of(terms)
    progress(1, steps)
    stages, found = [], []
    widths = WIDTHS if len(vectors) > 1 else (None,)
    for step, ((depth, own), width) in enumerate(zip(vectors.items(), widths, strict=True), 2):
        trained = train(own, terms, kernel.copy(), taught, folds, labels, width)
        scores = trained.held_out[:phrases]
        calibration = fit_calibration(labels, policy.lists, scores, said)
        stages.append(Stage(depth, trained.head, calibration))
        found.append([meaning(calibration, row, "ru") for row in scores])
        progress(step, steps)
    said_first = answers[:phrases]
    certain = fit_certain(found, said_first, policy.lists) if len(stages) > 1 else 0.0
    heard = [decided(each, certain).understanding for each in zip(*found, strict=True)]
    return Index(
        tuple(stages),
        certain,
        fit_thresholds(heard, said_first, policy.lists),
        vocabulary,
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
