"""Start the stand-in, the bot and the page; Ctrl+C ends all three."""

import argparse
import asyncio
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from stand_in import StandIn

from demo.bot_process import BotProcess
from demo.cast import invite
from demo.demo_words import CONSOLE, PREPARING, READY, STOPPED
from demo.page import DemoPage
from demo.staff_room import hire, introduce

PORT = 8010


async def run(port: int) -> int:
    """Until Ctrl+C; 1 when the bot did not start."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    stand_in = StandIn(now=lambda: int(time.time()), patience=10)
    await stand_in.start()
    cast = invite(stand_in, stand_in.group("Поддержка"))
    with TemporaryDirectory(prefix="punkt-demo-") as folder:
        bot = BotProcess(stand_in, cast.group.id, Path(folder))
        accounts, password = await hire(cast, Path(folder), bot.database)

        async def restart() -> None:
            await bot.kill()
            await bot.start()

        page = DemoPage(cast, restart)
        tell(PREPARING)
        try:
            if not await bot.start():
                tell(STOPPED.format(log=bot.last_words()))
                return 1
            await introduce(accounts)
            await page.start(port)
            tell(READY.format(address=page.address))
            tell(CONSOLE.format(address=bot.address, email=accounts[0].email, password=password))
            await asyncio.Event().wait()
        finally:
            await page.stop()
            await bot.stop()
            await stand_in.stop()
    return 0


def tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="where the page is; 0 takes any free port")
    try:
        sys.exit(asyncio.run(run(parser.parse_args().port)))
    except asyncio.CancelledError:
        sys.exit(0)


if __name__ == "__main__":
    main()
