"""The rounds: what time itself brings about, looked after every minute and every day."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Never

from sqlalchemy.exc import SQLAlchemyError

from desk.holdings import HOLDINGS
from punkt.house import House
from punkt.library import open_papers
from tickets.acts.by_time import close_settled, return_idle, void_unsent
from tickets.audit.chain import link
from tickets.erasure.retention import keep_terms, retention
from tickets.queue.board import give_digest, keep_summary
from tickets.queue.search import index_older
from tickets.queue.warning import warn_due
from tickets.record.attachment import Shelf
from tickets.record.draft import keep_lockers
from tickets.store.base import now

PAUSE = 30.0  #: seconds between rounds
DAILY = timedelta(days=1)

log = logging.getLogger(__name__)

Duty = Callable[[House], Awaitable[object]]


async def make_rounds(house: House) -> Never:
    """Go round until cancelled. A duty that fails is told and tried again; the others do not wait for it."""
    cleaned: datetime | None = None
    while True:
        duties = dict(_DUTIES)
        if cleaned is None or now() - cleaned >= DAILY:
            duties |= _DAILY
            cleaned = now()
        for name, duty in duties.items():
            await _do(name, duty, house)
        await asyncio.sleep(PAUSE)


async def _do(name: str, duty: Duty, house: House) -> None:
    try:
        await duty(house)
    except SQLAlchemyError as error:
        log.warning("%s waits for the database: %s", name, type(error).__name__)
    except OSError as error:
        log.error("%s: %s", name, type(error).__name__)


async def _show_queue(house: House) -> None:
    await keep_summary(house.database, house.settings.zone)
    await give_digest(house.database, house.settings.zone)


async def _keep_terms(house: House) -> None:
    settings = house.settings
    await Shelf(settings.attachments).sweep(house.database)
    await retention(house.database, HOLDINGS, keep_terms(settings.retention), drop_papers=open_papers(settings).drop)
    await keep_lockers(house.database)


_DUTIES: Mapping[str, Duty] = {
    "warning": lambda house: warn_due(house.database, house.settings.zone),
    "voiding": lambda house: void_unsent(house.database, house.settings.zone),
    "returning": lambda house: return_idle(house.database, timedelta(hours=house.settings.idle_hours)),
    "closing": lambda house: close_settled(house.database, timedelta(days=house.settings.closing_days)),
    "finishing": lambda house: open_papers(house.settings).finish(house.database),
    "the queue": _show_queue,
    "the audit log": lambda house: link(house.database),
}
_DAILY: Mapping[str, Duty] = {"indexing": lambda house: index_older(house.database), "retention": _keep_terms}
