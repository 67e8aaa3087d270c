"""The files of an index: weights as npz, terms and calibration as JSON, vectors as FAISS. Nothing is pickled."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.calibration import Calibration
from index.decision import Thresholds
from index.head import Head
from index.terms import Terms

WEIGHTS, WORDS, VECTORS = "head.npz", "head.json", "phrases.faiss"
CALIBRATION = "calibration.json"
_ARRAYS = ("center", "dual", "char_weights", "lemma_weights", "bias")


def save_head(folder: Path, head: Head) -> None:
    """Write a head; the same head gives the same bytes."""
    arrays = {name: getattr(head, name) for name in _ARRAYS}
    np.savez(folder / WEIGHTS, allow_pickle=False, **arrays, char_idf=head.chars.idf, lemma_idf=head.lemmas.idf)
    _write(folder / WORDS, {"labels": head.labels, "chars": [*head.chars.places], "lemmas": [*head.lemmas.places]})
    index = faiss.IndexFlatIP(head.vectors.shape[1])
    index.add(head.vectors)
    faiss.write_index(index, str(folder / VECTORS))


def load_head(folder: Path) -> tuple[Head, faiss.IndexFlatIP]:
    """The head, and its phrases' vectors as a FAISS index, in the order of training."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    index = faiss.read_index(str(folder / VECTORS))
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        head = Head(
            labels=tuple(words["labels"]),
            vectors=index.reconstruct_n(0, index.ntotal),
            chars=Terms(_places(words["chars"]), arrays["char_idf"]),
            lemmas=Terms(_places(words["lemmas"]), arrays["lemma_idf"]),
            **{name: arrays[name] for name in _ARRAYS},
        )
    return head, index


def save_calibration(folder: Path, calibration: Calibration, thresholds: Thresholds) -> None:
    """Write what was fitted to the held-out phrases."""
    fitted = asdict(calibration) | {"thresholds": asdict(thresholds)}
    _write(
        folder / CALIBRATION,
        {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in fitted.items()},
    )


def load_calibration(folder: Path) -> tuple[Calibration, Thresholds]:
    """What `save_calibration` wrote."""
    fitted = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    thresholds = Thresholds(**fitted.pop("thresholds"))
    fitted["labels"] = tuple(fitted["labels"])
    for name in ("kind_weights", "confidence_weights"):
        fitted[name] = np.array(fitted[name])
    return Calibration(**fitted), thresholds


def _places(terms: list[str]) -> dict[str, int]:
    return {term: place for place, term in enumerate(terms)}


def _write(file: Path, value: dict[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=0), encoding="utf-8")
