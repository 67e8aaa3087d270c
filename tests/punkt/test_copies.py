"""Copies of each role on PostgreSQL and Redis, behind a proxy: one of each dies under load, and people lose nothing."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.knowledge import Knowledge
from punkt.schema import upgrade
from stand_in import StandIn, User
from tests.conftest import KEY, VAULT
from tests.post.mail.post_office import PostOffice, post_office
from tests.postgres import Cluster
from tests.punkt.front import Front
from tests.punkt.history import QUESTION, History
from tests.punkt.polling import taken_over, told
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.redis_server import RedisServer
from tickets.record.conversation import Author, StoredMessage
from tickets.store.database import Database

LOAD = 3  #: seconds before the kill, and after it
PEOPLE = 3  #: in Telegram


@dataclass
class Place:
    """Two of each."""

    web: list[Process]
    bot: list[Process]
    worker: list[Process]
    front: Front
    database: Database
    telegram: StandIn
    office: PostOffice


@pytest.fixture
async def place(cluster: Cluster, tmp_path: Path, knowledge: Knowledge, warm: WarmParent) -> AsyncIterator[Place]:
    """`knowledge` is asked for so that model and index are there before the processes start."""
    async with AsyncExitStack() as stack:
        database = Database(await cluster.new(), VAULT)
        stack.push_async_callback(database.close)
        await upgrade(database)
        redis = RedisServer(tmp_path)
        await redis.start()
        stack.callback(redis.stop)
        office = await stack.enter_async_context(post_office())
        telegram = StandIn(patience=150)  # two leases, and a machine that has much else to do
        await telegram.start()
        stack.push_async_callback(telegram.stop)
        data = tmp_path / "data"
        data.mkdir()
        for name in ("cache", "index"):
            (data / name).symlink_to(REPOSITORY / "var" / name)
        settings = {
            "data": str(data), "database_url": database.url, "redis_url": redis.url, "contact_keys": KEY,
            "telegram_token": telegram.token, "telegram_api": telegram.address,
            "smtp_url": f"smtp://127.0.0.1:{office.port}", "mail_from": "help@example.org",
            "public_url": "https://help.example.org",
        }  # fmt: skip

        def two(role: str) -> list[Process]:
            made = [Process(tmp_path / f"{role}{n}.db", warm, role=role, **settings) for n in range(2)]
            for process in made:
                stack.callback(process.kill)
            return made

        web, bot, worker = two("web"), two("bot"), two("worker")
        for process in (*web, *bot, *worker):
            process.begin()
        for process in (*web, *bot, *worker):
            await process.ready()
        front = Front(tmp_path / "front", [process.port for process in web])
        stack.callback(front.stop)
        front.start()
        yield Place(web, bot, worker, front, database, telegram, office)


async def talk(person: User, end: asyncio.Event) -> list[str]:
    """Ask and read, again and again; gives what was asked."""
    asked = []
    while not end.is_set():
        asked.append(f"{QUESTION} {person.name} {len(asked)}")
        await person.says(asked[-1])
        assert (await person.hears()).text
    return asked


async def test_one_of_each_is_killed_and_nothing_is_lost_or_doubled(place: Place, knowledge: Knowledge) -> None:
    """Killed under load, not started again: the others go on with all that people do on the website and in Telegram."""
    polls = await taken_over(place.bot)
    history, end = History(place.front.address, seed=15, people=4, verify=False), asyncio.Event()
    people = [place.telegram.user(name) for name in ("Анна", "Борис", "Вера")[:PEOPLE]]
    async with asyncio.TaskGroup() as group:
        group.create_task(history.live(end))
        talks = [group.create_task(talk(person, end)) for person in people]
        await asyncio.sleep(LOAD)
        for process in (place.web[0], polls, place.worker[0]):
            await asyncio.to_thread(process.kill)
        successor = await taken_over(place.bot)
        await asyncio.sleep(LOAD)
        end.set()

    report = await history.check(place.database)
    assert [] == report.lost
    assert [] == report.doubled
    assert [] == [answer for answer in report.dishonest if answer != "502"]  # of nginx, while it finds the other
    assert report.drained is not None
    assert min(report.acknowledged[kind] for kind in ("ticket", "message")) > 0
    assert polls is not successor
    said = Counter(await place.database.fetch(select(StoredMessage.text).where(StoredMessage.author == Author.USER)))
    asked = [question for each in talks for question in each.result()]
    assert dict.fromkeys(asked, 1) == {question: said[question] for question in asked}
    assert len(asked) > len(people)
    for role, processes in (("web", place.web), ("bot", place.bot), ("worker", place.worker)):
        [left] = [process for process in processes if process.runs()]
        assert {"status": "ok", "role": role, "news": "redis", "index": knowledge.version} == await told(left)
