"""The bundled model in the cache: converted once, whole or not at all."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from index.model.blocks import PackedWeights
from index.model.carriers import TOKENIZER, WEIGHTS
from index.model.folder import write_folder
from index.model.golden import check_cosines
from index.model.sentences import SentenceModel, quiet
from index.model.vocabulary import kept_pieces, pruned

NAME = "multilingual-e5-small-int8"  # add a revision when the recipe below changes: old caches are then left alone


def bundled_model(cache: Path, *, progress: bool) -> Path:
    """Folder of the bundled model, converted first if the cache has none.

    The folder gets its name as the last step, so an interrupted conversion leaves none; of two processes that
    start together one converts and the other waits. Raises ModelError.
    """
    target = cache / NAME
    if not target.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(cache / f".{NAME}.lock"):
            if not target.is_dir():
                partial = cache / f".{NAME}.partial"
                shutil.rmtree(partial, ignore_errors=True)
                try:
                    with _steps(progress) as step:
                        _convert(partial, step)
                    (partial / NAME).rename(target)
                finally:
                    shutil.rmtree(partial, ignore_errors=True)
    return target


def _convert(partial: Path, step: Callable[[str], None]) -> None:
    """Build `partial`/NAME; the float32 model lies beside it."""
    step("проверка файлов")
    weights, tokenizer = WEIGHTS.verified(), TOKENIZER.verified()
    step("распаковка весов")
    partial.mkdir()
    pieces = json.loads(tokenizer.read_bytes())
    kept = kept_pieces(pieces)
    source, target = partial / "float32", partial / NAME
    write_folder(source, PackedWeights.read(weights), pruned(pieces, kept), kept)
    step("загрузка библиотек")
    with quiet():
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.backend import export_dynamic_quantized_onnx_model

        step("перевод в ONNX")
        exported = SentenceTransformer(
            str(source),
            device="cpu",
            backend="onnx",
            local_files_only=True,
            model_kwargs={"export": True, "provider": "CPUExecutionProvider"},
        )
        step("сжатие до восьми бит")
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.safetensors"))
        export_dynamic_quantized_onnx_model(exported, "avx2", str(target))
    _map_table(target / "onnx/model_quint8_avx2.onnx")
    step("сверка с эталоном")
    check_cosines(SentenceModel.load(target).encode)


def _map_table(graph: Path) -> None:
    """Move the embedding table to a file of its own, which the runtime maps: only rows in use take memory."""
    import onnx

    model = onnx.load(graph)
    graph.unlink()
    table = f"{graph.name}_data"
    onnx.save_model(model, graph, save_as_external_data=True, location=table, size_threshold=1 << 20)


@contextmanager
def _steps(shown: bool) -> Iterator[Callable[[str], None]]:
    """A progress bar; the value is called with the name of each of the six steps as it begins."""
    columns = TextColumn("Готовлю модель: {task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, disable=not shown) as bar:
        task = bar.add_task("", total=6, completed=-1)
        yield lambda name: bar.update(task, description=name, advance=1)
        bar.update(task, description="готово", advance=1)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock file, across processes."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
