"""`python -m tests.soak.copies`: three websites, two bots and two workers on PostgreSQL and Redis, behind nginx.

People write on all channels while one of each is killed, and started again later; then the database is restarted, then
Redis is emptied. Once straight, once with pgbouncer in transaction mode between. Writes a table; ends with 1 where
anything was lost, doubled, told wrong or came to no end, or where locks were waited for in too many samples.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from sqlalchemy import make_url

from punkt.schema import upgrade
from stand_in import Group, StaffMember, StandIn
from tests.api.console.browsing import PASSWORD
from tests.conftest import KEY, VAULT
from tests.pgbouncer import PgBouncer
from tests.post.mail.post_office import PostOffice, post_office
from tests.postgres import Cluster
from tests.punkt.front import Front
from tests.punkt.polling import polling, taken_over
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.redis_server import RedisServer
from tests.soak.locks import Locks, watched
from tests.soak.phase import Outcome, run
from tests.soak.place import BORIS, OLGA, PATIENCE, begin
from tests.soak.troubles import Case
from tickets.staff.member import add_staff, begin_link, link
from tickets.store.database import Database

MANY = {"web": 3, "bot": 2, "worker": 2}
WAITING = 0.05  #: share of samples in which a lock may be waited for
TITLES = (
    *("round", "tried", "lost", "doubled", "said twice", "seconds to drain", "502", "503"),
    *("samples with a lock", "waited at once"),
)
CONNECTIONS = 20  #: of pgbouncer to the server
#: Seconds between two acts of one person: seven processes on two cores are to be at work, not to be filled up. A ticket
#: costs the staff's group ten calls, so whoever files them as fast as they are taken measures nothing but the queue.
PAUSE = 0.5


@dataclass
class Copies:
    """What a phase asks of a place, of many processes."""

    roles: dict[str, list[Process]]
    front: Front
    database: Database
    cluster: Cluster
    redis: RedisServer
    office: PostOffice
    telegram: StandIn
    staff: Group
    olga: StaffMember
    patience: float
    minutes: float  #: that the troubles take
    pause: float  #: seconds between two acts of one person
    forgiven: frozenset[str] = frozenset({"502"})  #: of nginx, for a request that a kill cut off; it is repeated

    @property
    def address(self) -> str:
        return self.front.address

    @property
    def processes(self) -> list[Process]:
        return [process for each in self.roles.values() for process in each]


async def befallen(place: Copies, choice: Random) -> None:
    """The troubles, one after another, each in a quarter of the time."""
    pause = place.minutes * 60 / 4
    polls = await taken_over(place.roles["bot"])
    killed = [choice.choice(place.roles["web"]), polls, choice.choice(place.roles["worker"])]
    for process in killed:
        await asyncio.to_thread(process.kill)
    assert await taken_over(place.roles["bot"]) is not polls
    await asyncio.sleep(pause)
    for process in killed:
        await begin(process)
    await asyncio.sleep(pause)
    await asyncio.to_thread(place.cluster.crash)
    await asyncio.sleep(choice.uniform(0, 2))
    await asyncio.to_thread(place.cluster.start)
    await asyncio.sleep(pause)
    await place.redis.flush()
    await asyncio.sleep(pause)


@asynccontextmanager
async def opened(folder: Path, warm: WarmParent, given: argparse.Namespace, *, pooled: bool) -> AsyncIterator[Copies]:
    """All started, with Olga in the group and Boris at the console."""
    async with AsyncExitStack() as stack:
        cluster = Cluster()
        stack.callback(cluster.end)
        url = await cluster.new()
        redis = RedisServer(folder)
        await redis.start()
        stack.callback(redis.stop)
        office = await stack.enter_async_context(post_office())
        telegram = StandIn(patience=PATIENCE * given.patience)
        await telegram.start()
        stack.push_async_callback(telegram.stop)
        staff = telegram.group("Сотрудники")
        olga = staff.member("Ольга")
        database = Database(url, VAULT)
        stack.push_async_callback(database.close)
        await upgrade(database)
        async with database.transaction() as session:
            await add_staff(session, OLGA)
            await link(session, await begin_link(session, OLGA), olga.id)
            await add_staff(session, BORIS, PasswordHasher(1, 8, 1).hash(PASSWORD))
        through = url
        if pooled:
            pooler = PgBouncer(url, CONNECTIONS)
            stack.callback(pooler.end)
            through = pooler.url(make_url(url).database or "")
        data = folder / "data"
        data.mkdir()
        for name in ("cache", "index"):
            (data / name).symlink_to(REPOSITORY / "var" / name)
        settings = {
            "data": str(data), "database_url": through, "redis_url": redis.url, "contact_keys": KEY,
            "smtp_url": f"smtp://127.0.0.1:{office.port}", "mail_from": "help@example.org",
            "telegram_token": telegram.token, "telegram_api": telegram.address, "telegram_staff_chat": str(staff.id),
            "public_url": "https://help.example.org",
        }  # fmt: skip
        roles = {
            role: [Process(folder / f"{role}{n}.db", warm, role=role, **settings) for n in range(many)]
            for role, many in MANY.items()
        }
        for process in (each for copies in roles.values() for each in copies):
            stack.callback(process.kill)
            await begin(process)
        front = Front(folder / "front", [process.port for process in roles["web"]])
        stack.callback(front.stop)
        front.start()
        await taken_over(roles["bot"])
        yield Copies(
            roles, front, database, cluster, redis, office, telegram, staff, olga, given.patience, given.minutes,
            PAUSE * given.patience,
        )  # fmt: skip


async def soak(warm: WarmParent, given: argparse.Namespace, *, pooled: bool) -> tuple[Outcome, Locks]:
    """One phase, and how locks were waited for in it."""
    case = Case("copies", "F4, F16, F20", befallen, repeats=True, lasts=given.minutes * 60)
    with TemporaryDirectory(prefix="punkt-copies-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        await asyncio.to_thread(folder.chmod, 0o755)  # nginx works as somebody else
        async with opened(folder, warm, given, pooled=pooled) as place, watched(place.cluster.url) as locks:
            outcome = await run(place, case, given.seed)  # type: ignore[arg-type]
            assert await polling(place.roles["bot"]) is not None
            if outcome.faults:
                for process in place.processes:
                    print(process.log.name, *process.log.read_text("utf-8").splitlines()[-15:], sep="\n")
    if locks.share >= WAITING:
        outcome.faults.append(f"{locks.share:.1%} of samples wait for a lock")
    for where, times in locks.where.most_common(5):
        print(f"  waits for a lock {times} times, {where}")
    return outcome, locks


def told(name: str, outcome: Outcome, locks: Locks) -> str:
    """A row of the table."""
    figures = (
        name, outcome.tried, outcome.lost, outcome.doubled, outcome.said_twice, f"{outcome.drained:.1f}",
        outcome.answers["502"], outcome.answers["503"],
        f"{locks.waiting} of {locks.samples} ({locks.share:.1%})", locks.most,
    )  # fmt: skip
    return f"| {' | '.join(map(str, figures))} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=4, help="that the troubles of each round take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=1, help="stretches times, where the machine has much to do")
    parser.add_argument("--rounds", nargs="+", choices=["straight", "pgbouncer"], default=["straight", "pgbouncer"])
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended, too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    warm = WarmParent("tests.soak.unpaced")
    rows, faults = [], []
    for name in given.rounds:
        outcome, locks = asyncio.run(soak(warm, given, pooled=name == "pgbouncer"))
        rows.append(told(name, outcome, locks))
        faults += outcome.faults
        print(rows[-1], f"load {os.getloadavg()[0]:.1f}", dict(outcome.kinds), dict(outcome.answers), flush=True)
        print(*outcome.faults, sep="\n", flush=True)
    print(
        "\n| round | tried | lost | doubled | said twice | seconds to drain | 502 | 503 | samples with a lock | most |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))
    warm.end()
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
