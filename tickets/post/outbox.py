"""The outbox: whatever leaves is first a row, written in the transaction of its cause.

`tickets.post.dispatcher` carries it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tickets.post.topics.stored import Unreadable, as_data, read
from tickets.post.topics.to_browsers import TO_BROWSERS, PersonWaits
from tickets.post.topics.to_members import TO_MEMBERS
from tickets.post.topics.to_person import BY_MAIL, TO_CHANNEL, Notice, StaffWords
from tickets.post.topics.to_staff import TO_HELP_DESK, TO_STAFF, ToRoom, WordsArrived, WordsLost
from tickets.post.topics.topic import OfTicket, Topic
from tickets.store.base import Base, Payload, now
from tickets.store.database import Session
from tickets.store.vault import Sealed
from tickets.store.wakes import News

LONG_AGO = datetime.fromtimestamp(0, UTC)  #: is past by every clock
UNSURE = "restored"  #: error of rows that staff are to decide about
STAFF = "staff"  #: channel of what the staff are told, and its lane for what is about no ticket
EMAIL = "email"  #: channel of letters
WEBHOOK = "webhook"  #: channel of what an existing help desk is told
PUSH = "push"  #: channel of what knocks in browsers of staff

#: What each channel tells; every other one is of people.
_TOLD_ON: Mapping[str, tuple[type[Topic], ...]] = {
    STAFF: TO_STAFF,
    EMAIL: (*BY_MAIL, *TO_MEMBERS),
    WEBHOOK: TO_HELP_DESK,
    PUSH: TO_BROWSERS,
}


class OutboxRow(Base):
    """One thing to be told."""

    __tablename__ = "outbox"
    __table_args__ = (
        # The dispatcher's question: what is open, by lane, in order; the many that have arrived are not in it.
        Index(
            "ix_outbox_open",
            "channel",
            "lane",
            "id",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},  # ids are the order of events, so none is ever used again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]  #: whose sender carries it: "telegram", "staff", "web"
    lane: Mapped[str]  #: rows of one lane keep their order
    topic: Mapped[str]  #: the name of what is told
    data: Mapped[dict[str, Any]] = mapped_column(Payload)  #: and all else of it; nothing in a row that was emptied
    address: Mapped[str | None] = mapped_column(Sealed)  #: where the channel needs one
    cause: Mapped[str]  #: what it came from: "message:…", "ticket:…"
    created_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=LONG_AGO)  #: by the database's clock, as is the next
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[int | None]  #: the holder, see `tickets.store.holder`
    delivered_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    trace: Mapped[str | None]  #: in which it was written, see `tickets.store.traces`

    def read(self) -> Topic:
        """What is told. Raises Unreadable."""
        return read(_TOLD_ON.get(self.channel, TO_CHANNEL), self.topic, self.data)

    @property
    def told(self) -> Topic | None:
        """The same; None where the row was emptied, or tells what this version does not know."""
        with suppress(Unreadable):
            return self.read()
        return None

    @property
    def number(self) -> str | None:
        """Of the ticket that it is about."""
        return told.number if isinstance(told := self.told, OfTicket) else None

    @property
    def unsure(self) -> bool:
        """Whether it came out of a copy, so that staff say whether it is to leave: it may have, since."""
        return self.error == UNSURE and self.dead_at is not None

    @property
    def emptied(self) -> bool:
        return not self.data and self.told is None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a sender is given: a leased row without the bookkeeping."""

    id: int
    channel: str
    lane: str
    topic: Topic
    attempt: int  #: 1 at the first
    to: str | None = None  #: the address, where the channel needs one
    trace: str | None = None  #: that it goes on with


class Sender(Protocol):
    """Carries parcels of one channel. Returning means delivered."""

    async def send(self, parcel: Parcel) -> None: ...


class AtOnce:
    """A sender that asks nobody outside and never fails: it carries a row in the transaction that takes it."""


class TryLater(Exception):
    """The channel asks to wait."""

    def __init__(self, wait: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.wait = wait


class Undeliverable(Exception):
    """The channel will never take this parcel."""


def tell(session: Session, channel: str, lane: str, topic: Topic, cause: str, to: str | None = None) -> OutboxRow:
    """Write a row to be carried after the commit."""
    row = OutboxRow(channel=channel, lane=lane, topic=topic.name, data=as_data(topic), cause=cause, address=to)
    row.trace = session.means.traces.here()
    session.add(row)
    session.told.add(News.POST)
    return row


def tell_room(session: Session, number: str, topic: ToRoom, cause: str) -> None:
    """Tell the room of a ticket what only whoever stands in it needs to know; nothing where staff have no rooms."""
    if session.means.rooms:
        tell(session, STAFF, room_lane(number), topic, cause)


def wake_staff(session: Session, number: str | None) -> None:
    """A person waits for us anew, with a ticket or without: members who see no page of the console hear that."""
    if session.means.push:
        tell(session, PUSH, PUSH, PersonWaits(number, now()), PUSH)


def room_lane(number: str) -> str:
    """The staff's lane of a ticket: what they are told of it keeps its order, and waits for no other ticket."""
    return f"ticket:{number}"


def tell_of_words(session: Session, row: int, topic: Topic | None, lost: str | None = None) -> None:
    """Whoever wrote to a person hears that it arrived in their channel, or why it is lost, when it was words of a
    ticket."""
    match topic:
        case Notice(number=str(number), news=StaffWords(message=message)):
            became = WordsArrived(number, message) if lost is None else WordsLost(number, message, lost)
            tell_room(session, number, became, f"outbox:{row}")
