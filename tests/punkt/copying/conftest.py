"""Two installations with the same keys: one that is copied, and another folder and database to restore into."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, update

from desk.settings import Settings
from punkt.copying.restoring import Restored, stage_copy
from punkt.copying.taking import Taken, take_copy
from punkt.database import bare_database, finish_restore
from tests.conftest import KEY
from tickets.record.attachment import Attachment
from tickets.store.database import Database


def installation(data: Path, url: str, **more: object) -> Settings:
    return Settings(_env_file=None, data=data, database_url=url, contact_keys=KEY, secret_key="k" * 40, **more)


@dataclass(frozen=True)
class Pair:
    """Where the copy is made, and where it is brought back; the ledger lies apart from both."""

    here: Settings
    there: Settings
    database: Database  #: here
    file: Path  #: of the copy

    async def take(self) -> Taken:
        return await take_copy(self.here, self.database, self.file)

    async def restore(self, *, replace: bool = False) -> Restored:
        await stage_copy(self.there, bare_database(self.there), self.file, replace=replace)
        restored = await finish_restore(self.there)
        assert restored is not None
        return restored


@pytest.fixture
async def pair(any_database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Pair]:
    ledger = tmp_path / "apart" / "erased.ledger"
    for name in ("here", "there", "apart"):
        (tmp_path / name).mkdir()

    def made(url: str) -> Pair:
        here = installation(tmp_path / "here", any_database.url, erased_ledger=ledger)
        there = installation(tmp_path / "there", url, erased_ledger=ledger)
        return Pair(here, there, any_database, tmp_path / "copy.tar")

    if any_database.is_sqlite:
        yield made(f"sqlite:///{tmp_path / 'there' / 'punkt.db'}")
        return
    async with request.getfixturevalue("postgres").copy() as other:
        yield made(other.url)


async def put_bytes(database: Database, settings: Settings, word: str) -> None:
    """Give every attachment of this database that has none its bytes."""
    settings.attachments.mkdir(exist_ok=True)
    content = f"{word} in a file".encode()
    for identity in await database.fetch(select(Attachment.id)):
        path = settings.attachments / identity
        if not path.exists():
            path.write_bytes(content)
            async with database.transaction() as session:
                told = update(Attachment).where(Attachment.id == identity)
                await session.execute(told.values(size=len(content), sha256=hashlib.sha256(content).hexdigest()))
