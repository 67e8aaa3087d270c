"""Lockers: Redis alone tells nothing, the row alone tells nothing, and without the row nobody ever reads it again."""

from datetime import timedelta

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, text, update

from desk.holdings import HOLDINGS
from tests.conftest import MOSCOW, VAULT
from tests.tickets.conftest import opened, request
from tickets.erasure.dossier import dossier
from tickets.erasure.erasure import erase, forget
from tickets.erasure.person import find_person
from tickets.erasure.retention import keep_terms, retention
from tickets.record.conversation import Conversation
from tickets.record.draft import (
    Draft,
    Stage,
    WordsLost,
    begin_draft,
    drop_draft,
    find_draft,
    keep_lockers,
    open_draft,
    write_down,
)
from tickets.record.rotation import rotate
from tickets.record.ticket import Request, TicketKind
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.locker import GRACE, Lockers, LockersAway
from tickets.store.vault import KeyMissing, Vault

pytestmark = pytest.mark.parametrize("lockers", ["redis"], indirect=True)
TERM = timedelta(days=30)
SECRET = "canary 9876543210"
NOWHERE = "redis://127.0.0.1:1/0"


def secret_claim(conversation: str, words: str = SECRET) -> Draft:
    return Draft(
        conversation_id=conversation, kind=TicketKind.CLAIM, stage=Stage.CONTACT, origin="t:1", text=words,
        name=SECRET, email="canary@example.org", phone="+79876543210",
    )  # fmt: skip


@pytest.fixture
async def begun(any_database: Database, conversation: str) -> str:
    """A conversation with a draft that tells a secret."""
    async with any_database.transaction() as session:
        await begin_draft(session, secret_claim(conversation))
    return conversation


@pytest.fixture
def redis(lockers: Lockers) -> Redis:
    """Redis as somebody sees it who has got hold of all of it."""
    return lockers._redis


async def key_of(database: Database) -> str:
    """The key in the only draft."""
    async with database.reading() as session:
        return str((await session.execute(select(Draft.locker))).scalar_one())


async def opens(redis: Redis, keys: set[str]) -> bool:
    """Whether something in Redis can be opened with one of these, or by the vault of the database."""
    for name in await redis.keys():
        sealed = await redis.get(name)
        for vault in (VAULT, *map(Vault, ([key] for key in keys))):
            try:
                vault.open(sealed)
            except KeyMissing:
                continue
            return True
    return False


async def test_neither_redis_nor_the_row_tells_anything_alone(any_database, begun, redis) -> None:
    """The row holds a sealed key, Redis what it opens."""
    [name] = await redis.keys()
    held = f"{name} {await redis.get(name)}"
    async with any_database.reading() as session:
        row = str((await session.execute(text("SELECT * FROM drafts"))).one())
    for word in ("canary", "9876543210", begun):
        assert word not in held
    assert "canary" not in row
    assert "9876543210" not in row
    assert not await opens(redis, set())
    assert await opens(redis, {await key_of(any_database)})
    assert 0 < await redis.ttl(name) <= TERM.total_seconds()


@pytest.mark.parametrize("how", ["erased", "forgotten", "expired", "dropped"])
async def test_without_the_row_nobody_reads_it_again(any_database, begun, redis, how) -> None:
    """Also while Redis still holds the bytes: what would open them was in the row alone."""
    held = await redis.keys()
    match how:
        case "erased":
            number = await opened(any_database, request(begun, Request.ERASE))
            async with any_database.transaction(alone=True) as session:
                await erase(session, number, "operator", None, HOLDINGS, force=True)
        case "forgotten":
            async with any_database.transaction() as session:
                await forget(session, await session.get_one(Conversation, begun), "1", HOLDINGS, zone=MOSCOW)
        case "expired":
            async with any_database.transaction() as session:
                await session.execute(update(Draft).values(begun_at=now() - timedelta(days=31)))
            await retention(any_database, HOLDINGS, keep_terms({}))
        case "dropped":
            async with any_database.transaction() as session:
                await drop_draft(session, begun)
    async with any_database.reading() as session:
        assert [] == (await session.execute(select(Draft.locker))).all()
        everything = {
            str(cell)
            for table in Draft.metadata.sorted_tables
            for row in (await session.execute(table.select())).all()
            for cell in row
        }
    assert held == await redis.keys()
    assert not await opens(redis, {cell for cell in everything if 44 == len(cell) and cell.endswith("=")})


async def test_a_former_locker_goes_soon_after_the_commit(any_database, begun, redis) -> None:
    """Not before: until then the former words are those that count."""
    [former] = await redis.keys()
    async with any_database.transaction() as session:
        draft = await open_draft(session, begun)
        await write_down(session, draft, text="другое")
        assert GRACE.total_seconds() < await redis.ttl(former)
    [newer] = set(await redis.keys()) - {former}
    assert GRACE.total_seconds() >= await redis.ttl(former)
    assert GRACE.total_seconds() < await redis.ttl(newer)


async def test_redis_never_ends_a_draft_by_itself(any_database, begun, redis) -> None:
    """How long one is kept is for retention to say, which spares whoever has an open ticket."""
    [name] = await redis.keys()
    await redis.expire(name, GRACE)
    await keep_lockers(any_database)
    assert GRACE.total_seconds() < await redis.ttl(name)


@pytest.mark.parametrize("left", [None, "чужое", b"\xff\xfe"])
async def test_what_redis_has_lost_is_told_from_what_never_was(any_database, begun, redis, left) -> None:
    """The draft stands where it stood, and can be begun anew; what nobody can open is as good as lost."""
    [name] = await redis.keys()
    await redis.delete(name)
    if left is not None:
        await redis.set(name, left)
    async with any_database.transaction() as session:
        with pytest.raises(WordsLost):
            await open_draft(session, begun)
        draft = await find_draft(session, begun)
        draft.stage = Stage.TEXT
        await write_down(session, draft)
    async with any_database.reading() as session:
        draft = await open_draft(session, begun)
    assert (Stage.TEXT, None, None, []) == (draft.stage, draft.text, draft.email, draft.requests)


async def test_the_setting_may_change_under_a_draft(any_database, begun, lockers) -> None:
    """Words stay where they were told until more is told; without the setting nobody knows where Redis is."""
    without = Database(any_database.url, VAULT)
    async with without.reading() as session:
        with pytest.raises(WordsLost):
            await open_draft(session, begun)
    async with without.transaction() as session:
        await begin_draft(session, secret_claim(begun, "в строке"))

    async with any_database.transaction() as session:
        draft = await open_draft(session, begun)
        assert (None, "в строке") == (draft.locker, draft.text)
        await write_down(session, draft, email=None)
    async with any_database.reading() as session:
        row = (await session.execute(text("SELECT text, name, email, phone FROM drafts"))).one()
        draft = await open_draft(session, begun)
    assert (None, None, None, None) == tuple(row)
    assert ("в строке", None, SECRET) == (draft.text, draft.email, draft.name)
    await without.close()


async def test_while_redis_is_away_the_row_keeps_what_is_told(any_database, conversation, begun) -> None:
    """What lies in Redis has to wait; a new draft does not."""
    away = Database(any_database.url, VAULT, lockers=Lockers(NOWHERE, TERM))
    async with away.transaction() as session:
        with pytest.raises(LockersAway):
            await open_draft(session, begun)
        await begin_draft(session, secret_claim(begun, "в строке"))
    async with any_database.reading() as session:
        assert "в строке" == (await open_draft(session, begun)).text
    await away.close()


async def test_an_erasure_does_not_wait_for_redis_and_a_dossier_does(any_database, begun, redis) -> None:
    """The one needs nothing but the row; the other must not be short of anything."""
    number = await opened(any_database, request(begun, Request.ERASE))
    away = Database(any_database.url, VAULT, lockers=Lockers(NOWHERE, TERM))
    async with away.reading() as session:
        with pytest.raises(LockersAway):
            await dossier(session, number, HOLDINGS)
    async with any_database.reading() as session:
        known = {kind for kind, _ in (await find_person(session, number)).identifiers}
        [told] = next(s for s in (await dossier(session, number, HOLDINGS)).sections if s.name == "drafts").records
    assert {"email", "phone"} <= known
    assert {SECRET, "canary@example.org", "+79876543210"} <= {field.value for field in told}
    async with away.transaction(alone=True) as session:
        await erase(session, number, "operator", None, HOLDINGS, force=True)
    async with any_database.reading() as session:
        assert await find_draft(session, begun) is None
    await away.close()


async def test_a_new_key_of_the_vault_leaves_lockers_alone(any_database, begun, lockers) -> None:
    """Only the row is sealed anew; the old key is not needed any more."""
    fresh = Vault.new_key()
    both = Database(any_database.url, Vault([fresh, "cHVua3QgdGVzdHMgZW5jcnlwdCB3aXRoIHRoaXMga2U="]))
    async with both.transaction() as session:
        await rotate(session)
    await both.close()
    only = Database(any_database.url, Vault([fresh]), lockers=lockers)
    async with only.reading() as session:
        assert SECRET == (await open_draft(session, begun)).text
    await only.engine.dispose()
