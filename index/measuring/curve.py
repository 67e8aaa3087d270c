"""The learning curve: how well heads trained on fewer phrases understand the same messages."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.bank import Bank, Phrase
from index.building import examples_of, read_examples, train_index
from index.encoder import Encoder
from index.folder import MANIFEST, current
from index.labels import KIND_LABELS
from index.measuring.evaluation import evaluate
from index.measuring.examples import Example
from index.measuring.metrics import Figure
from index.model.layers import WHOLE
from index.policy import Policy
from index.understander import Understander

SIZES = (5, 12, 22, 40)  #: phrases a clause
FIGURES = ("hit@1", "hit@3", "macro_f1")


@dataclass(frozen=True, slots=True)
class Point:
    """What a head trained on a part of the bank reaches."""

    per_clause: int  #: phrases a clause; of the whole bank, their mean
    phrases: int
    figures: Mapping[str, Figure]  #: of FIGURES


Curve = tuple[Point, ...]


def learning_curve(policy: Policy, bank: Bank, encoder: Encoder, index: Path, examples: Sequence[Example]) -> Curve:
    """Points for SIZES, as far as the bank reaches, and one for the whole bank; takes a minute.

    Every smaller part lies within the larger ones. The kinds keep their proportion to the clauses. Vectors are taken
    from the index in the folder `index`, which is not changed.
    """
    readings, vectors = read_examples(policy, bank, encoder, index)
    remembering = Remembering(encoder)
    clauses = len(policy.quotable)
    mean = sum(phrase.label not in KIND_LABELS for phrase in bank.phrases) / clauses
    points = []
    for size in [*(size for size in SIZES if size < mean), mean]:
        rows = _part(bank.phrases, size / mean, round(size)) if size < mean else [*range(len(bank.phrases))]
        part = Bank(tuple(bank.phrases[row] for row in rows))
        kept = [*rows, *range(len(bank.phrases), len(readings))]
        trained = train_index(
            policy, part, [readings[row] for row in kept], {depth: own[kept] for depth, own in vectors.items()}
        )
        understander = Understander(trained, examples_of(policy, part), remembering)
        report = evaluate(understander.understand, understander.thresholds, examples)
        points.append(Point(round(size), len(rows), {name: report.figures[name] for name in FIGURES}))
    return tuple(points)


def save_curve(file: Path, curve: Curve, key: str) -> None:
    """Keep a curve with the key of what it was made of."""
    kept = {"key": key, "points": [asdict(point) for point in curve]}
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def load_curve(file: Path, key: str) -> Curve | None:
    """The curve of a file; None when there is none of that key."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        return TypeAdapter(Curve).validate_python(kept["points"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def curve_key(index: Path, examples: Sequence[Example]) -> str:
    """A digest of all that decides about a curve: the index in force in a folder, and the messages."""
    version = current(index)
    made_of = (version / MANIFEST).read_bytes() if version else b""
    return hashlib.sha256(made_of + json.dumps([asdict(example) for example in examples]).encode()).hexdigest()


def _part(phrases: Sequence[Phrase], share: float, per_clause: int) -> list[int]:
    """Rows of the first phrases of each label in an order that looks drawn by lot but is always the same."""
    total = Counter(phrase.label for phrase in phrases)
    taken: Counter[str] = Counter()
    rows = []
    for row in sorted(range(len(phrases)), key=lambda row: hashlib.sha256(phrases[row].text.encode()).digest()):
        label = phrases[row].label
        most = max(1, round(total[label] * share)) if label in KIND_LABELS else per_clause
        if taken[label] < most:
            taken[label] += 1
            rows.append(row)
    return sorted(rows)


class Remembering:
    """An encoder that encodes no text twice: the same messages go through every head."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[int, str], NDArray[np.float32]] = {}
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.depths = encoder.depths

    def encode(self, texts: Sequence[str], depth: int = WHOLE) -> NDArray[np.float32]:
        for text in texts:
            if (depth, text) not in self._known:
                self._known[depth, text] = self._encoder.encode([text], depth)[0]
        return np.array([self._known[depth, text] for text in texts]).reshape(len(texts), self.dimension)
