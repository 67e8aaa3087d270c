"""The database as every command opens it: with its key, at its newest schema, and with no restore left half done."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.copying.stage import unfinished
from punkt.failure import DatabaseUnreachable, DataFolderUnwritable
from punkt.schema import await_current, upgrade
from punkt.secret import open_vault, secret_fingerprint, secret_key, vault
from tickets.erasure.retention import keep_terms
from tickets.erasure.scrubbing import stop_sampling
from tickets.store.away import DatabaseAway
from tickets.store.bell import Bell, PostgresBell, RedisBell
from tickets.store.database import Database
from tickets.store.locker import Lockers
from tickets.store.vault import Vault

if TYPE_CHECKING:
    from punkt.copying.restoring import Restored

log = logging.getLogger(__name__)


def prepare_data_folder(settings: Settings) -> Path:
    """Make the data folder; raises DataFolderUnwritable."""
    probe = settings.data / ".writable"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink(missing_ok=True)  # of another copy that starts at this moment
    except OSError:
        raise DataFolderUnwritable(settings.data) from None
    return settings.data


def bare_database(settings: Settings) -> Database:
    """The database before anything sealed in it is read; no key is made for it."""
    return Database(settings.database, Vault([Vault.new_key()]))


async def finish_restore(settings: Settings) -> "Restored | None":
    """Bring a restore to its end that was begun; None where there is none."""
    if not unfinished(settings):
        return None
    from punkt.copying.restoring import finish_restoring

    return await finish_restoring(settings, lambda: _opened(settings, upgrading=True), bare_database(settings))


async def resume_restore(settings: Settings) -> None:
    """The same for whoever wants to work: nobody may see what has not been erased again."""
    if restored := await finish_restore(settings):
        from punkt.copying.told import told

        for line in told(restored, settings):
            log.warning("%s", line)


@asynccontextmanager
async def open_database(
    settings: Settings, *, upgrading: bool = True, waiting: bool = False
) -> AsyncIterator[Database]:
    """The database, at its newest schema unless it is not `upgrading`; `waiting`, until somebody else has done that.

    Raises DatabaseUnreachable, ContactKeyUnfit, SchemaNewer and SchemaOlder.
    """
    prepare_data_folder(settings)
    if upgrading:
        await resume_restore(settings)
    async with _opened(settings, upgrading=upgrading, waiting=waiting) as database:
        yield database


@asynccontextmanager
async def _opened(settings: Settings, *, upgrading: bool, waiting: bool = False) -> AsyncIterator[Database]:
    database = Database(
        settings.database,
        vault(settings),
        mail=settings.smtp_url is not None,
        webhook=settings.webhook_url is not None,
        rooms=settings.telegram_token is not None and settings.telegram_staff_chat is not None,
        push=settings.push == "on",
        lockers=_lockers(settings),
    )
    if bell := _bell(settings, database.means.holder.id):
        database.tell_by(bell)
    try:
        try:
            await open_vault(settings, database)
            if upgrading:
                await (await_current if waiting else upgrade)(database)
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


def _bell(settings: Settings, me: int) -> Bell | None:
    """What tells copies of news; on SQLite there are none."""
    if settings.is_sqlite:
        return None
    if settings.redis_url is not None:
        secret_key(settings)  # made where there is none yet: its fingerprint names the installation
        return RedisBell(settings.redis_url.get_secret_value(), secret_fingerprint(settings), me)
    if settings.database_direct_url is not None:
        return PostgresBell(settings.database_direct_url.get_secret_value(), me)
    return None


def _lockers(settings: Settings) -> Lockers | None:
    if settings.redis_url is None:
        return None
    return Lockers(settings.redis_url.get_secret_value(), timedelta(days=keep_terms(settings.retention)["drafts"]))
