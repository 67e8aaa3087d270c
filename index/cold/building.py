"""Building and opening the index of a document that lacks phrases."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.bank import Bank, Phrase
from index.cold.calibration import ColdCalibration
from index.cold.common import Common
from index.cold.fitted import PHRASED, PLAIN
from index.cold.linker import link_topics
from index.cold.linking import Linking, Verdicts
from index.cold.ranking import Cold
from index.cold.shared import Progress, build_shared, open_shared, shared_folder
from index.cold.storage import load_cold, save_cold
from index.cold.views import views_of
from index.editions.carrying import carried_verdicts
from index.encoder import Encoder
from index.folder import Manifest, checked, keep_documents, place
from index.head import Head
from index.labels import KIND_LABELS
from index.policy import Policy
from index.reader import Reader
from index.spelling import count_words
from index.storage import Index
from index.terms import Vocabulary


def is_cold(policy: Policy, bank: Bank) -> bool:
    """Whether the phrases of a document do not reach: a kind of message has none, or most clauses have none.

    Where a few clauses of a new edition lack phrases, the others' phrases serve better than topics.
    """
    phrased = {phrase.label for phrase in bank.phrases}
    return not phrased.issuperset(KIND_LABELS) or 2 * len(phrased.intersection(policy.quotable)) < len(policy.quotable)


def build_cold(
    policy: Policy,
    bank: Bank,
    common: Common,
    encoder: Encoder,
    target: Path,
    progress: Progress,
    learning: Progress,
    *,
    documents: bool = False,
) -> Path:
    """Put the index of the document in force in the folder `target`, and the shared head beside it; the new version.

    With `documents` it holds those too.

    Raises BankError and LinksError; OSError when the disk refuses.
    """
    common, beside = _shared_with(common, bank, target)
    verdicts = carried_verdicts(policy, common.slugs)
    shared = build_shared(common, encoder, beside, progress, learning)
    cold = cold_of(policy, bank, common, shared, encoder, verdicts)

    def write(folder: Path) -> None:
        save_cold(folder, cold)
        if documents:
            keep_documents(folder, policy.folder)

    return place(target, cold_manifest(policy, bank, common, encoder), write)


def open_cold(policy: Policy, bank: Bank, common: Common, encoder: Encoder, folder: Path) -> tuple[Index, Common]:
    """The index in force in a folder, and what it shares with others; raises IndexFolderError and LinksError."""
    common, beside = _shared_with(common, bank, folder)
    version = checked(folder, cold_manifest(policy, bank, common, encoder))
    shared = open_shared(common, encoder, beside)
    verdicts = carried_verdicts(policy, common.slugs)
    cold = load_cold(version, common.slugs, verdicts, policy.lists, shared.stages[0].calibration)
    return index_of(shared, cold), common


def _shared_with(common: Common, bank: Bank, target: Path) -> tuple[Common, Path]:
    """What the document shares with others, and where that lies; nobody shares phrases of its own."""
    own = any(phrase.label in KIND_LABELS for phrase in bank.phrases)
    return common.without_kinds_of(bank.phrases) if own else common, shared_folder(target, own=own)


def cold_of(policy: Policy, bank: Bank, common: Common, shared: Index, encoder: Encoder, verdicts: Verdicts) -> Cold:
    """What stands in for the phrases that the document lacks, with those that it has."""
    stage = shared.stages[0]
    views = views_of(policy, encoder, stage.depth)
    own = [phrase for phrase in bank.phrases if phrase.label in policy.quotable]
    return Cold(
        views,
        link_topics(common, stage.head, views, encoder, stage.depth, verdicts),
        own_head(policy, own, encoder, shared.vocabulary, stage.depth) if own else None,
        ColdCalibration(policy.quotable, dict(policy.lists), stage.calibration, PHRASED if own else PLAIN),
    )


def own_head(policy: Policy, own: Sequence[Phrase], encoder: Encoder, vocabulary: Vocabulary, depth: int) -> Head:
    """A head of the document's own phrases, each clause an example of itself besides."""
    from index.sparse import SparseRows  # only building needs them
    from index.training import kernel_of, train

    reader = Reader()
    readings = [reader.read(phrase.whole) for phrase in own]
    readings += [reader.read(policy.clause(number).text) for number in policy.quotable]
    labels = [*(phrase.label for phrase in own), *policy.quotable]
    rows = [vocabulary.rows(reading) for reading in readings]
    terms = [
        SparseRows([row[space].columns for row in rows], [row[space].weights for row in rows], len(each.places))
        for space, each in enumerate((vocabulary.chars, vocabulary.lemmas))
    ]
    vectors = encoder.encode([reading.text for reading in readings], depth)
    together = np.zeros(len(labels), np.int64)  # nothing is held out
    return train(vectors, terms, kernel_of(terms), [(label,) for label in labels], together, policy.quotable).head


def index_of(shared: Index, cold: Cold) -> Index:
    """An index that asks the shared head and then the document."""
    return replace(
        shared,
        thresholds=cold.calibration.fitted.thresholds,
        word_uses=_together(shared.word_uses, count_words(cold.views.words)),
        lemma_uses=_together(shared.lemma_uses, count_words(cold.views.lemmas)),
        cold=cold,
    )


def cold_manifest(policy: Policy, bank: Bank, common: Common, encoder: Encoder) -> Manifest:
    """What the index of such a document is made of."""
    judged = policy.links.read_bytes() if policy.links.exists() else b""
    phrases = hashlib.sha256(f"{bank.sha256} {common.bank.sha256} ".encode() + _titles(common) + judged).hexdigest()
    return Manifest(encoder.name, encoder.dimension, policy.edition.sha256, phrases)


def links_of(policy: Policy, common: Common, encoder: Encoder, target: Path) -> Linking:
    """How topics and clauses belong together, for showing it; trains the shared head where it is missing."""
    shared = build_shared(common, encoder, shared_folder(target))
    verdicts = carried_verdicts(policy, common.slugs)
    return cold_of(policy, Bank(()), common, shared, encoder, verdicts).linking


def _titles(common: Common) -> bytes:
    return "".join(f"{topic.slug}\t{topic.title}\t{topic.markers}\n" for topic in common.topics).encode()


def _together(*counts: Mapping[str, int]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
