"""Where a day happens: a Punkt in a process of its own whose clock we hold, Telegram, and three consoles."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from argon2 import PasswordHasher
from playwright.async_api import Browser

from punkt.schema import upgrade
from stand_in import StandIn
from tests.api.console.browsing import PASSWORD
from tests.conftest import VAULT
from tests.day.day import Day, Watch
from tests.day.staff import Agent
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY
from tickets.staff.member import Role, add_staff
from tickets.store.database import Database

LEAD, AGENTS = "olga@example.org", ("anna@example.org", "boris@example.org")


@asynccontextmanager
async def opened(folder: Path, browser: Browser, seed: int) -> AsyncIterator[Day]:
    """Everybody has signed in, it is nine in the morning."""
    async with AsyncExitStack() as stack:
        url = f"sqlite:///{folder / 'punkt.db'}"
        database = Database(url, VAULT)
        await upgrade(database)
        async with database.transaction() as session:
            hashed = PasswordHasher(1, 8, 1).hash(PASSWORD)
            await add_staff(session, LEAD, hashed, Role.LEAD)
            for email in AGENTS:
                await add_staff(session, email, hashed)
        await database.close()
        telegram = StandIn(patience=240)
        await telegram.start()
        stack.push_async_callback(telegram.stop)
        watch = Watch(folder / "ahead")
        telegram_settings = {"telegram_token": telegram.token, "telegram_api": telegram.address}
        punkt = Process(folder / "punkt.db", **telegram_settings)
        punkt.module = ("tests.day.shifted", str(watch.file))
        punkt.settings["PYTHONPATH"] = str(REPOSITORY)
        stack.callback(punkt.kill)
        await punkt.start()
        lead, *agents = [await Agent.signed_in(browser, punkt.address, email, watch.now()) for email in (LEAD, *AGENTS)]
        await lead.waiting()
        yield Day(watch, browser, punkt.address, telegram, lead, agents, random.Random(seed))
