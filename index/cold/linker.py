"""Proposing the links between a library of topics and a document."""

import numpy as np

from index.cold.common import Common
from index.cold.lexical import Lexical
from index.cold.linking import Linking, Verdicts, affinity, words_met
from index.cold.views import Views, about_middle
from index.encoder import Encoder, Floats
from index.head import Head
from index.reader import Reader


def link_topics(common: Common, head: Head, views: Views, encoder: Encoder, depth: int, verdicts: Verdicts) -> Linking:
    """How the topics and the clauses of a document belong together; `head` is the shared one."""
    reader = Reader()
    titled = [reader.read(f"{topic.title}. {'; '.join(topic.markers)}") for topic in common.topics]
    marked = about_middle(encoder.encode([reading.text for reading in titled], depth))
    alone, on_path = about_middle(views.alone), about_middle(views.on_path)
    markers = [[reader.read(marker).lemmas for marker in topic.markers] for topic in common.topics]
    return Linking(
        common.slugs,
        views.clauses,
        likeness=marked @ on_path.T,
        affinity=affinity(
            (2 * marked @ on_path.T, marked @ alone.T),
            _middles(common, head) @ alone.T,
            Lexical.of(views.lemmas),
            [reading.lemmas for reading in titled],
        ),
        met={
            (row, column): tuple(common.topics[row].markers[place] for place in places)
            for (row, column), places in words_met(markers, views.lemmas).items()
        },
        verdicts=verdicts,
    )


def _middles(common: Common, head: Head) -> Floats:
    """The mean of the phrases of each topic, unit vectors (topics, d)."""
    labels = np.array([phrase.label for phrase in common.bank.phrases])
    means = np.array([head.vectors[:, labels == slug].mean(axis=1) for slug in common.slugs])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True))
