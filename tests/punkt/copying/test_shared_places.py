"""Copies of an installation whose machines share a store: files, papers and the ledger are there for each of them."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk.settings import Settings
from punkt.copying.archive import reading
from punkt.copying.dumping import load
from punkt.copying.manifest import DATABASE
from punkt.database import bare_database, open_database
from punkt.papers import open_papers, shared_papers
from tests.bucket_server import BucketServer
from tests.punkt.copying.conftest import Pair
from tests.tickets.canary import Postman, carried, erased, fill
from tickets.erasure.destruction import Erasure
from tickets.record.attachment import Attachment


@pytest.fixture
def sharing(pair: Pair, bucket_server: BucketServer) -> Pair:
    """Machines with data folders and ledgers of their own, and one store."""

    def on(settings: Settings) -> Settings:
        return settings.model_copy(update={**bucket_server.settings, "erased_ledger": settings.data / "erased.ledger"})

    plain = Settings(_env_file=None, **bucket_server.settings)  # type: ignore[arg-type]
    keys = {"store_key": plain.store_key, "store_secret": plain.store_secret}
    return replace(pair, here=on(pair.here).model_copy(update=keys), there=on(pair.there).model_copy(update=keys))


async def put_bytes(pair: Pair, word: str) -> None:
    bucket = pair.here.bucket
    assert bucket
    for identity in await pair.database.fetch(select(Attachment.id)):
        if not bucket.has(f"attachments/{identity}"):
            bucket.write(f"attachments/{identity}", word.encode())


def in_store(pair: Pair) -> dict[str, bytes]:
    bucket = pair.here.bucket
    assert bucket
    return {each.name: bucket.read(each.name) or b"" for each in bucket.listed("")}


async def test_a_copy_brings_files_back_into_the_store_and_nobody_who_was_erased_since(sharing: Pair) -> None:
    """On another machine, whose own ledger has no line: what the first wrote lies in the store."""
    stays = await fill(sharing.database, "stays", "1234567890")
    await put_bytes(sharing, "stays in a file")
    marked = await fill(sharing.database, "canary", "9876543210")
    await put_bytes(sharing, "canary in a file")
    taken = await sharing.take()
    assert () == taken.lost
    assert b"canary in a file" in sharing.file.read_bytes()

    await erased(sharing.database, marked.numbers[0])
    await carried(sharing.database, Postman())
    await open_papers(sharing.here).finish(sharing.database)
    assert not any(b"canary" in content for content in in_store(sharing).values())
    [act] = await sharing.database.fetch(select(Erasure))
    shared = shared_papers(sharing.there)
    assert shared
    shared.bring(sharing.there.data)
    assert ["act.json", "act.pdf", "log.json", "log.pdf"] == sorted(
        file.name for file in sharing.there.data.glob(f"acts/{act.act}-*/*")
    )

    restored = await sharing.restore(replace=True)
    assert restored.settled.since is not None
    assert (1, True) == (len(restored.settled.erased), restored.settled.since.whole)
    async with open_database(sharing.there) as database:
        files = await database.fetch(select(Attachment))
        assert {stays.conversation} == {each.conversation_id for each in files}
        lent = [sharing.there.shelf.lend(each.id) for each in files]
        assert {b"stays in a file"} == {each.path.read_bytes() for each in lent if each}
    assert not any(b"canary" in content for content in in_store(sharing).values())


async def test_after_postgresql_itself_has_gone_back_whoever_was_erased_is_erased_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one command, from the ledger; what may have left meanwhile waits for staff to decide."""
    from punkt.commands import settle

    marked = await fill(pair.database, "canary", "9876543210")
    await pair.take()
    await erased(pair.database, marked.numbers[0])
    await carried(pair.database, Postman())
    await open_papers(pair.here).finish(pair.database)

    with reading(pair.file) as copy:  # as a server does that plays its log back to that moment
        copy.unpack(pair.there.data)
    (pair.there.data / "contacts.key").unlink(missing_ok=True)
    await load(bare_database(pair.there), pair.there.data / DATABASE)
    told = "\n".join(await settle._settle(pair.there))

    assert "Снова удалены данные, уничтоженные с тех пор: акты" in told
    assert "Не доставленное к тому моменту могло уйти позже" in told
    async with open_database(pair.there) as database:
        assert await database.fetch(select(Erasure.id))
    assert "Снова удалены" not in "\n".join(await settle._settle(pair.there)), "done again it finds nothing"
    monkeypatch.undo()
