"""What several documents ask of the encoder for one message is worked out once."""

from collections.abc import Sequence

import numpy as np

from index.recent import Recent


class Counting:
    """An encoder that counts."""

    name, dimension, depths = "counting", 2, (0, 4)

    def __init__(self) -> None:
        self.encoded: list[tuple[str, int]] = []

    def encode(self, texts: Sequence[str], depth: int = -1) -> np.ndarray:
        self.encoded += [(text, depth) for text in texts]
        return np.array([[len(text), depth] for text in texts], np.float32).reshape(-1, 2)


def test_a_text_is_encoded_once_at_each_depth() -> None:
    counting = Counting()
    recent = Recent(counting)
    first = recent.encode(["да", "нет"], 0)
    assert first.tolist() == recent.encode(["да", "нет"], 0).tolist() == counting.encode(["да", "нет"], 0).tolist()
    recent.encode(["да"], 4)
    assert [("да", 0), ("нет", 0), ("да", 0), ("нет", 0), ("да", 4)] == counting.encoded
    assert (0, 2) == recent.encode([]).shape


def test_what_was_not_asked_for_longest_goes() -> None:
    counting = Counting()
    recent = Recent(counting, most=1)
    for text in ("да", "нет", "да"):
        recent.encode([text])
    assert ["да", "нет", "да"] == [text for text, _ in counting.encoded]


def test_no_text_is_kept() -> None:
    recent = Recent(Counting())
    recent.encode(["мой телефон"])
    assert "телефон" not in repr(vars(recent))
