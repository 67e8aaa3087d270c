"""A person who leaves a mark in every place that data of people can lie, and the search for what is left of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url, select, text, update

from desk.holdings import HOLDINGS
from desk.journal import Question
from tests.delivering import deliver_due
from tests.tickets.conftest import ANNA, MOSCOW, do, opening, request
from tickets.erasure.destruction import Erasure
from tickets.erasure.erasure import erase
from tickets.erasure.finishing import Elsewhere, Finished, WritePapers, finish_erasures
from tickets.life import hold
from tickets.post.copy import note_copy
from tickets.post.inbox import ATTEMPTS, InboxRow, Incoming, accept, mark_failed
from tickets.post.outbox import OutboxRow, Parcel, Undeliverable, tell
from tickets.post.room import Room, note_prompt
from tickets.post.topics.topic import ChannelCall
from tickets.record.attachment import Attachment, Media
from tickets.record.contact import Contact, email_index, phone_index
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.draft import Draft, Stage, begin_draft
from tickets.record.ticket import Request, TicketKind
from tickets.steps.blocking import lift
from tickets.steps.by_staff import answer, ask, take
from tickets.steps.code import send_code
from tickets.steps.confirming import meet
from tickets.steps.deciding import close, refuse, resolve
from tickets.steps.extending import extend
from tickets.steps.opening import open_ticket
from tickets.steps.own_steps import add
from tickets.steps.pending import Says, pend
from tickets.steps.proving import prove_address, vouch
from tickets.steps.rating import rate
from tickets.store.base import Base, now
from tickets.store.database import Database


@dataclass(frozen=True)
class Marked:
    """What was written, and by what it would be found."""

    conversation: str
    chat: str
    numbers: tuple[str, ...]  #: refused and closed, resolved, still in the queue
    needles: tuple[str, ...]


class Postman:
    """Carries everything, or refuses everything."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.carried: list[Parcel] = []
        self._refuses = refuses

    async def send(self, parcel: Parcel) -> None:
        if self._refuses:
            raise Undeliverable("blocked by the person")
        self.carried.append(parcel)


async def fill(database: Database, word: str, digits: str) -> Marked:
    """Write the word through every path; `digits`, ten of them, are chat and phone."""
    chat, phone, email = f"88{digits}", f"7{digits}", f"{word}@example.org"
    contact = Contact(f"{word}-name", email, f"+{phone}")
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "telegram", chat)).id
        said = await store_message(session, conversation, Author.USER, f"{word}-message", "1")
        await store_message(session, conversation, Author.BOT, f"{word}-reply")
        session.add(Question(message_id=said.id, kind="claim", outcome="Answer", clauses=[["5.1", 0.9]],
                             edition="1", edition_sha256="0" * 64))  # fmt: skip
        updates = [Incoming(f"{digits}-{n}", chat, {"message": {"text": f"{word}-inbox"}}) for n in range(2)]
        await accept(session, "telegram", updates)
        refused = request(conversation, Request.ACCESS, channel="telegram", origin=f"telegram:{chat}:1",
                          text=f"{word}-ticket", contact=contact, block=f"{word}-block")  # fmt: skip
        first = (await open_ticket(session, refused, MOSCOW)).number
        second = (await open_ticket(session, opening(conversation, origin=f"telegram:{chat}:2"), MOSCOW)).number
        third = (await open_ticket(session, opening(conversation, origin=f"telegram:{chat}:3"), MOSCOW)).number
        await send_code(session, conversation, email)
        await add(session, first, f"{word}-addition", f"telegram:{chat}:edit")
        call = ChannelCall("sendMessage", {"chat_id": chat, "text": f"{word}-call"})
        tell(session, "telegram", conversation, call, "update:1")
        ticket = await hold(session, first)
        session.add(Attachment(conversation_id=conversation, message_id=said.id, ticket_id=ticket.id, media=Media.PHOTO,
                               name=f"{word}.png", mime="image/png", size=1, sha256=word, remote=word))  # fmt: skip
        session.add(Room(ticket_id=ticket.id, place="-100", thread=digits[:4], shown={"name": f"{word}-name"}))
        await note_copy(session, said.id, chat, "17")
        await note_prompt(session, "-100", "18", ticket.id, ANNA, "refuse", {"reason": f"{word}-reason"})
    async with database.transaction() as session:
        failed = (await session.execute(select(InboxRow.id).where(InboxRow.lane == chat).limit(1))).scalar_one()
        for _ in range(ATTEMPTS):
            await mark_failed(session, failed, "ValueError")
        await take(session, first, ANNA)
        await vouch(session, first, ANNA, f"{word}-vouch")
        await prove_address(session, conversation, email)
        await answer(session, first, ANNA, f"{word}-answer")
        await ask(session, first, ANNA, f"{word}-question")
        await extend(session, first, ANNA, "access", f"{word}-extension", MOSCOW)
        await meet(session, first, ANNA, "access", f"{word}-met")
        await lift(session, first, ANNA, f"{word}-lift")
        await refuse(session, first, ANNA, f"{word}-refusal", "ч. 8 ст. 14")
        await close(session, first, ANNA)
        await rate(session, first, helped=False, comment=f"{word}-rating")
        await take(session, second, ANNA)
        await pend(session, second, ANNA, Says.ANSWER, f"{word}-pending")
        await resolve(session, second, ANNA, f"{word}-resolved")
        draft = Draft(conversation_id=conversation, kind=TicketKind.CLAIM, stage=Stage.CONSENT,
                      origin=f"telegram:{chat}:4", text=f"{word}-draft", name=f"{word}-draft", email=email,
                      phone=phone)  # fmt: skip
        await begin_draft(session, draft)
        dead = update(OutboxRow).where(OutboxRow.topic == "staff_asked", OutboxRow.lane == conversation)
        await session.execute(dead.values(dead_at=now(), error=f"{word}-error"))
        indexes = (email_index(session, email), phone_index(session, phone))
    sealed = [cell for cell in await _raw(database, conversation) if cell.startswith("gAAAA")]
    assert 12 <= len(sealed)
    return Marked(conversation, chat, (first, second, third), (word, chat, phone, *map(str, indexes), *sealed))


async def _raw(database: Database, conversation: str) -> list[str]:
    """What the database itself holds in the sealed columns of a person."""
    queries = (
        "SELECT name, email, phone FROM tickets WHERE conversation_id = :it",
        "SELECT name, email, phone, locker FROM drafts WHERE conversation_id = :it",
        "SELECT address FROM outbox WHERE lane = :it",
    )
    async with database.reading() as session:
        rows = [row for query in queries for row in await session.execute(text(query), {"it": conversation})]
    return [str(cell) for row in rows for cell in row if cell is not None]


async def rows(database: Database) -> dict[str, list[str]]:
    """Every row of every table, sealed cells opened."""
    found: dict[str, list[str]] = {}
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            query = select(table).order_by(*table.primary_key)
            found[table.name] = [json.dumps(tuple(row), default=str) for row in await session.execute(query)]
    return found


async def left(database: Database, needles: tuple[str, ...]) -> set[tuple[str, str]]:
    """Where each of these is found: in rows with sealed cells opened, in rows as they are stored, in bytes of files."""
    places = {f"row of {name}": "\n".join(found).encode() for name, found in (await rows(database)).items()}
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            cells = " || ".join(f"coalesce(CAST(\"{column.name}\" AS TEXT), '')" for column in table.columns)
            stored = (await session.execute(text(f"SELECT {cells} FROM {table.name}"))).scalars()
            places[f"stored in {table.name}"] = "\n".join(stored).encode()
    async for name, content in files(database):
        places[f"file {name}"] = content
    return {(needle, place) for place, content in places.items() for needle in needles if needle.encode() in content}


async def files(database: Database) -> AsyncIterator[tuple[str, bytes]]:
    """SQLite's file with its log; the heaps and indexes of PostgreSQL where they are ours to read."""
    if database.is_sqlite:
        file = Path(str(make_url(database.url).database))
        for part in file.parent.glob(f"{file.name}*"):
            yield part.name, part.read_bytes()
        return
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text("CHECKPOINT"))
        folder = (await connection.execute(text("SHOW data_directory"))).scalar_one()
        query = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = (await connection.execute(query)).scalar_one()
    for part in _readable(Path(folder) / "base" / str(oid)):
        yield part.name, part.read_bytes()


def _readable(folder: Path) -> Iterator[Path]:
    try:
        yield from [part for part in folder.iterdir() if part.is_file()]
    except OSError:
        return


async def erased(database: Database, number: str, *, force: bool = True, at: datetime | None = None) -> Erasure:
    return await do(database, erase, number, "operator", None, HOLDINGS, at, force=force)


async def carried(database: Database, postman: Postman) -> None:
    """All that is due in all lanes."""
    while await deliver_due(database, {"telegram": postman, "email": postman}):
        pass


async def finished(
    database: Database, write: WritePapers, *when: datetime, **more: Elsewhere | WritePapers
) -> Finished:
    """What finishing comes to once nobody on the server, such as the next test, is in the way."""
    while (found := await finish_erasures(database, write, *when, **more)).unscrubbed:
        await asyncio.sleep(0.1)
    return found


def nothing(erasure: Erasure) -> None:
    """Papers that nobody reads."""
