"""The bot in a process of its own that may be killed at any moment, and started again within a moment.

A parent imports everything once and forks; the child opens its database and connections itself. Understanding is by
script, so that a start costs no model.
"""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import configure_mappers

import bot.edge
import tickets.post.dispatcher
import tickets.store.turn
from bot.sending.pacing import Limits, Pacing, Rate
from index.policy import Policy, load_policy
from tests.conftest import VAULT
from tickets.store.database import Database
from tickets.store.locker import Lockers

REPOSITORY = Path(__file__).parents[2]
PATHS = (REPOSITORY, REPOSITORY / "tests/bot")


class Parent:
    """The parent; it lives as long as the tests do."""

    def __init__(self, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.mortal"],
            cwd=REPOSITORY,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "tests/bot")])}
            | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def child(self, words: str) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()  # it holds nothing, and to end by itself takes it a second
        self._process.wait(timeout=30)


class Mortal:
    """Start it, kill it."""

    def __init__(self, parent: Parent, url: str, address: str, token: str, data: Path, redis: str = "") -> None:
        self._parent = parent
        self._words = f"{url} {address} {token} {data} {redis}"
        self._child = 0

    def start(self) -> None:
        self._child = self._parent.child(self._words)

    def kill(self) -> None:
        """SIGKILL: nothing can be tidied up."""
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            self._child = 0


async def live(policy: Policy, url: str, address: str, token: str, data: Path, redis: str = "") -> None:
    from scripted import open_desk

    from desk.settings import Settings

    given = Settings(_env_file=None, telegram_token=token, telegram_api=address, data=data)  # type: ignore[call-arg]
    database = Database(url, VAULT, lockers=Lockers(redis, timedelta(days=30)) if redis else None)
    desk = open_desk(database, policy)
    async with bot.edge.open_telegram(given, desk, database) as edge, asyncio.TaskGroup() as group:
        group.create_task(edge.run())
        group.create_task(tickets.post.dispatcher.deliver_forever(database, edge.senders))


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What was being delivered at the kill is carried again when its lease ends; nobody waits half a minute here.
    tickets.post.dispatcher.LEASE = tickets.store.turn.LENGTH = timedelta(seconds=1)
    bot.edge.Pacing = lambda: Pacing(Limits(*[Rate(10_000, 1.0)] * 3))  # type: ignore[assignment, misc]
    policy = load_policy(REPOSITORY / "policy_text/privacy")
    configure_mappers()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            url, address, token, data, *redis = line.split()
            asyncio.run(live(policy, url, address, token, Path(data), *redis))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
