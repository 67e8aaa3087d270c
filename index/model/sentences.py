"""A model of the operator's own, a sentence-transformers folder or hub name, loaded for one CPU thread a text."""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.model import ModelError
from index.model.layers import WHOLE
from index.model.texts import TOKENS, ModelUnusableError, fingerprint, readable


class LibraryMissingError(ModelError):
    def __init__(self, model: str | Path) -> None:
        super().__init__(f"Для модели «{model}» из PUNKT_MODEL нужен sentence-transformers: установите «punkt[full]».")


class SentenceModel:
    """Encodes sentences one by one, so that the vector of a text never depends on its neighbours.

    (An int8 model scales its activations over the whole batch.) Safe to call from several threads: nothing is
    written after the first sentence, which `load` encodes.
    """

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self.name = name
        self.depths = (WHOLE,)
        self.dimension = int(model.get_embedding_dimension())

    @classmethod
    def load(cls, model: str | Path) -> Self:
        """Load a folder, or a hub name (downloaded once, then never asked for again).

        Raises LibraryMissingError and ModelUnusableError.
        """
        if find_spec("sentence_transformers") is None:
            raise LibraryMissingError(model)
        try:
            with quiet():
                folder = _folder(model)
                loaded = _open(folder)
                loaded.max_seq_length = min(loaded.max_seq_length or TOKENS, TOKENS)
                encoder = cls(loaded, f"{Path(model).name}-{fingerprint(folder)}")
                encoder.encode([""])
        except Exception as reason:  # whatever the libraries, the disk or the network made of it
            raise ModelUnusableError(model, reason) from reason
        return encoder

    def encode(self, texts: Sequence[str], depth: int = WHOLE) -> NDArray[np.float32]:
        """Unit vectors of any strings, shape (len(texts), dimension); long texts are cut to their first tokens."""
        del depth  # it has one
        vectors = self._model.encode(
            [readable(text) for text in texts],
            batch_size=1,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' remarks, meant for people who train models, off the operator's screen."""
    import sentence_transformers  # noqa: F401  (importing it sets the levels of these loggers)

    names = ("sentence_transformers", "transformers", "optimum", "huggingface_hub")
    loggers = [logging.getLogger(name) for name in names]
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


def _folder(model: str | Path) -> Path:
    """Where the files of a model are; a hub name that is not on this machine yet is downloaded."""
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError
    from sentence_transformers import SentenceTransformer

    try:
        return Path(snapshot_download(str(model), local_files_only=True))
    except LocalEntryNotFoundError:
        SentenceTransformer(str(model), device="cpu")  # of all formats in a repository it fetches the one it reads
        return Path(snapshot_download(str(model), local_files_only=True))


def _open(folder: Path) -> Any:
    """The model of a folder: its ONNX graph if there is one, else its PyTorch weights."""
    import torch
    from onnxruntime import SessionOptions
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)  # questions come several at once: threads inside one would only wait for each other
    graphs = [path.relative_to(folder) for path in folder.glob("**/*.onnx")]
    if not graphs:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
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
