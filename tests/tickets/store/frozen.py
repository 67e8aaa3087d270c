"""A process that writes, and says so before its commit: `python -m tests.tickets.store.frozen URL ALONE`."""

import asyncio
import sys

from tests.conftest import VAULT
from tickets.record.conversation import begin_conversation
from tickets.store.away import DatabaseAway
from tickets.store.database import Database
from tickets.store.postgres import Limits


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def main(url: str, *, alone: bool) -> None:
    """Says "in" within the transaction, goes on when it is told anything, and says what became of it."""
    database = Database(url, VAULT, limits=Limits(idle=1, patient_idle=1))
    inside = False
    while not inside:  # on a busy machine it may be ended before anybody has frozen it
        try:
            async with database.transaction(alone=alone) as session:
                await begin_conversation(session, "telegram", "7")
                await session.flush()
                inside = True
                say("in")
                sys.stdin.readline()
            say("written")
        except DatabaseAway:
            if inside:
                say("away")
    async with database.transaction() as session:
        await begin_conversation(session, "telegram", "8")
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], alone=sys.argv[2] == "alone"))
