"""What happens to a Punkt in a soak: each case is one trouble, at moments that follow from the seed."""

import asyncio
import resource
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import asyncpg
from sqlalchemy import text

from stand_in import faults
from stand_in.script import Fault
from tests.soak.place import Place, begin

Act = Callable[[Any, Random], Awaitable[None]]  #: a Place, or what stands in its place
LEASE_OVER = 33  #: seconds
POLITE = 10  #: seconds that a process may take to end when it is asked to


@dataclass(frozen=True)
class Case:
    """One kind of trouble."""

    name: str
    faults: str  #: of what it stands for
    act: Act
    repeats: bool = False  #: a process, the network or the database may go between Telegram's yes and our note of it
    lasts: float = 0  #: seconds of the trouble, where it is long
    on: str = ""  #: "sqlite" or "postgresql" where it is only for that


async def killed(place: Place, choice: Random) -> None:
    for process in place.processes:
        await asyncio.sleep(choice.uniform(0, 1))
        await asyncio.to_thread(process.kill)
        await begin(process)


async def storm(place: Place, choice: Random) -> None:
    for _ in range(4):
        process = choice.choice(place.processes)
        await asyncio.sleep(choice.uniform(0.3, 2))
        await asyncio.to_thread(process.kill)
        await begin(process)


async def frozen(place: Place, choice: Random) -> None:
    """The worker past its leases, where there is one: what it held is carried by another, and it comes back."""
    process, seconds = (place.worker, LEASE_OVER) if place.worker else (place.punkt, choice.uniform(3, 8))
    process.tell(signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        process.tell(signal.SIGCONT)


async def asked_to_end(place: Place, _choice: Random) -> None:
    for process in place.processes:
        begun = asyncio.get_running_loop().time()
        code = await asyncio.to_thread(process.stop)
        took = asyncio.get_running_loop().time() - begun
        await begin(process)
        assert code == 0, f"exit code {code}"
        assert took <= POLITE * place.patience, f"{type(process).__name__} took {took:.1f} s to end"


async def delivered_again(place: Place, choice: Random) -> None:
    """Telegram hands over what waits for us two to five times, in any order; who polls after it starts anew, too."""
    for process in place.processes:
        await asyncio.to_thread(process.stop)
    await asyncio.sleep(2)
    waiting = place.telegram.updates
    again = [update for update in waiting for _ in range(choice.randint(1, 4))]
    waiting.extend(choice.sample(again, len(again)))
    for process in place.processes:
        await begin(process)


async def flooded(place: Place, _choice: Random) -> None:
    place.telegram.fail("send*", faults.flood(3), times=None, share=0.3)
    await asyncio.sleep(10)
    place.telegram.heal()


BROKEN: tuple[Fault, ...] = (
    *(faults.BROKEN, faults.BAD_GATEWAY, faults.cut, faults.cut_after),
    *(faults.cut_midway, faults.nonsense, faults.garbled, faults.slow(3)),
)


async def broken(place: Place, _choice: Random) -> None:
    """Telegram and the post office answer nonsense, break off, or not at once."""
    for fault in BROKEN:
        # Every method but "download": bytes that are no file are refused in a sentence, and whoever sent it would have
        # to send it again.
        place.telegram.fail("*[!d]", fault, times=None, share=0.04)
    place.telegram.fail("download", faults.cut_midway, times=None, share=0.2)
    place.office.answers["DATA"] = ["451 4.3.0 later"] * 3
    await asyncio.sleep(10)
    place.telegram.heal()
    place.office.answers.clear()


async def redis_gone(place: Place, choice: Random) -> None:
    place.redis.kill()
    await asyncio.sleep(choice.uniform(1, 4))
    await place.redis.start()
    await place.redis.flush()


async def postgres_crashed(place: Place, choice: Random) -> None:
    assert place.cluster
    await asyncio.to_thread(place.cluster.crash)
    await asyncio.sleep(choice.uniform(0, 3))
    await asyncio.to_thread(place.cluster.start)


async def postgres_stopped(place: Place, _choice: Random) -> None:
    assert place.cluster
    place.cluster.pause()
    try:
        await asyncio.sleep(10)
    finally:
        place.cluster.go_on()


async def connections_cut(place: Place, _choice: Random) -> None:
    assert place.cluster
    connection = await asyncpg.connect(place.cluster.url)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
    others += "AND backend_type = 'client backend'"
    for _ in range(25):
        await connection.execute(others)
        await asyncio.sleep(0.2)
    await connection.close()


async def disk_full(place: Place, choice: Random) -> None:
    """No file grows: neither the database nor the log nor the folder of the files."""
    number = place.punkt.number
    usual = resource.prlimit(number, resource.RLIMIT_FSIZE)
    resource.prlimit(number, resource.RLIMIT_FSIZE, (1, usual[1]))
    try:
        await asyncio.sleep(choice.uniform(2, 5))
    finally:
        resource.prlimit(number, resource.RLIMIT_FSIZE, usual)


async def poisoned(place: Place, choice: Random) -> None:
    """A row that nobody can read lies in the outbox, one in the inbox."""
    name = f"poison-{choice.random()}"
    async with place.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO outbox (channel, lane, topic, data, cause, created_at, attempts, not_before) "
                "VALUES ('web', :name, 'call', '\"not an object\"', 'test', '2026-01-01', 0, '2026-01-01')"
            ),
            {"name": name},
        )
        await session.execute(
            text(
                "INSERT INTO inbox (channel, origin, lane, payload, received_at, attempts) "
                "VALUES ('telegram', :name, :name, '\"not an object\"', '2026-01-01', 0)"
            ),
            {"name": name},
        )


async def together(place: Place, choice: Random) -> None:
    """A storm of kills while Telegram refuses, and PostgreSQL cuts its connections."""
    place.telegram.fail("send*", faults.flood(2), times=None, share=0.3)
    async with asyncio.TaskGroup() as group:
        group.create_task(storm(place, choice))
        if place.cluster:
            group.create_task(connections_cut(place, choice))
    place.telegram.heal()


CASES = (
    Case("killed", "F1–F3", killed, repeats=True),
    Case("storm of kills", "F4", storm, repeats=True),
    Case("frozen, and back", "F5", frozen, repeats=True),
    Case("asked to end", "F6", asked_to_end),
    Case("updates again and out of order", "F7, F8", delivered_again),
    Case("Telegram refuses: too many", "F9", flooded),
    Case("Telegram and mail broken", "F10", broken, repeats=True),
    Case("disk full", "F12", disk_full, repeats=True, on="sqlite"),
    Case("PostgreSQL crashed", "F16", postgres_crashed, repeats=True, on="postgresql"),
    Case("connections cut", "F17", connections_cut, repeats=True, on="postgresql"),
    Case("PostgreSQL stopped", "F19", postgres_stopped, repeats=True, on="postgresql"),
    Case("Redis gone and emptied", "F20", redis_gone),
    Case("poison rows", "F22", poisoned),
    Case("all together", "F30", together, repeats=True),
)


def cases(seed: int, *, postgres: bool) -> list[Case]:
    """Those of this kind of database, in the order of the seed."""
    kind = "postgresql" if postgres else "sqlite"
    mine = [case for case in CASES if case.on in {"", kind}]
    return Random(seed).sample(mine, len(mine))
