"""The pieces of a text that the bundled model knows, by sentencepiece.

The carrier brings them as a tokenizer.json, whose own library takes a kilobyte of memory for each piece.
"""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from index.model.texts import TOKENS, readable

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

PIECES = "pieces.model"
UNKNOWN = "<unk>"
SPECIAL = ("<s>", "<pad>", "</s>", UNKNOWN, "<mask>")
_PREFIX = "query: "  # e5 was trained with it before each text


class Pieces:
    """Cuts texts; threads may share it."""

    def __init__(self, processor: "SentencePieceProcessor") -> None:
        self._processor = processor
        self._begin, self._end = processor.piece_to_id("<s>"), processor.piece_to_id("</s>")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Those of a folder of `index.model.convert`; raises whatever the library makes of a damaged file."""
        from sentencepiece import SentencePieceProcessor

        return cls(SentencePieceProcessor(model_file=str(folder / PIECES)))

    def ids(self, text: str) -> list[int]:
        """Ids of the first pieces of any string, at most TOKENS with those of its beginning and end."""
        found = self._processor.encode(_PREFIX + readable(text))
        return [self._begin, *found[: TOKENS - 2], self._end]


def as_sentencepiece(tokenizer: Mapping[str, Any]) -> bytes:
    """A sentencepiece model with the same pieces, ids and normalisation as a Unigram tokenizer.json of XLM-R's kind."""
    from sentencepiece.sentencepiece_model_pb2 import ModelProto  # with protobuf, which came with onnx

    model = ModelProto()
    kinds = model.SentencePiece
    for piece, score in tokenizer["model"]["vocab"]:
        special = kinds.UNKNOWN if piece == UNKNOWN else kinds.CONTROL
        model.pieces.add(piece=piece, score=score, type=special if piece in SPECIAL else kinds.NORMAL)
    names = [piece for piece, _ in tokenizer["model"]["vocab"]]
    model.trainer_spec.model_type = model.trainer_spec.UNIGRAM
    for field, piece in (("bos_id", "<s>"), ("pad_id", "<pad>"), ("eos_id", "</s>"), ("unk_id", UNKNOWN)):
        setattr(model.trainer_spec, field, names.index(piece))
    charsmap, *_ = (step for step in tokenizer["normalizer"]["normalizers"] if step["type"] == "Precompiled")
    model.normalizer_spec.precompiled_charsmap = base64.b64decode(charsmap["precompiled_charsmap"])
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    return bytes(model.SerializeToString())
