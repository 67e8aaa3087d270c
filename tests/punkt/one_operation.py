"""Operations on a database in processes of their own, to be killed in.

Reads lines "URL OPERATION FILE"; for each it forks and prints the child's number. The child waits for SIGCONT before it
works, and leaves the empty file when it has come to its end. What is slow only at first is done before: imports, and
each operation once, on a copy of the SQLite file that is the argument.
"""

import asyncio
import gc
import os
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desk.holdings import HOLDINGS
from tests.conftest import VAULT
from tests.tickets.conftest import ANNA, MOSCOW, opening
from tickets.erasure.erasure import resolve_with_erasure
from tickets.record.conversation import begin_conversation
from tickets.steps.deciding import Kept, resolve
from tickets.steps.opening import open_ticket
from tickets.store.database import Database

NUMBER = "П-2026-000001"


async def create(session: Any) -> None:
    conversation = await begin_conversation(session, "web", "visitor-2")
    await open_ticket(session, opening(conversation.id, origin="web:new", block="утечка"), MOSCOW)


async def decide(session: Any) -> None:
    await resolve(session, NUMBER, ANNA, "Сделано", data=Kept("Идёт договор."))


async def wipe(session: Any) -> None:
    await resolve_with_erasure(session, NUMBER, ANNA, "Удалено", HOLDINGS)


OPERATIONS: dict[str, Callable[[Any], Awaitable[None]]] = {"create": create, "resolve": decide, "erase": wipe}


async def operate(url: str, operation: str) -> None:
    database = Database(url, VAULT)
    async with database.transaction(alone=operation == "erase") as session:
        await OPERATIONS[operation](session)
    await database.close()


def warm_up(filled: str) -> None:
    for operation in OPERATIONS:
        with TemporaryDirectory() as folder:
            asyncio.run(operate(f"sqlite:///{shutil.copy(filled, folder)}", operation))


def main() -> None:
    warm_up(sys.argv[1])
    gc.freeze()  # else each child would look through all of it, and so copy it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            url, operation, end = line.split()
            asyncio.run(operate(url, operation))
            Path(end).touch()
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
