"""The composition root: everything is opened here in order, handed on as arguments, and closed at the end."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desk.desk import Desk
from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.copying.restoring import Restored, finish_restoring
from punkt.copying.told import told
from punkt.failure import DatabaseUnreachable, DataFolderUnwritable
from punkt.library import open_knowledge
from punkt.schema import upgrade
from punkt.secret import open_vault, vault
from tickets.erasure.retention import keep_terms
from tickets.erasure.scrubbing import stop_sampling
from tickets.loops import Loops
from tickets.store.away import DatabaseAway
from tickets.store.database import Database
from tickets.store.locker import Lockers
from tickets.store.vault import Vault

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """What is open while a command runs."""

    settings: Settings
    database: Database
    desk: Desk
    loops: Loops = field(default_factory=Loops)


def prepare_data_folder(settings: Settings) -> Path:
    """Make the data folder; raises DataFolderUnwritable."""
    probe = settings.data / ".writable"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        raise DataFolderUnwritable(settings.data) from None
    return settings.data


def bare_database(settings: Settings) -> Database:
    """The database before anything sealed in it is read; no key is made for it."""
    return Database(settings.database, Vault([Vault.new_key()]))


async def finish_restore(settings: Settings) -> Restored | None:
    """Bring a restore to its end that was begun; None where there is none."""
    return await finish_restoring(settings, lambda: _opened(settings, upgrading=True), bare_database(settings))


async def resume_restore(settings: Settings) -> None:
    """The same for whoever wants to work: nobody may see what has not been erased again."""
    if restored := await finish_restore(settings):
        for line in told(restored, settings):
            log.warning("%s", line)


@asynccontextmanager
async def open_database(settings: Settings, *, upgrading: bool = True) -> AsyncIterator[Database]:
    """The database, at its newest schema unless it is not `upgrading`.

    Raises DatabaseUnreachable and ContactKeyUnfit.
    """
    prepare_data_folder(settings)
    if upgrading:
        await resume_restore(settings)
    async with _opened(settings, upgrading=upgrading) as database:
        yield database


@asynccontextmanager
async def _opened(settings: Settings, *, upgrading: bool) -> AsyncIterator[Database]:
    database = Database(
        settings.database,
        vault(settings),
        mail=settings.smtp_url is not None,
        webhook=settings.webhook_url is not None,
        rooms=settings.telegram_token is not None and settings.telegram_staff_chat is not None,
        lockers=_lockers(settings),
    )
    try:
        try:
            await open_vault(settings, database)
            if upgrading:
                await upgrade(database)
                await stop_sampling(database, (holding.name for holding in HOLDINGS))
            else:
                await database.ping()
        except DBAPIError as error:  # it answers, and lets us do nothing
            raise DatabaseUnreachable(type(error.orig).__name__) from None
        yield database
    except DatabaseAway as error:
        raise DatabaseUnreachable(error.reason) from None
    finally:
        await database.close()


def _lockers(settings: Settings) -> Lockers | None:
    if settings.redis_url is None:
        return None
    return Lockers(settings.redis_url.get_secret_value(), timedelta(days=keep_terms(settings.retention)["drafts"]))


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Database, policy, index and desk."""
    async with open_database(settings) as database:
        knowledge = await asyncio.to_thread(open_knowledge, settings)
        yield House(settings, database, Desk(database, knowledge, settings.zone))
