"""The bundled model in the cache: converted once, whole or not at all."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from index.model.blocks import PackedWeights
from index.model.carriers import TOKENIZER, WEIGHTS, CarrierMissingError
from index.model.golden import check_cosines
from index.model.layers import LayeredModel
from index.model.pieces import PIECES, as_sentencepiece
from index.model.vocabulary import kept_pieces, pruned

NAME = "multilingual-e5-small-pieces"  # a changed recipe takes a new name, and old caches are left alone

Step = Callable[[str], None]


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
                shutil.rmtree(partial, ignore_errors=True)  # of a conversion that was killed
                try:
                    with _steps(progress) as step:
                        _convert(partial / NAME, step)
                    (partial / NAME).rename(target)
                finally:
                    shutil.rmtree(partial, ignore_errors=True)
    return target


def clear_half_converted(cache: Path) -> None:
    """Remove what a conversion left that was killed; where another one converts now, it will."""
    if not cache.is_dir():
        return
    with suppress(BlockingIOError), _locked(cache / f".{NAME}.lock", waiting=False):
        shutil.rmtree(cache / f".{NAME}.partial", ignore_errors=True)


def _convert(target: Path, step: Step) -> None:
    step("проверка файлов")
    weights, tokenizer = WEIGHTS.verified(), TOKENIZER.verified()
    try:
        from index.model.graph import write_graphs  # onnx: only converting needs it
    except ImportError:
        raise CarrierMissingError("onnx") from None
    step("перевод в ONNX и сжатие")
    target.mkdir(parents=True)
    pieces = json.loads(tokenizer.read_bytes())
    kept = kept_pieces(pieces)
    write_graphs(target, PackedWeights.read(weights), kept)
    (target / PIECES).write_bytes(as_sentencepiece(pruned(pieces, kept)))
    step("сверка с эталоном")
    check_cosines(LayeredModel.load(target).encode)


@contextmanager
def _steps(shown: bool) -> Iterator[Step]:
    """A progress bar; the value is called with the name of each of the three steps as it begins."""
    columns = TextColumn("Готовлю модель: {task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, disable=not shown) as bar:
        task = bar.add_task("", total=3, completed=-1)
        yield lambda name: bar.update(task, description=name, advance=1)
        bar.update(task, description="готово", advance=1)


@contextmanager
def _locked(path: Path, *, waiting: bool = True) -> Iterator[None]:
    """Hold the lock file, across processes; BlockingIOError where somebody else does, and nobody is `waiting`."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX if waiting else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
