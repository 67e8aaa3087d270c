"""Building the model and the index in a process of its own: how far that is, how it is ended, and why it failed."""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from desk.preparation import Phase, Preparation
from desk.settings import Settings
from index.bank import BankError
from index.building import build_index
from index.cold.linking import LinksError
from index.encoder import Encoder, open_encoder
from index.folder import DOCUMENTS, IndexFolderError, clear_half_written, current, renew
from index.model import ModelError
from index.model.convert import clear_half_converted
from index.policy import PolicyError
from index.understander import open_index
from index.unsure import keep_unsure, load_unsure
from punkt.failure import Failure
from punkt.knowledge_folders import index_folder, indexes, model_folder
from punkt.publishing import publish
from punkt.shelf import read_shelf
from punkt.sources import Sources, read_ahead

NICER = 10  #: than the website, which answers meanwhile
#: Of all the work that is over when a phase begins and when it ends, in percent.
SPANS = {Phase.MODEL: (0, 2), Phase.PHRASES: (2, 70), Phase.LEARNING: (70, 99), Phase.OPENING: (99, 99)}

Tell = Callable[[Phase, float], None]

log = logging.getLogger(__name__)


class IndexNotBuilt(Failure):
    """The reason is told as it is said, or is in the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Индекс не построился: {reason}")


class BuildingEnded(Exception):
    """Somebody wanted no index any more."""


class Building:
    """One building at a time, which `run` waits for; other threads may look how far it is, and end it."""

    def __init__(self, begun: Callable[[], object] = lambda: None) -> None:
        self.state: Preparation | None = None  #: None as long as nothing has to be built
        self._begun = begun
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._ended = False

    def run(self, settings: Settings) -> None:
        """Build and put in force. Raises IndexNotBuilt and BuildingEnded."""
        self._see(Phase.MODEL, 0)
        # Converting and training take memory that a process never gives back, so one that serves does neither.
        context = multiprocessing.get_context("spawn")
        reader, writer = context.Pipe(duplex=False)
        with self._lock:
            if self._ended:
                raise BuildingEnded
            builder = self._process = context.Process(target=_build_apart, args=(settings, writer), daemon=True)
            # Ctrl+C is heard by whoever waits for the builder, and ends it; the builder inherits what is blocked here.
            resource_tracker.ensure_running()  # here, as it would let Ctrl+C through again
            heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                builder.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        writer.close()
        self._begun()
        reason = ""
        with reader, contextlib.suppress(EOFError):  # it has ended
            while True:
                match reader.recv():
                    case (Phase() as phase, float(share)):
                        self._see(phase, share)
                    case str(reason):
                        pass
        builder.join()
        if self._ended:
            _clear(settings)
            clear_half_converted(model_folder(settings))
            raise BuildingEnded
        if builder.exitcode:
            failure = IndexNotBuilt(reason or _why(builder.exitcode))
            self.state = Preparation(Phase.FAILED, 0, str(failure))
            raise failure
        self._see(Phase.OPENING, 0)

    @property
    def ended(self) -> bool:
        """Whether nobody wants an index any more."""
        return self._ended

    def watch(self) -> None:
        """Another process builds, and we wait for it: whoever asks is told so much."""
        self._see(Phase.MODEL, 0)
        self._begun()

    def end(self) -> None:
        """Whatever is being built is not wanted any more, and neither is what would be built yet."""
        with self._lock:
            self._ended = True
            if self._process and self._process.is_alive():
                self._process.terminate()

    def _see(self, phase: Phase, share: float) -> None:
        first, last = SPANS[phase]
        self.state = Preparation(phase, int(first + share * (last - first)))


def build(settings: Settings, tell: Tell = lambda phase, share: None, *, missing: bool = False) -> None:
    """Build the indexes of every document, of its edition in force and of coming ones, or those that are `missing`, and
    put them in force, for all copies where they share a store. An added document whose index cannot be built is left
    out.

    Raises PolicyError, BankError, LinksError, ModelError, StoreAway and ExtraMissing.
    """
    shelf = read_shelf(settings)
    encoder = open_encoder(settings.model, model_folder(settings))
    every = [*shelf.sources, *read_ahead(settings, [each.policy.folder for each in shelf.sources])]
    wanted = [sources for sources in every if not (missing and _is_built(settings, sources, encoder))]
    broken = []
    for place, sources in enumerate(wanted):

        def told(phase: Phase, share: float, place: int = place) -> None:
            tell(*_of_all(phase, share, place, len(wanted)))

        try:
            _build_one(settings, sources, encoder, told)
        except (BankError, LinksError) as error:
            if sources is shelf.sources[0]:
                raise
            broken.append(sources)
            log.warning("Индекс документа в папке %s не построился: %s", sources.policy.folder, error)
    built = [index_folder(settings, each.policy) for each in every if each not in broken]
    publish(settings, encoder, built)


def build_missing(
    settings: Settings, sources: Sources, encoder: Encoder, tell: Tell = lambda phase, share: None
) -> Path:
    """The folder of an edition's index, which is built where there is none that can be opened; raises as `build`."""
    if not _is_built(settings, sources, encoder):
        _build_one(settings, sources, encoder, tell)
    return index_folder(settings, sources.policy)


def _is_built(settings: Settings, sources: Sources, encoder: Encoder) -> bool:
    folder = index_folder(settings, sources.policy)
    try:
        open_index(folder, sources.policy, sources.bank, encoder, sources.common)
    except (IndexFolderError, LinksError):
        return False
    version = current(folder)
    return settings.store is None or (version is not None and (version / DOCUMENTS).is_dir())


def _of_all(phase: Phase, share: float, place: int, count: int) -> tuple[Phase, float]:
    """How far all documents are, as one phase tells it, when that at this place is so far in a phase of its own."""
    begins, ends = SPANS[Phase.PHRASES][0], SPANS[Phase.LEARNING][1]
    first, last = SPANS[phase]
    done = (place + (first + share * (last - first) - begins) / (ends - begins)) / count
    at = begins + done * (ends - begins)
    within = next(each for each in (Phase.PHRASES, Phase.LEARNING) if at <= SPANS[each][1])
    first, last = SPANS[within]
    return within, (at - first) / (last - first)


def _build_one(settings: Settings, sources: Sources, encoder: Encoder, tell: Tell) -> None:
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(f"Строю индекс: {sources.policy.title}", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            tell(Phase.PHRASES, done / total)

        def learning(done: int, total: int) -> None:
            tell(Phase.LEARNING, done / total)

        shared = settings.store is not None
        target, common = index_folder(settings, sources.policy), sources.common
        build_index(sources.policy, sources.bank, encoder, target, progress, learning, common, documents=shared)
    if load_unsure(target).clauses:
        _measure_again(sources, target, encoder)


def _measure_again(sources: Sources, folder: Path, encoder: Encoder) -> None:
    """Whether an edition that was understood worse than the former still is, now that its phrases may say more."""
    from index.measuring.examples import EvaluationError  # what serves never measures
    from punkt.editions.checking import check_again

    try:
        keep_unsure(folder, check_again(sources, folder, encoder))
    except EvaluationError as error:
        log.error("Измерить редакцию заново не вышло, сомнения остаются: %s", error)
    renew(folder)  # whoever has opened it meanwhile has done so with the former doubts


def _clear(settings: Settings) -> None:
    for folder in indexes(settings).glob("*/*/"):
        clear_half_written(folder)


def _build_apart(settings: Settings, told: Connection) -> None:
    os.nice(NICER)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    last = None

    def tell(phase: Phase, share: float) -> None:
        nonlocal last
        if last != (said := (phase, round(share, 2))):
            last = said
            told.send(said)

    try:
        build(settings, tell, missing=True)
    except (PolicyError, BankError, LinksError, ModelError, Failure) as failure:
        told.send(str(failure))
        raise SystemExit(1) from None
    except OSError as failure:
        told.send(f"на диск не записать ({failure.strerror}): освободите место или дайте права на папку данных.")
        raise SystemExit(1) from None


def _end_with_parent() -> NoReturn:
    """Nobody waits for an index whose server was killed."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _why(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "процесс, который его строил, остановила система. Скорее всего, не хватило памяти."
    return "причина записана в журнале."
