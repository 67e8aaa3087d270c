"""Records that are past their term, or a minute short of it, on a day that does not move."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from desk.holdings import HOLDINGS
from tests.tickets.conftest import ANNA, do, opened, opening
from tickets.erasure.retention import keep_terms, known_terms, retention
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Author, StoredMessage, begin_conversation
from tickets.record.draft import Draft, Stage
from tickets.record.ticket import TicketKind
from tickets.steps.by_staff import take
from tickets.steps.code import EmailCode
from tickets.steps.deciding import close, resolve
from tickets.store.base import Base
from tickets.store.database import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NOBODY: Mapping[str, int] = dict.fromkeys(known_terms(), 0)


def ago(name: str, more: timedelta = MINUTE) -> datetime:
    """So long ago that the term of these records is over by so much."""
    return NOW - timedelta(days=known_terms()[name].days) - more


async def kept(database: Database, *, dry_run: bool = False, **changed: int) -> Mapping[str, int]:
    return await retention(database, HOLDINGS, keep_terms(changed), NOW, dry_run=dry_run)


async def add(database: Database, *made: Base) -> None:
    async with database.transaction() as session:
        session.add_all(made)


async def many(database: Database, table: type[Base]) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def talk(database: Database, channel: str, origin: str, at: datetime, text: str = "вопрос") -> str:
    """Id of a conversation in which one thing was said."""
    async with database.transaction() as session:
        conversation = await begin_conversation(session, channel, origin)
        conversation.created_at = at
        session.add(StoredMessage(conversation_id=conversation.id, author=Author.USER, text=text, at=at))
        return conversation.id


async def ended(database: Database, conversation: str, at: datetime, origin: str = "web:1", **changes: object) -> str:
    """A claim that was received, resolved, answered and closed at that moment."""
    number = await opened(database, opening(conversation, origin=origin, **changes), at=at)
    await do(database, take, number, ANNA)
    await do(database, resolve, number, ANNA, "Сделано", at)
    await do(database, close, number, ANNA, at)
    async with database.transaction() as session:
        said = update(StoredMessage).where(StoredMessage.conversation_id == conversation)
        await session.execute(said.where(StoredMessage.author == Author.STAFF).values(at=at))
    return number


def inbox(origin: str, handled_at: datetime | None, lane: str = "5") -> InboxRow:
    return InboxRow(channel="telegram", origin=origin, lane=lane, payload={}, handled_at=handled_at)


def outbox(lane: str, **moments: datetime) -> OutboxRow:
    return OutboxRow(channel="telegram", lane=lane, topic="call", data={}, cause="update:1", **moments)


async def everything_old(database: Database, conversation: str) -> None:
    """Rows of every kind of this conversation, all past their term."""
    await add(
        database,
        inbox("1", ago("inbox"), "7700120031"),
        outbox(conversation, delivered_at=ago("outbox")),
        Draft(conversation_id=conversation, kind=TicketKind.CLAIM, stage=Stage.TEXT, origin="d",
              begun_at=ago("drafts")),
        EmailCode(conversation_id=conversation, email_index="1", digest="2", created_at=ago("drafts"),
                  expires_at=ago("drafts")),
    )  # fmt: skip
