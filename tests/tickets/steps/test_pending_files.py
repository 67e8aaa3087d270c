"""Files of an answer wait with it: they leave when it leaves, and go when it does not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.uploads import MOST
from tests.tickets.conftest import ANNA, BORIS, do
from tickets.erasure.erasure import erase
from tickets.erasure.holdings import HOLDINGS
from tickets.life import TakenByAnother, hold
from tickets.post.outbox import OutboxRow
from tickets.record.attachment import Attachment, Stored, Upload, attachments_for, hand_in, loose, of_people
from tickets.record.conversation import Author, StoredMessage
from tickets.staff.member import add_staff
from tickets.steps.by_staff import assign, take
from tickets.steps.pending import DELAY, Says, park, pend, put_away, send_due, take_back
from tickets.store.base import now, random_id
from tickets.store.database import Database


def file(name: str) -> Upload:
    return Upload(Stored(random_id(), 3, "0" * 64), name, "text/plain")


@pytest.fixture
async def hers(any_database: Database, number: str) -> str:
    """A claim in Anna's hands."""
    await do(any_database, take, number, ANNA)
    return number


async def seen(database: Database, number: str) -> list[str]:
    """Names of the files of the ticket that its person may fetch."""
    async with database.reading() as session:
        return [each.name for each in await attachments_for(session, (await hold(session, number)).id)]


async def kept(database: Database) -> list[str]:
    """Names of all files there are."""
    async with database.reading() as session:
        return sorted(each.name for each in await session.scalars(select(Attachment)))


async def test_files_leave_with_the_words_and_not_before(any_database: Database, hers: str) -> None:
    """In the order in which they were chosen; until then nobody but staff sees them."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file("б.txt"), file("а.txt")])
    assert [] == await seen(any_database, hers)
    assert 1 == await send_due(any_database, at=now() + DELAY)
    assert ["б.txt", "а.txt"] == await seen(any_database, hers)
    async with any_database.reading() as session:
        said = (await session.execute(select(StoredMessage).where(StoredMessage.author == Author.STAFF))).scalar_one()
        files = (await session.execute(select(Attachment).order_by(Attachment.at))).scalars().all()
        [row] = (await session.execute(select(OutboxRow).where(OutboxRow.topic == "staff_answered"))).scalars()
        assert [(said.id, None)] * 2 == [(each.message_id, each.pending_id) for each in files]
        assert [each.id for each in files] == row.data["files"]


async def test_a_file_of_staff_is_no_file_of_the_person(any_database: Database, hers: str, conversation: str) -> None:
    """It neither goes with a request that they fill in meanwhile, nor counts among what they may send."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file(f"{n}.txt") for n in range(MOST)])
    async with any_database.transaction() as session:
        assert 0 == await loose(session, conversation)
        await hand_in(session, conversation, (await hold(session, hers)).id)
    assert [] == await seen(any_database, hers)
    await send_due(any_database, at=now() + DELAY)
    async with any_database.reading() as session:
        assert [] == (await session.scalars(select(Attachment).where(of_people()))).all()
    assert MOST == len(await seen(any_database, hers))


async def test_what_is_taken_back_keeps_its_files_for_its_author(any_database: Database, hers: str) -> None:
    """Sent anew with those that are still wanted, the others go; put away, all go."""
    first = await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file("лишний.txt"), file("нужный.txt")])
    await do(any_database, take_back, hers, first.id, ANNA)
    assert (0, []) == (await send_due(any_database, at=now() + DELAY), await seen(any_database, hers))
    async with any_database.reading() as session:
        wanted = next(each for each in await session.scalars(select(Attachment)) if each.name == "нужный.txt")
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", kept=[wanted.id], files=[file("новый.txt")])
    assert ["новый.txt", "нужный.txt"] == await kept(any_database)
    await send_due(any_database, at=now() + DELAY)
    assert ["новый.txt", "нужный.txt"] == sorted(await seen(any_database, hers))

    again = await do(any_database, pend, hers, ANNA, Says.ANSWER, "ещё", files=[file("третий.txt")])
    await do(any_database, take_back, hers, again.id, ANNA)
    await do(any_database, put_away, hers, ANNA)
    assert ["новый.txt", "нужный.txt"] == await kept(any_database)


async def test_nobody_keeps_a_file_of_somebody_elses_reply(any_database: Database, hers: str) -> None:
    """Its id is worth nothing to a colleague, nor to its author where the reply is on its way."""
    reply = await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file("её.txt")])
    async with any_database.reading() as session:
        hers_file = (await session.scalars(select(Attachment.id))).one()
    await do(any_database, park, hers, BORIS, Says.ANSWER, "моё", [], [hers_file])
    await do(any_database, park, hers, ANNA, Says.ANSWER, "моё", [], [hers_file])
    async with any_database.reading() as session:
        assert reply.id == (await session.scalars(select(Attachment.pending_id))).one()


async def test_what_could_not_be_sent_is_kept_with_its_files(any_database: Database, hers: str) -> None:
    """The ticket is a colleague's by now: the reply does not leave, and neither do the files."""
    await do(any_database, add_staff, BORIS)
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file("а.txt")])
    await do(any_database, assign, hers, ANNA, BORIS)
    assert (0, ["а.txt"]) == (await send_due(any_database, at=now() + DELAY), await kept(any_database))
    with pytest.raises(TakenByAnother):
        await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file("б.txt")])
    await do(any_database, park, hers, ANNA, Says.ANSWER, "вот", [file("б.txt")])
    assert (["б.txt"], []) == (await kept(any_database), await seen(any_database, hers))


async def test_an_erasure_takes_the_files_of_staff_with_it(any_database: Database, hers: str) -> None:
    """Those that were sent, and those that wait."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "вот", files=[file("ушёл.txt")])
    await send_due(any_database, at=now() + DELAY)
    await do(
        any_database, pend, hers, ANNA, Says.ANSWER, "вот", at=now() + timedelta(minutes=1), files=[file("ждёт.txt")]
    )
    assert ["ждёт.txt", "ушёл.txt"] == await kept(any_database)
    async with any_database.transaction(alone=True) as session:
        erasure = await erase(session, hers, ANNA, None, HOLDINGS, force=True)
    assert ([], 2) == (await kept(any_database), len(erasure.files))
