"""Which pieces of the tokenizer's vocabulary stay.

The model knows a hundred languages; people write to this help desk in Russian, in English, and in Russian with
Latin letters. Pieces with letters of other scripts leave (accented Latin letters stay as single letters), and their
rows of the embedding table with them: a text made of the pieces that stay is cut and encoded exactly as before,
a letter of another script becomes <unk>.
"""

import unicodedata
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.pieces import SPECIAL


def _stays(piece: str) -> bool:
    return piece in SPECIAL or all(
        character.isascii()
        or not unicodedata.category(character).startswith(("L", "M"))
        or unicodedata.name(character, "").startswith(("CYRILLIC", "COMBINING"))  # combining: stress marks
        or (len(piece) == 1 and unicodedata.name(character, "").startswith("LATIN"))  # é of café
        for character in piece
    )


def kept_pieces(tokenizer: dict[str, Any]) -> NDArray[np.intp]:
    """Ids of the pieces that stay, rising, of a Unigram tokenizer.json."""
    vocabulary = tokenizer["model"]["vocab"]
    return np.array([number for number, (piece, _) in enumerate(vocabulary) if _stays(piece)])


def pruned(tokenizer: dict[str, Any], kept: NDArray[np.intp]) -> dict[str, Any]:
    """The same tokenizer.json with the kept pieces only, renumbered 0, 1, 2… in their old order."""
    vocabulary = tokenizer["model"]["vocab"]
    number = {old: new for new, old in enumerate(kept.tolist())}
    return tokenizer | {
        "model": tokenizer["model"] | {"vocab": [vocabulary[old] for old in kept.tolist()]},
        "added_tokens": [token | {"id": number[token["id"]]} for token in tokenizer["added_tokens"]],
    }
