"""A copy brought back is whole, says nothing twice, and brings nobody back who was erased since it was made."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from punkt.copying import restoring
from punkt.copying.manifest import CopyDamaged
from punkt.copying.stage import unfinished
from punkt.copying.told import told
from punkt.database import finish_restore, open_database
from punkt.papers import open_papers
from tests.conftest import both_stores
from tests.punkt.copying.conftest import Pair, put_bytes
from tests.tickets.canary import Postman, carried, erased, fill, finished, left, nothing
from tests.tickets.conftest import ANNA, opened, opening, state
from tickets.erasure.ledger import Ledger
from tickets.post.inbox import Incoming, accept
from tickets.post.outbox import OutboxRow
from tickets.post.topics.to_person import CodeMailed
from tickets.post.undelivered import DROPPED, drop, revive, undelivered
from tickets.record.attachment import Attachment, Media
from tickets.record.conversation import begin_conversation
from tickets.record.draft import Draft
from tickets.record.ticket import Ticket
from tickets.staff.member import add_staff
from tickets.staff.session import StaffSession, begin_session, find_session
from tickets.steps.code import EmailCode
from tickets.steps.pending import PendingReply
from tickets.store.base import now


def found_in(folder: Path, needles: tuple[str, ...]) -> list[tuple[str, str]]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [(needle, file.name) for file in files for needle in needles if needle.encode() in file.read_bytes()]


async def erase_wholly(pair: Pair, number: str) -> None:
    await erased(pair.database, number)
    await carried(pair.database, Postman())
    await finished(pair.database, nothing, enter=Ledger(pair.here.ledger).enter)


async def test_whoever_was_erased_after_the_copy_is_erased_again(pair: Pair) -> None:
    """In every table and every byte of the new folder; another person's file is read there as it was sent."""
    stays = await fill(pair.database, "stays", "1234567890")
    await put_bytes(pair.database, pair.here, "stays")
    marked = await fill(pair.database, "canary", "9876543210")
    await put_bytes(pair.database, pair.here, "canary")
    async with pair.database.transaction() as session:  # nobody has read it yet, so it belongs to no conversation
        await accept(session, "telegram", [Incoming("1", "77665544", {"text": "canary-first"})])
    taken = await pair.take()
    assert b"canary" in pair.file.read_bytes()
    assert ((), ()) == (taken.lost, taken.manifest.gone)
    async with pair.database.transaction() as session:
        talk = (await begin_conversation(session, "telegram", "77665544")).id
    await erase_wholly(pair, await opened(pair.database, opening(talk)))
    await erase_wholly(pair, marked.numbers[0])
    assert [] == found_in(pair.here.ledger.parent, (*marked.needles, *marked.numbers, marked.conversation))

    restored = await pair.restore()

    assert 2 == len(restored.settled.erased)
    async with open_database(pair.there) as database:
        while (await open_papers(pair.there).finish(database)).unscrubbed:
            await asyncio.sleep(0.1)
        assert set() == await left(database, marked.needles)
        async with database.reading() as session:
            of_others = (await session.scalars(select(Attachment))).all()
        assert {stays.conversation} == {each.conversation_id for each in of_others}
        assert [b"stays in a file"] == [(pair.there.attachments / each.id).read_bytes() for each in of_others]
        assert "stays-ticket" == (await state(database, stays.numbers[0])).text
        assert ["erased:" + marked.numbers[0], ""] == [
            (await state(database, marked.numbers[0])).origin,
            (await state(database, marked.numbers[0])).text,
        ]
    assert [] == found_in(pair.there.data, marked.needles)


async def test_every_ticket_acknowledged_before_the_copy_began_is_in_it(pair: Pair) -> None:
    """Taken while people go on opening tickets with files: no row is half, no file that a row names is missing."""
    acknowledged: list[str] = []

    async def people(which: int) -> None:
        while True:
            async with pair.database.transaction() as session:
                talk = (await begin_conversation(session, "web")).id
            number = await opened(pair.database, opening(talk, origin=f"web:{which}:{len(acknowledged)}"))
            identity = f"file-{number[-6:]}"
            (pair.here.attachments / identity).write_bytes(number.encode())
            async with pair.database.transaction() as session:
                ticket = (await session.scalars(select(Ticket.id).where(Ticket.number == number))).one()
                session.add(Attachment(id=identity, conversation_id=talk, ticket_id=ticket, media=Media.PHOTO, name="a",
                                       mime="image/png", size=len(number.encode()), sha256=""))  # fmt: skip
            acknowledged.append(number)

    pair.here.attachments.mkdir()
    load = [asyncio.create_task(people(which)) for which in range(4)]
    while len(acknowledged) < 10:
        await asyncio.sleep(0.01)
    before = set(acknowledged)
    await pair.take()
    for task in load:
        task.cancel()
    await asyncio.gather(*load, return_exceptions=True)

    await pair.restore()

    async with open_database(pair.there) as database:
        tickets = {ticket.id: ticket.number for ticket in await database.fetch(select(Ticket))}
        assert before <= set(tickets.values())
        files = await database.fetch(select(Attachment))
        assert before <= {tickets[each.ticket_id] for each in files}
        assert all((pair.there.attachments / each.id).read_text() == tickets[each.ticket_id] for each in files)
        if database.is_sqlite:
            with closing(sqlite3.connect(pair.there.data / "punkt.db")) as connection:
                assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
                assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()


@both_stores
async def test_nothing_leaves_twice_and_nobody_is_still_signed_in(pair: Pair, lockers) -> None:
    """What waited is for staff to decide, sessions and codes have ended, and lost drafts are named."""
    marked = await fill(pair.database, "someone", "1234567890")
    async with pair.database.transaction() as session:
        await add_staff(session, ANNA, "Анна", "correct horse battery")
        secret = await begin_session(session, ANNA, "127.0.0.0", "Firefox")
        reply = PendingReply(ticket_id=1, actor=ANNA, says="answer", text="Здравствуйте", leaves_at=now())
        session.add(reply)
    waiting = [row.id for row in await _undelivered(pair.database)]
    await pair.take()

    restored = await pair.restore()

    async with open_database(pair.there) as database:
        rows = await _undelivered(database)
        assert restored.settled.unsure == sum(row.unsure for row in rows) > 5
        assert {f"{marked.needles[0]}-error"} == {row.error for row in rows if not row.unsure}, "was dead before"
        coded = await database.fetch(select(OutboxRow).where(OutboxRow.topic == CodeMailed.stored_as))
        assert [({}, None, DROPPED)] == [(row.data, row.address, row.error) for row in coded]
        assert set(waiting) == {row.id for row in (*rows, *coded)}
        postman = Postman()
        await carried(database, postman)
        assert [] == postman.carried
        async with database.transaction() as session:
            calls = [row.id for row in rows if row.topic == "call"]
            await revive(session, calls[0])
            for row in rows:
                if row.id not in calls:
                    await drop(session, row.id)
        await carried(database, postman)
        assert ["call"] == [parcel.topic.name for parcel in postman.carried]
        assert [] == await _undelivered(database)
        async with database.reading() as session:
            assert await find_session(session, secret) is None
        assert [] == await database.fetch(select(StaffSession))
        assert [] == await database.fetch(select(EmailCode).where(EmailCode.expires_at > now()))
        assert [] == await database.fetch(select(PendingReply).where(PendingReply.stopped_at.is_(None)))
        assert 1 == len(await database.fetch(select(Draft)))
    lines = "\n".join(told(restored, pair.there))
    assert (lockers is not None) == ("в Redis уже нет" in lines)
    assert marked.chat not in lines


async def _undelivered(database):
    async with database.reading() as session:
        return await undelivered(session)


async def test_a_restore_that_was_cut_off_goes_on_where_it_stopped(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut at each step in turn; whoever opens the database first finishes it, and sees nothing before."""
    stays = await fill(pair.database, "stays", "1234567890")
    await put_bytes(pair.database, pair.here, "stays")
    marked = await fill(pair.database, "canary", "9876543210")
    await put_bytes(pair.database, pair.here, "canary")
    await pair.take()
    await erase_wholly(pair, marked.numbers[0])

    class Cut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise Cut

    for step in ("load", "_put_files", "settle", "open_papers", "secret_fingerprint"):
        with monkeypatch.context() as patched:
            patched.setattr(restoring, step, cut)
            with pytest.raises(Cut):
                await (finish_restore(pair.there) if unfinished(pair.there) else pair.restore())

    async with open_database(pair.there) as database:
        async with database.reading() as session:
            files = (await session.scalars(select(Attachment))).all()
        assert [b"stays in a file"] == [(pair.there.attachments / each.id).read_bytes() for each in files]
        assert "stays-ticket" == (await state(database, stays.numbers[0])).text
        assert "" == (await state(database, marked.numbers[0])).text
        assert [] == await database.fetch(
            select(OutboxRow).where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None))
        )
    assert not unfinished(pair.there)
    assert await finish_restore(pair.there) is None


async def test_a_damaged_copy_changes_nothing(pair: Pair) -> None:
    """One byte of one part is enough, and is found before anything is touched."""
    await fill(pair.database, "stays", "1234567890")
    await put_bytes(pair.database, pair.here, "stays")
    await pair.take()
    whole = pair.file.read_bytes()
    place = whole.index(b"stays in a file")
    pair.file.write_bytes(whole[:place] + b"S" + whole[place + 1 :])

    with pytest.raises(CopyDamaged, match="attachments/"):
        await pair.restore()

    assert [] == [each.name for each in pair.there.data.iterdir() if each.name != "punkt.db"]
    for end in (0, 100, len(whole) // 2):
        pair.file.write_bytes(whole[:end])
        with pytest.raises(CopyDamaged):
            await pair.restore()


async def test_a_file_deleted_while_the_copy_is_made_takes_its_row_along(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one whose row is still there is told of as lost."""
    from punkt.copying import taking

    await fill(pair.database, "stays", "1234567890")
    await fill(pair.database, "goes", "9876543210")
    [first, second] = await pair.database.fetch(select(Attachment.id).order_by(Attachment.at))
    dump = taking.dump

    async def dump_then_delete(database, target):
        dumped = await dump(database, target)
        async with database.transaction() as session:
            await session.delete(await session.get_one(Attachment, second))
        return dumped

    monkeypatch.setattr(taking, "dump", dump_then_delete)
    taken = await pair.take()
    assert ((first,), (second,)) == (taken.lost, taken.manifest.gone)

    await pair.restore()

    async with open_database(pair.there) as database:
        assert [first] == await database.fetch(select(Attachment.id))
