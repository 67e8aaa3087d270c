"""The bot without Telegram: the stand-in, the bot and the page start together, and nothing is kept afterwards."""

import asyncio
import secrets
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from pydantic import SecretStr

from desk.settings import Settings
from punkt.database import open_database
from stand_in import StandIn
from stand_in.demo.bot_process import BotProcess
from stand_in.demo.cast import Cast, invite
from stand_in.demo.demo_words import CONSOLE, PREPARING, READY, STOPPED
from stand_in.demo.page import DemoPage
from stand_in.demo.staff_room import Account, introduce
from tickets.staff.member import add_staff, begin_link

EMAILS = ("olga@example.org", "igor@example.org")


async def play(settings: Settings, port: int) -> bool:
    """Until Ctrl+C, which raises CancelledError; False when the bot did not start."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    stand_in = StandIn(now=lambda: int(time.time()), patience=10)
    await stand_in.start()
    cast = invite(stand_in, stand_in.group("Поддержка"))
    with TemporaryDirectory(prefix="punkt-demo-") as folder:
        knowledge = {
            "PUNKT_POLICY": str(settings.policy.resolve()) if settings.leads else "",
            "PUNKT_POLICIES": str(settings.added.resolve()) if settings.added else "",
            "PUNKT_MODEL": settings.model or "",
        }
        bot = BotProcess(stand_in, cast.group.id, Path(folder), settings.data.resolve(), knowledge)
        accounts, password = await hire(cast, Path(folder), bot.database)

        async def restart() -> None:
            await bot.kill()
            await bot.start()

        page = DemoPage(cast, restart)
        print(PREPARING, flush=True)
        try:
            if not await bot.start():
                print(STOPPED.format(log=bot.last_words()), flush=True)
                return False
            await introduce(accounts)
            await page.start(port)
            print(READY.format(address=page.address), flush=True)
            print(CONSOLE.format(address=bot.address, email=accounts[0].email, password=password), flush=True)
            await asyncio.Event().wait()
        finally:
            await page.stop()
            await bot.stop()
            await stand_in.stop()
    return True


async def hire(cast: Cast, folder: Path, database: str) -> tuple[list[Account], str]:
    """Accounts for everybody of the staff, and the password that opens them all in the console."""
    settings = Settings.model_construct(data=folder, database_url=SecretStr(database))  # nothing of whoever runs it
    password = secrets.token_urlsafe(9)
    accounts = []
    async with open_database(settings) as opened, opened.transaction() as session:
        for member, email in zip(cast.staff, EMAILS, strict=True):
            await add_staff(session, email, PasswordHasher().hash(password))
            accounts.append(Account(member, email, await begin_link(session, email)))
    return accounts, password
