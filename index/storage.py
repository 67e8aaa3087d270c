"""The files of an index: arrays as npy, words and calibration as JSON, vectors as FAISS too. Nothing is pickled.

Arrays are mapped, not read: what no question touches takes no memory, and processes share the rest.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.calibration import Calibration
from index.decision import Thresholds
from index.head import Head, Terms

WORDS, PHRASES, CALIBRATION = "words.json", "phrases.faiss", "calibration.json"
_ARRAYS = ("center", "vectors", "dual", "char_weights", "lemma_weights", "bias", "new_labels", "new_rows")

_WEIGHTS = ("kind_weights", "wish_weights", "shape_weights", "confidence_weights")


@dataclass(frozen=True)
class Index:
    """All that is learned from a policy and its bank."""

    head: Head
    calibration: Calibration
    thresholds: Thresholds
    word_uses: Mapping[str, int]  #: how often the bank and the policy use each word,
    lemma_uses: Mapping[str, int]  #: and each lemma


def save_index(folder: Path, index: Index) -> None:
    """Write an index; the same index gives the same bytes."""
    head = index.head
    arrays = {name: getattr(head, name) for name in _ARRAYS}
    for name, array in (*arrays.items(), ("char_idf", head.chars.idf), ("lemma_idf", head.lemmas.idf)):
        np.save(_array(folder, name), array, allow_pickle=False)
    words = {
        "labels": head.labels,
        "chars": [*head.chars.places],
        "lemmas": [*head.lemmas.places],
        "word_uses": index.word_uses,
        "lemma_uses": index.lemma_uses,
    }
    _write(folder / WORDS, words)
    faiss.write_index(neighbours_of(head), str(folder / PHRASES))
    fitted = asdict(index.calibration) | {"thresholds": asdict(index.thresholds)}
    plain = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in fitted.items()}
    _write(folder / CALIBRATION, plain)


def load_index(folder: Path) -> tuple[Index, faiss.Index]:
    """The index, and the vectors of its phrases for search, in the order of training."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    head = Head(
        labels=tuple(words["labels"]),
        chars=Terms(_places(words["chars"]), _map(folder, "char_idf")),
        lemmas=Terms(_places(words["lemmas"]), _map(folder, "lemma_idf")),
        **{name: _map(folder, name) for name in _ARRAYS},
    )
    fitted = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    thresholds = Thresholds(**fitted["thresholds"])
    calibration = Calibration(
        labels=tuple(fitted["labels"]),
        parents=fitted["parents"],
        sharpness=fitted["sharpness"],
        **{name: np.array(fitted[name]) for name in _WEIGHTS},
    )
    # Not the source of Head.vectors: FAISS lays floats at odd addresses, which numpy copies whole for each product.
    phrases = faiss.read_index(str(folder / PHRASES), faiss.IO_FLAG_MMAP_IFC)
    return Index(head, calibration, thresholds, words["word_uses"], words["lemma_uses"]), phrases


def neighbours_of(head: Head) -> faiss.Index:
    """The vectors of the phrases for search, in the order of training."""
    neighbours = faiss.IndexFlatIP(head.vectors.shape[1])
    neighbours.add(head.vectors)
    return neighbours


def _array(folder: Path, name: str) -> Path:
    return folder / f"{name}.npy"


def _map(folder: Path, name: str) -> NDArray[Any]:
    return np.asarray(np.load(_array(folder, name), mmap_mode="r", allow_pickle=False))


def _places(terms: list[str]) -> dict[str, int]:
    return {term: place for place, term in enumerate(terms)}


def _write(file: Path, value: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=0), encoding="utf-8")
