"""Following: a running process takes every new index, of any of its documents, while questions go on."""

import asyncio
import logging
from typing import Never

from api.process import IndexVersion
from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.settings import Settings
from index.bank import BankError
from index.cold.linking import LinksError
from index.encoder import Encoder, open_encoder
from index.folder import IndexFolderError
from index.policy import PolicyError
from punkt.knowledge_folders import model_folder
from punkt.library import knowledge_in_force, versions_in_force
from punkt.publishing import StoreAway, bring
from tickets.loops import Loops, class_of

LOOK_SECONDS = 2.0  #: how often a running process looks for a new index
STORE_SECONDS = 10.0  #: and in a store, which counts each look

log = logging.getLogger(__name__)


def index_versions(knowledge: Knowledge) -> tuple[IndexVersion, ...]:
    """What is answered by, of each document."""
    return tuple(
        IndexVersion(known.version, known.built_at, document, known.edition.id)
        for document, known in knowledge.documents.items()
        if known.built_at is not None
    )


class Follower:
    """Picks up every new index that `punkt index` puts in force; questions go on meanwhile."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._encoder: Encoder | None = None
        self._looking = asyncio.Lock()
        self._found: dict[str, str] | None = None  #: when the newest was opened last, what could not be opened included
        self.behind = False  #: whether the newest could not be looked for or opened, and the former serves on

    async def look(self) -> None:
        """Take the newest. One that cannot be opened raises its error, and the former serves on.

        Where the store is away, what was brought before takes force on its day all the same; then StoreAway is raised.
        """
        async with self._looking:
            away: StoreAway | None = None
            try:
                try:
                    await asyncio.to_thread(self._bring)
                except StoreAway as error:
                    away = error
                newer = await asyncio.to_thread(self._newer, stale=away is not None)
            except Exception:
                self.behind = True
                raise
            self.behind = away is not None
            if newer is not None:
                self._desk.knowledge = newer
                log.info("Новый индекс открыт: %s", ", ".join(newer.versions.values()))
            if away is not None:
                raise away

    def _bring(self) -> None:
        settings = self._settings
        if settings.store is not None:
            self._encoder = self._encoder or open_encoder(settings.model, model_folder(settings))
            bring(settings, self._encoder)

    def _newer(self, *, stale: bool) -> Knowledge | None:
        settings = self._settings
        found = versions_in_force(settings)
        if not found or found in (self._desk.knowledge.versions, self._found):
            return None
        newer = knowledge_in_force(settings, stale=stale, lenient=True, former=self._desk.knowledge.documents)
        self._found = found
        return newer

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
