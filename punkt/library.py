"""Opening what the desk knows: policy, phrase bank, model and index, always as one."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Never

from threadpoolctl import threadpool_limits

from api.process import IndexVersion
from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.settings import Settings
from index.bank import BankError
from index.cold.linking import LinksError
from index.encoder import Encoder, open_encoder
from index.folder import DOCUMENTS, MANIFEST, IndexDamagedError, IndexFolderError, IndexMissingError, current
from index.policy import PolicyError
from index.understander import open_index
from punkt.building import Building
from punkt.knowledge_folders import index_folder, model_folder
from punkt.publishing import StoreAway, bring
from punkt.sources import read_sources
from tickets.loops import Loops, class_of

LOOK_SECONDS = 2.0  #: how often a running process looks for a new index
STORE_SECONDS = 10.0  #: and in a store, which counts each look

log = logging.getLogger(__name__)


def open_knowledge(settings: Settings, building: Building | None = None) -> Knowledge:
    """Policy and index; the index is built first when it is missing, damaged or made from something else.

    Takes a second, and minutes where model or index have to be made. Raises PolicyError, BankError, ModelError,
    IndexNotBuilt, BuildingEnded and StoreAway.
    """
    building = building or Building()
    if settings.store is None and _in_force(index_folder(settings)) is None:
        read_sources(settings)  # what is wrong with them, at once
        log.info("Первый запуск: готовлю модель и индекс, это займёт несколько минут.")
        building.run(settings)
    try:
        return knowledge_in_force(settings)
    except IndexFolderError:
        log.info("Строю индекс заново: политика, фразы или модель изменились.")
        building.run(settings)
        return knowledge_in_force(settings)


def ready_knowledge(settings: Settings) -> Knowledge | None:
    """The same where nothing has to be built; else None. Raises what `knowledge_in_force` does, but for the index."""
    if settings.store is None and _in_force(index_folder(settings)) is None:
        return None
    try:
        return knowledge_in_force(settings)
    except IndexFolderError:
        return None


def knowledge_in_force(settings: Settings, *, stale: bool = True) -> Knowledge:
    """Policy and index as they are, of the store that copies share where there is one; else of this machine.

    A store that does not answer is done without where an index is here, and it may be `stale`. Raises PolicyError,
    BankError, ModelError, IndexFolderError and StoreAway.
    """
    encoder, folder = open_encoder(settings.model, model_folder(settings)), index_folder(settings)
    try:
        bring(settings, encoder)
    except StoreAway as away:
        if not stale or _in_force(folder) is None:
            raise
        log.warning("%s Работаю с индексом, который есть здесь.", away)
    version = current(folder)
    if version is None:
        raise IndexMissingError(folder)
    source = settings.policy if settings.store is None else version / DOCUMENTS
    if not source.is_dir() and settings.store is not None:
        raise IndexDamagedError(source)
    sources = read_sources(settings, source)
    understander = open_index(folder, sources.policy, sources.bank, encoder, sources.common)
    # A message is the work of one thread: helpers of the linear algebra would only spin beside it.
    threadpool_limits(1)
    return Knowledge(sources.policy, understander, settings.address, version.name)


def _in_force(folder: Path) -> Path | None:
    """None also where it cannot be told."""
    try:
        return current(folder)
    except (IndexFolderError, OSError):
        return None


def _version(folder: Path | None) -> IndexVersion | None:
    if folder is None:
        return None
    try:
        return IndexVersion(folder.name, datetime.fromtimestamp((folder / MANIFEST).stat().st_mtime, UTC))
    except OSError:
        return None


class Follower:
    """Picks up every new index that `punkt index` puts in force; questions go on meanwhile."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._encoder: Encoder | None = None
        self._version = _version(_in_force(index_folder(settings)))
        self._looking = asyncio.Lock()
        self.behind = False  #: whether the newest could not be looked for or opened, and the former serves on

    @property
    def version(self) -> IndexVersion | None:
        """What is answered by."""
        return self._version

    async def look(self) -> None:
        """Take the newest. One that cannot be opened raises its error, and the former serves on."""
        async with self._looking:
            try:
                newer = await asyncio.to_thread(self._newer)
            except Exception:
                self.behind = True
                raise
            self.behind = False
            if newer is not None:
                self._desk.knowledge = newer
                self._version = _version(current(index_folder(self._settings)))
                log.info("Новый индекс открыт: %s", newer.version)

    def _newer(self) -> Knowledge | None:
        settings = self._settings
        if settings.store is not None:
            self._encoder = self._encoder or open_encoder(settings.model, model_folder(settings))
            bring(settings, self._encoder)
        newest = current(index_folder(settings))
        if newest is None or newest.name == self._desk.knowledge.version:
            return None
        return knowledge_in_force(settings, stale=False)

    async def follow(self, loops: Loops) -> Never:
        """Look again and again, until cancelled."""
        pause = LOOK_SECONDS if self._settings.store is None else STORE_SECONDS

        async def step() -> None:
            await asyncio.sleep(pause)
            await self.look()

        await loops.keep("index", step, _why)


def _why(error: Exception) -> str:
    told = isinstance(error, PolicyError | BankError | LinksError | IndexFolderError | StoreAway)
    return f"новый индекс не открылся, работаю с прежним: {error}" if told else class_of(error)
