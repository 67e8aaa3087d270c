"""The packed weights file ("E5S1"): a header, a vocabulary, a directory of tensors, the tensors.

Everything is little-endian. A tensor is float32, or rows of 4-bit blocks: 32 weights are a float16 scale and
16 bytes, byte j holding weight j in its low half and weight j + 16 in its high half; weight = (half - 8) * scale.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Rows = slice | NDArray[np.intp]

_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_HEADER = struct.Struct("<4sI7ifi5iQ")
_ENTRY = struct.Struct("<BIQQ")  # type, number of weights, offset, number of bytes


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """A packed file opened for reading; sizes are those of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    token_types: int
    _data: memoryview
    _directory: dict[str, tuple[int, int]]  #: name → (number of weights, offset)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a file whose checksum was verified: nothing in it is doubted here."""
        data = memoryview(path.read_bytes())
        header = _HEADER.unpack_from(data)
        hidden, layers, heads, intermediate, _, positions, token_types = header[2:9]
        pieces, letters = header[11], header[16]
        at = _HEADER.size + 4 * (pieces + 1) + 4 * pieces + letters  # offsets, scores and letters of the pieces
        _, normaliser = struct.unpack_from("<iI", data, at)
        at += 8 + normaliser
        (entries,) = struct.unpack_from("<i", data, at)
        at += 4
        directory = {}
        for _ in range(entries):
            (length,) = struct.unpack_from("<H", data, at)
            name = bytes(data[at + 2 : at + 2 + length]).decode()
            _, count, offset, _ = _ENTRY.unpack_from(data, at + 2 + length)
            directory[name] = (count, offset)
            at += 2 + length + _ENTRY.size
        return cls(hidden, layers, heads, intermediate, positions, token_types, data, directory)

    def vector(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        count, offset = self._directory[name]
        return np.frombuffer(self._data, "<f4", count, offset)

    def matrix(self, name: str, columns: int, rows: Rows = slice(None)) -> NDArray[np.float32]:
        """The chosen rows of a tensor of 4-bit blocks, shape (number of rows, columns)."""
        halves, scales = self._blocks(name, columns, rows)
        weights = (halves.astype(np.float32) - 8) * scales[..., None]
        return weights.reshape(-1, columns)

    def packed(
        self, name: str, columns: int, rows: Rows = slice(None)
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """The same as onnxruntime packs it: neighbours in a byte, the first in its low half, and a scale a block.

        Shapes (number of rows, columns / 2) and (number of rows, columns / 32).
        """
        halves, scales = self._blocks(name, columns, rows)
        pairs = halves[..., ::2] | (halves[..., 1::2] << 4)
        return np.asarray(pairs, np.uint8).reshape(-1, columns // 2), scales

    def _blocks(self, name: str, columns: int, rows: Rows) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Halves of bytes in order, shape (number of rows, blocks a row, 32), and scales (number of rows, blocks)."""
        count, offset = self._directory[name]
        blocks = np.frombuffer(self._data, _BLOCK, count // 32, offset).reshape(-1, columns // 32)[rows]
        halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1)
        return halves.astype(np.uint8), blocks["scale"].astype(np.float32)
