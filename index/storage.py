"""The files of an index: weights as npz, words and calibration as JSON, vectors as FAISS. Nothing is pickled."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.calibration import Calibration
from index.decision import Thresholds
from index.head import Head
from index.terms import Terms

WEIGHTS, WORDS, VECTORS, CALIBRATION = "head.npz", "words.json", "phrases.faiss", "calibration.json"
_ARRAYS = ("center", "dual", "char_weights", "lemma_weights", "bias", "new_labels", "new_rows")


@dataclass(frozen=True)
class Index:
    """All that is learned from a policy and its bank."""

    head: Head
    calibration: Calibration
    thresholds: Thresholds
    word_uses: Mapping[str, int]  #: how often the bank and the policy use each word


def save_index(folder: Path, index: Index) -> None:
    """Write an index; the same index gives the same bytes."""
    head = index.head
    arrays = {name: getattr(head, name) for name in _ARRAYS}
    np.savez(folder / WEIGHTS, allow_pickle=False, **arrays, char_idf=head.chars.idf, lemma_idf=head.lemmas.idf)
    words = {
        "labels": head.labels,
        "chars": [*head.chars.places],
        "lemmas": [*head.lemmas.places],
        "uses": index.word_uses,
    }
    _write(folder / WORDS, words)
    vectors = faiss.IndexFlatIP(head.vectors.shape[1])
    vectors.add(head.vectors)
    faiss.write_index(vectors, str(folder / VECTORS))
    fitted = asdict(index.calibration) | {"thresholds": asdict(index.thresholds)}
    plain = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in fitted.items()}
    _write(folder / CALIBRATION, plain)


def load_index(folder: Path) -> tuple[Index, faiss.Index]:
    """The index, and the vectors of its phrases for search, in the order of training."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    vectors = faiss.read_index(str(folder / VECTORS))
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        head = Head(
            labels=tuple(words["labels"]),
            vectors=vectors.reconstruct_n(0, vectors.ntotal),
            chars=Terms(_places(words["chars"]), arrays["char_idf"]),
            lemmas=Terms(_places(words["lemmas"]), arrays["lemma_idf"]),
            **{name: arrays[name] for name in _ARRAYS},
        )
    fitted = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    thresholds = Thresholds(**fitted["thresholds"])
    calibration = Calibration(
        labels=tuple(fitted["labels"]),
        parents=fitted["parents"],
        kind_weights=np.array(fitted["kind_weights"]),
        sharpness=fitted["sharpness"],
        confidence_weights=np.array(fitted["confidence_weights"]),
    )
    return Index(head, calibration, thresholds, words["uses"]), vectors


def _places(terms: list[str]) -> dict[str, int]:
    return {term: place for place, term in enumerate(terms)}


def _write(file: Path, value: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=0), encoding="utf-8")
