"""Files in the store that copies share: what one machine has taken in, another reads, and what is erased is nowhere."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk.file_types import OtherThanNamed
from desk.uploads import take_in
from tests.bucket_server import BucketServer
from tickets.record.attachment import YOUNG, Attachment, Lent, Media, Shelf, ShelfAway, ShelfSilent, Upload
from tickets.record.conversation import begin_conversation
from tickets.record.shared_shelf import SharedShelf
from tickets.store.base import now
from tickets.store.bucket import Access, Bucket, BucketAway
from tickets.store.database import Database

PDF = b"%PDF-1.7\n" + bytes(2_000_000)


@pytest.fixture
def here(bucket_server: BucketServer, tmp_path: Path) -> SharedShelf:
    return SharedShelf(tmp_path / "here", bucket_server.bucket())


@pytest.fixture
def there(bucket_server: BucketServer, tmp_path: Path) -> SharedShelf:
    """On another machine."""
    return SharedShelf(tmp_path / "there", bucket_server.bucket())


async def given(shelf: Shelf, content: bytes = PDF, name: str = "чек.pdf") -> Upload:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    return await take_in(shelf, chunks(), name)


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


async def row_of(database: Database, upload: Upload) -> None:
    async with database.transaction() as session:
        talk = await begin_conversation(session, "web")
        kept = {"size": upload.stored.size, "sha256": upload.stored.sha256, "name": upload.name, "mime": upload.mime}
        session.add(Attachment(id=upload.stored.id, conversation_id=talk.id, media=Media.DOCUMENT, **kept))


async def test_what_one_machine_has_taken_in_another_reads(
    here: SharedShelf, there: SharedShelf, tmp_path: Path
) -> None:
    """As often as is wished, and nothing of it lies on either disk afterwards."""
    upload = await given(here)
    lent = [there.lend(upload.stored.id) for _ in range(2)]
    assert [PDF, PDF] == [each.path.read_bytes() for each in lent if each]
    assert there.lend("never") is None
    assert [] == files(tmp_path / "here") + files(tmp_path / "there")


async def test_what_is_erased_is_gone_for_all(here: SharedShelf, there: SharedShelf) -> None:
    upload = await given(here)
    there.drop([upload.stored.id, "never"])
    assert here.lend(upload.stored.id) is None
    assert here.empty


async def test_what_may_not_be_kept_never_reaches_the_store(here: SharedShelf, tmp_path: Path) -> None:
    with pytest.raises(OtherThanNamed):
        await given(here, b"MZ", "чек.pdf")
    assert here.empty
    assert [] == files(tmp_path / "here")


async def test_while_the_store_is_away_nothing_is_taken_and_nothing_is_called_lost(
    bucket_server: BucketServer, here: SharedShelf, tmp_path: Path
) -> None:
    """Neither is said that a file is kept nor that there is none; when it is back all goes on."""
    upload = await given(here)
    silent = Bucket(Access("punkt-tests", "help/desk", "http://127.0.0.1:9", "us-east-1", "testing", "testing"))
    away = SharedShelf(tmp_path / "here", silent)
    with pytest.raises(ShelfAway):
        await given(away)
    with pytest.raises(ShelfSilent):
        away.lend(upload.stored.id)
    with pytest.raises(BucketAway):
        away.drop([upload.stored.id])
    assert [] == files(tmp_path / "here")
    assert isinstance(here.lend(upload.stored.id), Lent)


async def test_the_sweep_brings_what_lay_in_the_folder_and_drops_what_has_no_row(
    any_database: Database, here: SharedShelf, there: SharedShelf, tmp_path: Path
) -> None:
    """A folder from before there was a store moves into it; what is young may wait for its row."""
    before = await given(Shelf(tmp_path / "here"))
    await row_of(any_database, before)
    orphan, kept = await given(here), await given(here)
    await row_of(any_database, kept)
    left = await here.put(_chunks())  # of a process that was killed before it was kept
    long_ago = (now() - 2 * YOUNG).timestamp()
    os.utime(here.path(left.id), (long_ago, long_ago))
    assert isinstance(here.lend(before.stored.id), Lent)

    assert 0 == await here.sweep(any_database)
    assert 1 == await here.sweep(any_database, now() + YOUNG + timedelta(minutes=1))
    assert [] == files(tmp_path / "here")
    found = [there.lend(each.stored.id) for each in (before, kept, orphan)]
    assert [PDF, PDF] == [each.path.read_bytes() for each in found if each]
    assert found[2] is None


async def _chunks() -> AsyncIterator[bytes]:
    yield PDF
