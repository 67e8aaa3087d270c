"""All that runs in a soak: a Punkt, on PostgreSQL with a worker beside it, and everything that it speaks with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher

from punkt.schema import upgrade
from stand_in import Group, StaffMember, StandIn
from tests.api.console.browsing import PASSWORD
from tests.conftest import KEY, VAULT
from tests.post.mail.post_office import PostOffice, post_office
from tests.postgres import Cluster
from tests.punkt.history import PAUSE
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.punkt.worker import Worker
from tests.redis_server import RedisServer
from tickets.staff.member import add_staff, begin_link, link
from tickets.store.database import Database

OLGA, BORIS = "olga@example.org", "boris@example.org"  #: in the group, at the console
STARTS = 5  #: tries of one start
PATIENCE = 150  #: seconds that people in Telegram wait for the bot; more than a phase may take to drain


@dataclass
class Place:
    """It lives as long as one seed does."""

    punkt: Process
    worker: Worker | None
    database: Database  #: to look at what is stored
    cluster: Cluster | None  #: where it is PostgreSQL
    redis: RedisServer
    office: PostOffice
    telegram: StandIn
    staff: Group
    olga: StaffMember
    patience: float  #: by how much times are stretched, on a machine that has much else to do
    forgiven: frozenset[str] = frozenset()  #: answers of a proxy before it, counted and not blamed
    pause: float = PAUSE  #: seconds between two acts of one person

    @property
    def address(self) -> str:
        """Where people find the website."""
        return self.punkt.address

    @property
    def processes(self) -> list[Process | Worker]:
        return [self.punkt, self.worker] if self.worker else [self.punkt]


async def begin(process: Process | Worker) -> None:
    """Start it; as whoever watches it would, once more where the database was away meanwhile."""
    for _ in range(STARTS):
        with suppress(AssertionError):
            return await process.start()
        await asyncio.sleep(1)
    return await process.start()


@asynccontextmanager
async def opened(folder: Path, warm: WarmParent, patience: float, *, postgres: bool) -> AsyncIterator[Place]:
    """Started, with Olga in the group and Boris at the console."""
    async with AsyncExitStack() as stack:
        cluster = Cluster() if postgres else None
        if cluster:
            stack.callback(cluster.end)
        url = await cluster.new() if cluster else f"sqlite:///{folder / 'punkt.db'}"
        redis = RedisServer(folder)
        await redis.start()
        stack.callback(redis.stop)
        office = await stack.enter_async_context(post_office())
        telegram = StandIn(patience=PATIENCE * patience)
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
        punkt = Process(
            folder / "punkt.db", warm, data=str(_data(folder)), database_url=url, redis_url=redis.url, contact_keys=KEY,
            smtp_url=f"smtp://127.0.0.1:{office.port}", mail_from="help@example.org",
            telegram_token=telegram.token, telegram_api=telegram.address, telegram_staff_chat=str(staff.id),
        )  # fmt: skip
        stack.callback(punkt.kill)
        await punkt.start()
        worker = Worker(punkt, warm) if cluster else None
        if worker:
            stack.callback(worker.kill)
            await worker.start()
        yield Place(punkt, worker, database, cluster, redis, office, telegram, staff, olga, patience)


def _data(folder: Path) -> Path:
    """A data folder of its own, with the model and the index of the repository."""
    data = folder / "data"
    data.mkdir()
    for name in ("cache", "index"):
        (data / name).symlink_to(REPOSITORY / "var" / name)
    return data
