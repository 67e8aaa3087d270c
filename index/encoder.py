"""Sentences into vectors: the one door to the sentence model.

Those of the bank are kept with the index, so that a changed bank costs only its new phrases.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.folder import forget
from index.model.convert import bundled_model
from index.model.layers import WHOLE, LayeredModel

Floats = NDArray[np.float32]


class Encoder(Protocol):
    """What the index needs of a sentence model."""

    @property
    def name(self) -> str:
        """Identity of the model: another name means vectors that must not be compared with these."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def depths(self) -> tuple[int, ...]:
        """After how many layers vectors can be had, rising; (WHOLE,) of a model that is not cut."""

    def encode(self, texts: Sequence[str], depth: int = WHOLE) -> Floats:
        """Vectors of any strings, shape (len(texts), dimension), each row of unit length; threads may share it."""


def open_encoder(model: str | None, cache: Path, *, progress: bool = True) -> Encoder:
    """The encoder of a sentence-transformers folder or hub name; None is the bundled model.

    The bundled model is converted once, into a folder below `cache`, and needs no network. Raises ModelError.
    """
    if model is None:
        return LayeredModel.load(bundled_model(cache, progress=progress))
    from index.model.sentences import SentenceModel

    return SentenceModel.load(model)


def sentences_file(depth: int) -> str:
    """Name of the file that keeps the vectors of the phrases after so many layers."""
    return f"vectors{depth:+}.npz"


def forget_sentences(folder: Path) -> None:
    """Drop the vectors of the phrases from the index in a folder: the next build makes all of them again."""
    forget(folder, "vectors*.npz")


def embed(
    texts: Sequence[str], encoder: Encoder, depth: int, kept: Path | None, progress: Callable[[int, int], None]
) -> Floats:
    """Vectors of the texts, shape (n, d); those that the file `kept` holds are taken from it.

    The encoder gives a text the same vector whatever it comes with, so taking one over changes nothing.
    """
    known = _load(kept) if kept else {}
    vectors = np.empty((len(texts), encoder.dimension), np.float32)

    def vector(text: str) -> Floats:
        found = known.get(_digest(text))
        return encoder.encode([text], depth)[0] if found is None else found

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as workers:
        for done, found in enumerate(workers.map(vector, texts)):
            vectors[done] = found
            progress(done, len(texts))
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
