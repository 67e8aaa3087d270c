"""The bundled model in the cache: converted once, whole or not at all."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from index.model import ModelError
from index.model.blocks import PackedWeights
from index.model.carriers import TOKENIZER, WEIGHTS
from index.model.folder import write_folder
from index.model.golden import check_cosines
from index.model.sentences import SentenceModel
from index.model.vocabulary import kept_pieces, pruned

NAME = "multilingual-e5-small-int8"  # a changed recipe takes a new name, and old caches are left alone

Step = Callable[[str], None]


class ConversionFailedError(ModelError):
    def __init__(self, code: int, last_line: str) -> None:
        super().__init__(
            f"Подготовка модели прервалась (код {code}; {last_line}): "
            "один раз ей нужны 2,5 ГБ свободной памяти и 1 ГБ на диске."
        )


def bundled_model(cache: Path, *, progress: bool) -> Path:
    """Folder of the bundled model, converted first if the cache has none.

    The folder gets its name as the last step, so an interrupted conversion leaves none; of two processes that
    start together one converts and the other waits. Raises ModelError.
    """
    target = cache / NAME
    if not target.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(cache / f".{NAME}.lock") as lock:
            if not target.is_dir():
                partial = cache / f".{NAME}.partial"
                shutil.rmtree(partial, ignore_errors=True)  # of a conversion that was killed
                try:
                    with _steps(progress) as step:
                        _convert(partial, step, lock)
                    (partial / NAME).rename(target)
                finally:
                    shutil.rmtree(partial, ignore_errors=True)
    return target


def _convert(partial: Path, step: Step, lock: IO[str]) -> None:
    """Build `partial`/NAME; the float32 model lies beside it."""
    step("проверка файлов")
    weights, tokenizer = WEIGHTS.verified(), TOKENIZER.verified()
    step("распаковка весов")
    partial.mkdir()
    pieces = json.loads(tokenizer.read_bytes())
    kept = kept_pieces(pieces)
    source, target = partial / "float32", partial / NAME
    write_folder(source, PackedWeights.read(weights), pruned(pieces, kept), kept)
    step("перевод в ONNX и сжатие")
    _export(source, target, lock)
    step("сверка с эталоном")
    check_cosines(SentenceModel.load(target).encode)


def _export(source: Path, target: Path, lock: IO[str]) -> None:
    """Run index.model.export; it holds the lock too, so that outliving this process it still keeps others out."""
    exporting = subprocess.run(  # both arguments are paths made here  # noqa: S603  # nosec B603
        [sys.executable, "-m", "index.model.export", str(source), str(target)],
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        pass_fds=[lock.fileno()],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if exporting.returncode != 0:
        raise ConversionFailedError(exporting.returncode, exporting.stderr.strip().rpartition("\n")[2])


@contextmanager
def _steps(shown: bool) -> Iterator[Step]:
    """A progress bar; the value is called with the name of each of the four steps as it begins."""
    columns = TextColumn("Готовлю модель: {task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, disable=not shown) as bar:
        task = bar.add_task("", total=4, completed=-1)
        yield lambda name: bar.update(task, description=name, advance=1)
        bar.update(task, description="готово", advance=1)


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    """Hold the lock file, across processes; the value is the open file."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
