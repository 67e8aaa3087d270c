"""The rounds: what time itself brings about, looked after every minute and every day."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Never

from desk.holdings import HOLDINGS
from punkt.copying.taking import clear_left
from punkt.house import House
from punkt.papers import open_papers
from tickets.acts.by_time import close_settled, return_idle, void_unsent
from tickets.audit.chain import link
from tickets.erasure.retention import keep_terms, retention
from tickets.queue.board import give_digest, keep_summary
from tickets.queue.morning import give_morning
from tickets.queue.search import index_older
from tickets.queue.warning import warn_due
from tickets.record.draft import keep_lockers
from tickets.store.base import now
from tickets.store.lease import give_back, take

PAUSE = 30.0  #: seconds between rounds
DAILY = timedelta(days=1)
ASKED = timedelta(minutes=10)  #: between looks whether work of the day is to be done, by whichever process
WORKING = timedelta(minutes=30)  #: after which another process begins it anew

Duty = Callable[[House], Awaitable[object]]


async def make_rounds(house: House) -> Never:
    """Go round until cancelled. A duty that fails is told and tried again; the others do not wait for it."""
    done: dict[str, datetime] = {}
    while True:
        for name, duty in (_DUTIES | _BY_ONE).items():
            if name in _DAILY and name in done and now() - done[name] < ASKED:
                continue
            if await house.loops.attempt(name, partial(duty, house)) is None:
                done[name] = now()
        await asyncio.sleep(PAUSE)


async def once_a_day(house: House, name: str, duty: Duty) -> bool:
    """Do it, unless it has been done within a day or another process is at it; whether it was done now."""
    lease = f"daily: {name}"
    async with house.database.transaction() as session:
        fence = await take(session, lease, WORKING, DAILY)
    if fence is None:
        return False
    rest = timedelta()
    try:
        await duty(house)
        rest = DAILY
    finally:
        async with house.database.transaction() as session:
            await give_back(session, lease, fence, rest)
    return True


async def _show_queue(house: House) -> None:
    await keep_summary(house.database, house.settings.zone)
    await give_digest(house.database, house.settings.zone)


async def _write_to_members(house: House) -> None:
    if house.settings.digest == "on":
        await give_morning(house.database, house.settings.zone)


async def _keep_terms(house: House) -> None:
    settings = house.settings
    await settings.shelf.sweep(house.database)
    for folder in (settings.data, settings.data / "backups"):
        clear_left(folder)
    days, ledger = keep_terms(settings.retention), settings.erased
    await retention(house.database, HOLDINGS, days, drop_papers=open_papers(settings).drop, ledger=ledger)
    await keep_lockers(house.database)


_DUTIES: dict[str, Duty] = {
    "warning": lambda house: warn_due(house.database, house.settings.zone),
    "voiding": lambda house: void_unsent(house.database, house.settings.zone),
    "returning": lambda house: return_idle(house.database, timedelta(hours=house.settings.idle_hours)),
    "closing": lambda house: close_settled(house.database, timedelta(days=house.settings.closing_days)),
    "finishing": lambda house: open_papers(house.settings).finish(house.database),
    "the queue": _show_queue,
    "the morning letters": _write_to_members,
    "the audit log": lambda house: link(house.database),
}
_DAILY: dict[str, Duty] = {"indexing": lambda house: index_older(house.database), "retention": _keep_terms}
_BY_ONE: dict[str, Duty] = {name: partial(once_a_day, name=name, duty=duty) for name, duty in _DAILY.items()}
