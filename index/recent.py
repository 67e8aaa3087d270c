"""Vectors of what was looked at last: several documents ask for those of one message, each in its turn."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

import numpy as np

from index.encoder import Encoder, Floats
from index.model.layers import WHOLE

MOST = 256  #: vectors, of some kilobytes each


class Recent:
    """An encoder that encodes no text twice in a row. Of a text nothing is kept but a hash under a key of its own."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder = encoder
        self._most = most
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, Floats] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def depths(self) -> tuple[int, ...]:
        return self._encoder.depths

    def encode(self, texts: Sequence[str], depth: int = WHOLE) -> Floats:
        """As `Encoder.encode`."""
        return np.stack([self._vector(text, depth) for text in texts]) if texts else self._encoder.encode(texts, depth)

    def _vector(self, text: str, depth: int) -> Floats:
        said = f"{depth} {text}".encode("utf-8", "replace")
        digest = blake2b(said, key=self._key, digest_size=16).digest()
        with self._lock:
            if (known := self._known.get(digest)) is not None:
                self._known.move_to_end(digest)
                return known
        vector: Floats = self._encoder.encode([text], depth)[0]
        with self._lock:
            self._known[digest] = vector
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return vector
