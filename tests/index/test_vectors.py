"""Vectors kept with the index: a changed bank is built soon, and nothing false is taken over."""

from pathlib import Path

import numpy as np

from index.encoder import embed, forget_sentences, save_vectors, sentences_file
from index.folder import Manifest, checked, place, whole_file

SENTENCES = sentences_file(4)
MADE_OF = Manifest(model="one", dimension=2, text_sha256="", bank_sha256="")


class Counting:
    """An encoder that says how many texts it was given."""

    name, dimension, depths, calls = "one", 2, (4,), 0

    def encode(self, texts, depth):
        assert depth == 4
        self.calls += len(texts)
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    encoder = Counting()
    vectors = embed(["раз", "три"], encoder, 4, None, lambda done, total: None)
    place(tmp_path, MADE_OF, lambda version: save_vectors(version / SENTENCES, ["раз", "три"], vectors))
    again = embed(
        ["три", "четыре", "\ud800"], encoder, 4, whole_file(tmp_path, SENTENCES, "one"), lambda done, total: None
    )
    assert encoder.calls == 4
    assert again.tolist() == [[3, 1], [6, 1], [1, 1]]


def test_vectors_of_another_model_or_a_damaged_file_are_not_taken(tmp_path: Path) -> None:
    assert whole_file(tmp_path, SENTENCES, "one") is None
    version = place(tmp_path, MADE_OF, lambda version: save_vectors(version / SENTENCES, ["раз"], np.ones((1, 2))))
    assert whole_file(tmp_path, SENTENCES, "one") == version / SENTENCES
    assert whole_file(tmp_path, SENTENCES, "two") is None
    (version / SENTENCES).write_bytes(b"spoilt")
    assert whole_file(tmp_path, SENTENCES, "one") is None


def test_an_index_without_them_is_whole(tmp_path: Path) -> None:
    """An image leaves them out: they are half of it, and only the next build would miss them."""

    def write(version: Path) -> None:
        save_vectors(version / SENTENCES, ["раз"], np.ones((1, 2)))
        (version / "head").write_text("веса")

    version = place(tmp_path, MADE_OF, write)
    forget_sentences(tmp_path)
    assert version == checked(tmp_path, MADE_OF)
    assert {"head", "manifest.json"} == {file.name for file in version.iterdir()}
    assert whole_file(tmp_path, SENTENCES, "one") is None


def test_progress_reaches_its_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    embed(["раз", "два"], Counting(), 4, None, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]
