"""`make bench` measures the lists of a full queue beside an older build: the measuring itself must not have rotted."""

import asyncio
from pathlib import Path

from sqlalchemy import make_url

from punkt.bench.beside import PAGES, measure, serving
from punkt.bench.bulk import write
from punkt.bench.full import HERE
from punkt.bench.invented import invented
from punkt.schema import upgrade
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.vault import Vault

MANY = 60


async def fill(url: str, key: str) -> None:
    vault = Vault([key])
    database = Database(url, vault)
    await upgrade(database)
    await database.close()
    await write(make_url(url), invented(MANY, ("верните деньги", "удалите мой номер"), 1.0, now(), vault))


def test_every_list_is_measured_in_both_builds(tmp_path: Path) -> None:
    key = Vault.new_key()
    urls = [f"sqlite:///{tmp_path / name}.db" for name in ("one", "other")]
    for url in urls:
        asyncio.run(fill(url, key))
    with serving(HERE, urls[0], key) as one, serving(HERE, urls[1], key) as other:
        told = list(measure(one, other, rounds=1))
    assert [name for name in PAGES if any(line.startswith(name) for line in told)] == [*PAGES]
    assert all(len(each.wall[name]) == 1 for each in (one, other) for name in PAGES)
