"""A sentence-transformers model, loaded for one CPU thread a text."""

import hashlib
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.model import ModelError

TOKENS = 128  # of a text; a question is far shorter, and this many cost 30 ms
CHARACTERS = 2_000  # of a text, before the tokenizer: about as many as 128 of the longest pieces


class ModelUnusableError(ModelError):
    def __init__(self, model: str | Path, reason: Exception) -> None:
        what = f"{type(reason).__name__}: {str(reason).partition(chr(10))[0]}"
        super().__init__(
            f"Модель «{model}» не открывается ({what}): проверьте PUNKT_MODEL, "
            "а если это папка в кэше, удалите её, и она соберётся заново."
        )


class SentenceModel:
    """Encodes sentences one by one, so that the vector of a text never depends on its neighbours.

    (An int8 model scales its activations over the whole batch.) Safe to call from several threads: nothing is
    written after the first sentence, which `load` encodes.
    """

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self.name = name
        self.dimension = int(model.get_embedding_dimension())

    @classmethod
    def load(cls, model: str | Path) -> Self:
        """Load a folder or a hub name. Raises ModelUnusableError."""
        try:
            with quiet():
                loaded = _load(model)
                loaded.max_seq_length = min(loaded.max_seq_length or TOKENS, TOKENS)
                encoder = cls(loaded, f"{Path(model).name}-{_fingerprint(model)}")
                encoder.encode([""])
        except Exception as reason:  # whatever the library, the disk or the network made of it
            raise ModelUnusableError(model, reason) from reason
        return encoder

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of any strings, shape (len(texts), dimension); long texts are cut to their first tokens."""
        vectors = self._model.encode(
            [_readable(text) for text in texts], batch_size=1, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the model libraries' remarks, meant for people who train models, off the operator's screen."""
    import sentence_transformers  # noqa: F401  (sets the levels of these loggers)

    loggers = [logging.getLogger(name) for name in ("sentence_transformers", "transformers", "optimum")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _load(model: str | Path) -> Any:
    from sentence_transformers import SentenceTransformer

    folder = Path(model)
    if not folder.is_dir():
        return SentenceTransformer(str(model), device="cpu")
    graphs = [path.relative_to(folder) for path in folder.glob("**/*.onnx")]
    if not graphs:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    return SentenceTransformer(
        str(folder),
        device="cpu",
        backend="onnx",
        local_files_only=True,
        model_kwargs={
            "file_name": min(graphs, key=lambda path: (path.name != "model.onnx", path)).as_posix(),
            "provider": "CPUExecutionProvider",
            "session_options": options,
        },
    )


def _fingerprint(model: str | Path) -> str:
    """Twelve hexadecimal digits of all files of a model that is on this machine."""
    folder = Path(model)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download

        folder = Path(snapshot_download(str(model), local_files_only=True))
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _readable(text: str) -> str:
    """The beginning of a text without runs of spaces; half of a surrogate pair, which no tokenizer takes, is "?"."""
    return " ".join(text.split())[:CHARACTERS].encode("utf-8", "replace").decode()
