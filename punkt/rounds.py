"""The rounds: what time itself brings about, looked after every minute and every day."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Never

from desk.holdings import HOLDINGS
from punkt.copying.taking import clear_left
from punkt.house import House
from punkt.library import open_papers
from tickets.acts.by_time import close_settled, return_idle, void_unsent
from tickets.audit.chain import link
from tickets.erasure.ledger import Ledger
from tickets.erasure.retention import keep_terms, retention
from tickets.queue.board import give_digest, keep_summary
from tickets.queue.search import index_older
from tickets.queue.warning import warn_due
from tickets.record.attachment import Shelf
from tickets.record.draft import keep_lockers
from tickets.store.base import now

PAUSE = 30.0  #: seconds between rounds
DAILY = timedelta(days=1)

Duty = Callable[[House], Awaitable[object]]


async def make_rounds(house: House) -> Never:
    """Go round until cancelled. A duty that fails is told and tried again; the others do not wait for it."""
    done: dict[str, datetime] = {}
    while True:
        for name, duty in (_DUTIES | _DAILY).items():
            if name in _DAILY and name in done and now() - done[name] < DAILY:
                continue
            if await house.loops.attempt(name, partial(duty, house)) is None:
                done[name] = now()
        await asyncio.sleep(PAUSE)


async def _show_queue(house: House) -> None:
    await keep_summary(house.database, house.settings.zone)
    await give_digest(house.database, house.settings.zone)


async def _keep_terms(house: House) -> None:
    settings = house.settings
    await Shelf(settings.attachments).sweep(house.database)
    for folder in (settings.data, settings.data / "backups"):
        clear_left(folder)
    days, ledger = keep_terms(settings.retention), Ledger(settings.ledger)
    await retention(house.database, HOLDINGS, days, drop_papers=open_papers(settings).drop, ledger=ledger)
    await keep_lockers(house.database)


_DUTIES: dict[str, Duty] = {
    "warning": lambda house: warn_due(house.database, house.settings.zone),
    "voiding": lambda house: void_unsent(house.database, house.settings.zone),
    "returning": lambda house: return_idle(house.database, timedelta(hours=house.settings.idle_hours)),
    "closing": lambda house: close_settled(house.database, timedelta(days=house.settings.closing_days)),
    "finishing": lambda house: open_papers(house.settings).finish(house.database),
    "the queue": _show_queue,
    "the audit log": lambda house: link(house.database),
}
_DAILY: dict[str, Duty] = {"indexing": lambda house: index_older(house.database), "retention": _keep_terms}
