"""Sentences into vectors: the one door to the sentence model."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.model.convert import bundled_model
from index.model.sentences import SentenceModel


class Encoder(Protocol):
    """What the index needs of a sentence model."""

    @property
    def name(self) -> str:
        """Identity of the model: another name means vectors that must not be compared with these."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of any strings, shape (len(texts), dimension), each row of unit length."""


def open_encoder(model: str | None, cache: Path, *, progress: bool = True) -> Encoder:
    """The encoder of a sentence-transformers folder or hub name; None is the bundled model.

    The bundled model is converted once, into a folder below `cache`, and needs no network. Raises ModelError.
    """
    return SentenceModel.load(bundled_model(cache, progress=progress) if model is None else model)
