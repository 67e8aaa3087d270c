"""Opening what the desk knows: policy, phrase bank, model and index, always as one; and what papers say of it."""

import asyncio
import logging
import multiprocessing
from pathlib import Path
from typing import Never

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from threadpoolctl import threadpool_limits

from desk.desk import Desk
from desk.holdings import office_of
from desk.knowledge import Knowledge
from desk.settings import Settings
from index.bank import BankError, load_bank
from index.building import build_index
from index.encoder import open_encoder
from index.folder import IndexFolderError, current
from index.policy import PolicyError, load_policy
from index.understander import open_index
from punkt.failure import Failure
from tickets.erasure.ledger import Ledger
from tickets.erasure.papers.paper import Office
from tickets.erasure.papers.writing import Papers
from tickets.loops import Loops, class_of
from tickets.record.attachment import Shelf

LOOK_SECONDS = 2.0  #: how often a running process looks for a new index

log = logging.getLogger(__name__)


class IndexNotBuilt(Failure):
    def __init__(self) -> None:
        super().__init__("Индекс не построился: причина написана выше.")


def index_folder(settings: Settings) -> Path:
    """Where the index of the configured policy lies."""
    return settings.data / "index" / settings.policy.name


def open_knowledge(settings: Settings, *, building: bool = True) -> Knowledge:
    """Policy and index; the index is built first when it is missing, damaged or made from something else.

    Takes seconds, and a minute or two where model or index have to be made. Raises PolicyError, BankError, ModelError
    and IndexNotBuilt, or IndexFolderError where it is not to be built.
    """
    policy = load_policy(settings.policy)
    bank = load_bank(settings.policy / "phrases", policy.quotable)
    folder = index_folder(settings)
    if building and _in_force(folder) is None:
        log.info("Первый запуск: готовлю модель и индекс, это займёт минуту-другую.")
        _build_apart(settings)
    encoder = open_encoder(settings.model, settings.data / "cache")
    try:
        understander = open_index(folder, policy, bank, encoder)
    except IndexFolderError:
        if not building:
            raise
        log.info("Строю индекс заново: политика, фразы или модель изменились.")
        _build_apart(settings)
        understander = open_index(folder, policy, bank, encoder)
    # A message is the work of one thread: helpers of the linear algebra would only spin beside it.
    threadpool_limits(1)
    return Knowledge(policy, understander, settings.address)


def _in_force(folder: Path) -> Path | None:
    """None also where it cannot be told."""
    try:
        return current(folder)
    except (IndexFolderError, OSError):
        return None


def open_office(settings: Settings) -> Office:
    """What papers say of the operator, by the policy in the folder; raises PolicyError."""
    return office_of(load_policy(settings.policy), settings)


def open_papers(settings: Settings) -> Papers:
    """Papers of destructions; the policy is read when one is written."""
    return Papers(settings.data, Shelf(settings.attachments), Ledger(settings.ledger), lambda: open_office(settings))


def build(settings: Settings) -> None:
    """Build the index and put it in force. Raises PolicyError, BankError and ModelError."""
    policy = load_policy(settings.policy)
    bank = load_bank(settings.policy / "phrases", policy.quotable)
    encoder = open_encoder(settings.model, settings.data / "cache")
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Строю индекс", total=None)
        build_index(
            policy,
            bank,
            encoder,
            index_folder(settings),
            lambda done, total: bar.update(task, completed=done, total=total),
        )


def _build_apart(settings: Settings) -> None:
    # Converting and training take memory that a process never gives back, so one that serves does neither.
    builder = multiprocessing.get_context("spawn").Process(target=build, args=(settings,))
    builder.start()
    builder.join()
    if builder.exitcode:
        raise IndexNotBuilt


async def follow_index(desk: Desk, settings: Settings, loops: Loops) -> Never:
    """Pick up every new index that `punkt index` puts in force, until cancelled; questions go on meanwhile.

    One that cannot be opened is tried again, and the former serves on.
    """
    folder = index_folder(settings)
    known = _in_force(folder)

    async def look() -> None:
        nonlocal known
        await asyncio.sleep(LOOK_SECONDS)
        newest = current(folder)
        if newest != known:
            desk.knowledge = await asyncio.to_thread(open_knowledge, settings, building=False)
            known = newest
            log.info("Новый индекс открыт: %s", newest.name if newest else "")

    await loops.keep("index", look, _why)


def _why(error: Exception) -> str:
    told = isinstance(error, PolicyError | BankError | IndexFolderError)
    return f"новый индекс не открылся, работаю с прежним: {error}" if told else class_of(error)
