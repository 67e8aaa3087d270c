"""Vectors of sentences kept with the index, so that a changed bank costs only its new phrases."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder

SENTENCES = "vectors.npz"
Floats = NDArray[np.float32]


def embed(texts: Sequence[str], encoder: Encoder, kept: Path | None, progress: Callable[[int, int], None]) -> Floats:
    """Vectors of the texts, shape (n, d); those that the file `kept` holds are taken from it.

    The encoder gives a text the same vector whatever it comes with, so taking one over changes nothing.
    """
    known = _load(kept) if kept else {}
    vectors = np.empty((len(texts), encoder.dimension), np.float32)
    for done, text in enumerate(texts):
        progress(done, len(texts))
        found = known.get(_digest(text))
        vectors[done] = encoder.encode([text])[0] if found is None else found
    progress(len(texts), len(texts))
    return vectors


def save_vectors(file: Path, texts: Sequence[str], vectors: Floats) -> None:
    """Write the vectors with the digests of their texts."""
    digests = np.array([np.frombuffer(_digest(text), np.uint8) for text in texts])
    np.savez(file, allow_pickle=False, digests=digests, vectors=vectors)


def _load(file: Path) -> dict[bytes, Floats]:
    with np.load(file, allow_pickle=False) as kept:
        return dict(zip((digest.tobytes() for digest in kept["digests"]), kept["vectors"], strict=True))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16]
