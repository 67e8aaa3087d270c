"""The rounds: what time itself brings about, looked after every minute and every day."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Never

from sqlalchemy.exc import SQLAlchemyError

from desk.holdings import HOLDINGS
from punkt.house import House
from punkt.papers import Papers
from tickets.acts.by_time import close_settled, return_idle, void_unsent
from tickets.attachment import Shelf
from tickets.base import now
from tickets.board import give_digest, keep_summary
from tickets.draft import keep_lockers
from tickets.erasure.retention import keep_terms, retention
from tickets.older_words import index_older
from tickets.warning import warn_due

PAUSE = 30.0  #: seconds between rounds
DAILY = timedelta(days=1)

log = logging.getLogger(__name__)

Duty = Callable[[House], Awaitable[object]]


async def make_rounds(house: House) -> Never:
    """Go round until cancelled. A duty that fails is told and tried again; the others do not wait for it."""
    cleaned: datetime | None = None
    while True:
        for duty in _DUTIES:
            await _do(duty, house)
        if cleaned is None or now() - cleaned >= DAILY:
            await _do(_index, house)
            await _do(_keep_terms, house)
            cleaned = now()
        await asyncio.sleep(PAUSE)


async def _do(duty: Duty, house: House) -> None:
    try:
        await duty(house)
    except SQLAlchemyError as error:
        log.warning("%s waits for the database: %s", duty.__name__, type(error).__name__)
    except OSError as error:
        log.error("%s: %s", duty.__name__, type(error).__name__)


async def _warn(house: House) -> None:
    await warn_due(house.database, house.settings.zone)


async def _void(house: House) -> None:
    await void_unsent(house.database, house.settings.zone)


async def _return(house: House) -> None:
    await return_idle(house.database, timedelta(hours=house.settings.idle_hours))


async def _close(house: House) -> None:
    await close_settled(house.database, timedelta(days=house.settings.closing_days))


async def _finish(house: House) -> None:
    await Papers(house.settings).finish(house.database)


async def _show_queue(house: House) -> None:
    await keep_summary(house.database, house.settings.zone)
    await give_digest(house.database, house.settings.zone)


async def _index(house: House) -> None:
    await index_older(house.database)


async def _keep_terms(house: House) -> None:
    settings = house.settings
    await Shelf(settings.attachments).sweep(house.database)
    await retention(house.database, HOLDINGS, keep_terms(settings.retention), drop_papers=Papers(settings).drop)
    await keep_lockers(house.database)


_DUTIES: tuple[Duty, ...] = (_warn, _void, _return, _close, _finish, _show_queue)
