"""A document's clauses as texts to look at: each alone, on its path, and sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Floats
from index.head import centred
from index.policy import Policy
from index.reader import Reader

_END = re.compile(r"(?<=[.!?;])\s+")
_LEAST = 15  #: characters of a sentence that says something by itself


@dataclass(frozen=True)
class Views:
    """Vectors of n clauses in d dimensions, and their lemmas."""

    clauses: tuple[str, ...]
    alone: Floats  #: (n, d)
    on_path: Floats  #: (n, d)
    sentences: Floats  #: (s, d)
    clause_of: NDArray[np.int64]  #: (s,), place of the clause that a sentence is of
    lemmas: tuple[tuple[str, ...], ...]  #: of each clause on its path
    words: tuple[tuple[str, ...], ...]


def views_of(policy: Policy, encoder: Encoder, depth: int) -> Views:
    """The views of all clauses that can be quoted, through so many layers of the model."""
    reader, clauses = Reader(), policy.quotable
    alone = [reader.read(_alone(policy, number)) for number in clauses]
    on_path = [reader.read(_on_path(policy, number)) for number in clauses]
    parts = [(place, part) for place, number in enumerate(clauses) for part in _sentences(_alone(policy, number))]
    return Views(
        clauses,
        encoder.encode([reading.text for reading in alone], depth),
        encoder.encode([reading.text for reading in on_path], depth),
        encoder.encode([reader.read(part).text for _, part in parts], depth),
        np.array([place for place, _ in parts], np.int64),
        tuple(reading.lemmas for reading in on_path),
        tuple(reading.words for reading in on_path),
    )


def about_middle(vectors: Floats) -> Floats:
    """Vectors (n, d) as unit vectors about their own mean; as they are where that says nothing."""
    middle = vectors.mean(axis=0)
    if np.linalg.norm(vectors - middle, axis=1).min() < 1e-6:  # one clause, or clauses that are all the same
        return vectors
    return centred(vectors, middle)


def _alone(policy: Policy, number: str) -> str:
    clause = policy.clause(number)
    return f"{clause.heading} {clause.text}".strip()


def _on_path(policy: Policy, number: str) -> str:
    """Headings above it, the words that lead a list it is in, and the clause."""
    *above, clause = (policy.clause(each) for each in policy.ancestry(number))
    said: list[str] = []
    for each in above:
        if each.heading:
            said.append(each.heading.rstrip(".") + ".")
        if each.text.rstrip().endswith(":") or not each.heading:
            said.append(each.text)
    if clause.heading:
        said.append(clause.heading.rstrip(".") + ".")
    return " ".join([*said, clause.text]).strip()


def _sentences(text: str) -> Iterator[str]:
    """The sentences, or the whole where none is long enough."""
    found = [part for part in _END.split(text) if len(part) > _LEAST]
    yield from found or [text]
