"""A ticket: a claim, a request about one's data, or a wish for a person; and the steps it took."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Text,
    bindparam,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tickets.record.addition import Addition
from tickets.record.claimed import Claimed
from tickets.record.clock import UNCLEAR, Clock
from tickets.record.consent import Consent
from tickets.record.turn import Turning
from tickets.store.base import Base, now, one_of
from tickets.store.findable import TICKETS, Findable
from tickets.store.vault import Sealed

USER = "user"  #: actor of the steps that the person takes
SYSTEM = "system"  #: actor of the steps that time takes


class TicketKind(StrEnum):
    """What a person wants."""

    CLAIM = "claim"
    DELETION = "deletion"
    HUMAN = "human"


class Request(StrEnum):
    """The legal shape of a request about one's data; each starts a clock of its own."""

    ERASE = "erase"
    WITHDRAW = "withdraw"
    STOP = "stop"
    MARKETING = "marketing"
    ACCESS = "access"
    CORRECT = "correct"
    BLOCK = "block"


class Status(StrEnum):
    """Where a ticket stands; the arrows between are in `tickets.life`."""

    NEW = "new"  #: waits in the queue
    CHECKING = "checking"  #: in hand, but who asks is not proven yet
    TAKEN = "taken"  #: in hand
    WAITING = "waiting"  #: in hand, the person was asked something
    RESOLVED = "resolved"  #: done as asked
    REFUSED = "refused"  #: refused with a reason and its norm
    CLOSED = "closed"
    DUPLICATE = "duplicate"  #: the same wish as another ticket
    MERGED = "merged"  #: goes on as part of another ticket


HELD = frozenset({Status.CHECKING, Status.TAKEN, Status.WAITING})  #: a person answers, the bot is silent
OPEN = HELD | {Status.NEW}  #: something is still to be done
WAITING = frozenset({Status.CHECKING, Status.WAITING})  #: in hand, and it is the person's turn
JOINED = frozenset({Status.DUPLICATE, Status.MERGED})  #: goes on under another number


class Outcome(StrEnum):
    """How a ticket ended."""

    RESOLVED = "resolved"
    REFUSED = "refused"
    RETRACTED = "retracted"  #: the person took it back


class Identity(StrEnum):
    """How it is known that the person is who they say."""

    EMAIL = "email"  #: a code sent to the address of the ticket came back
    TELEGRAM = "telegram"  #: the account that writes
    SITE = "site"  #: signed in on the operator's site, which signed a token
    STAFF = "staff"  #: a staff member checked


#: What shows, changes or destroys data needs to know whose they are. Stopping never harms, so nothing more is asked.
IDENTITY_NEEDED = frozenset({Request.ERASE, Request.ACCESS, Request.CORRECT})


_DATED = "kind = 'human' OR (due_on IS NOT NULL AND basis IS NOT NULL)"
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)  #: in place of a date: somebody waits for a person, and nothing was promised
AT_LEISURE = datetime(9000, 1, 1, tzinfo=UTC)  #: the same: what was promised has been kept


def _among(statuses: frozenset[Status]) -> str:
    return f"status IN ({', '.join(sorted(repr(str(status)) for status in statuses))})"


def _listed(name: str, statuses: frozenset[Status], *columns: str) -> Index:
    where = text(_among(statuses))
    return Index(f"ix_tickets_{name}", *columns, sqlite_where=where, postgresql_where=where)


class Ticket(Turning, Claimed, Findable, Base):
    """What was promised to whom, and until when."""

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint(one_of("kind", TicketKind), name="kind_known"),
        CheckConstraint(f"request IS NULL OR {one_of('request', Request)}", name="request_known"),
        CheckConstraint("request IS NULL OR kind = 'deletion'", name="request_only_with_deletion"),
        # Nothing is done as asked before somebody knows what is asked.
        CheckConstraint(
            "kind <> 'deletion' OR request IS NOT NULL OR outcome IS NULL OR outcome <> 'resolved'",
            name="named_before_resolved",
        ),
        CheckConstraint(one_of("status", Status), name="status_known"),
        # Nobody holds what waits in the queue, and somebody is responsible for what is in hand or decided.
        CheckConstraint("status <> 'new' OR assignee IS NULL", name="new_without_assignee"),
        CheckConstraint(
            f"NOT ({_among(HELD | {Status.RESOLVED, Status.REFUSED})}) OR assignee IS NOT NULL", name="held_by_somebody"
        ),
        # Nothing about a person's data is done before it is known who asks.
        CheckConstraint(f"identity IS NULL OR {one_of('identity', Identity)}", name="identity_known"),
        CheckConstraint("(identity IS NULL) = (identity_at IS NULL)", name="identity_with_moment"),
        CheckConstraint(
            "NOT identity_needed OR identity IS NOT NULL OR status NOT IN ('taken', 'waiting', 'resolved')",
            name="identity_before_work",
        ),
        CheckConstraint("status <> 'checking' OR (identity_needed AND identity IS NULL)", name="checking_unproven"),
        CheckConstraint(f"outcome IS NULL OR {one_of('outcome', Outcome)}", name="outcome_known"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_with_moment"),
        CheckConstraint(
            "(status NOT IN ('resolved', 'refused') OR outcome = status) "
            f"AND (status <> 'closed' OR outcome IS NOT NULL) AND (NOT ({_among(OPEN | JOINED)}) OR outcome IS NULL)",
            name="outcome_of_status",
        ),
        # A refusal cites its norm (152-ФЗ ст. 20 ч. 2), whatever the code above does.
        CheckConstraint("outcome IS NULL OR outcome <> 'refused' OR (norm IS NOT NULL AND norm <> '')", name="norm"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_with_moment"),
        CheckConstraint(f"({_among(JOINED)}) = (into_id IS NOT NULL)", name="joined_into_another"),
        CheckConstraint("into_id IS NULL OR into_id <> id", name="not_into_itself"),
        # A request about one's data always has a date and its basis; a claim has both, or nothing was promised.
        CheckConstraint(f"{_DATED} OR (kind = 'claim' AND due_on IS NULL AND basis IS NULL)", name="due_as_promised"),
        # The lists of the queue in their order; each is counted and cut in its own index, without a look at a ticket.
        _listed("queue", OPEN, "pressing_at", "id"),
        _listed("held", OPEN, "assignee", "pressing_at", "id"),
        _listed("waiting", WAITING, "pressing_at", "id"),
        _listed("turn", OPEN, "turn", "turn_since", "id"),
        Index("ix_tickets_words_at_id", "words_at", "id"),
        _listed("ended", frozenset(Status) - OPEN - JOINED, "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[TicketKind]
    #: The first of what is asked, all of which are its clocks; None with a deletion: nobody has said it yet.
    request: Mapped[Request | None]
    status: Mapped[Status] = mapped_column(default=Status.NEW)
    text: Mapped[str] = mapped_column(Text)  #: the person's own words; a trigger of the database keeps them as they are
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    origin: Mapped[str] = mapped_column(unique=True)  #: the act that opened it, so that a repeat opens no second
    origin_digest: Mapped[str]  #: SHA-256 of what was asked, so that another wish under the same key is noticed
    name: Mapped[str | None] = mapped_column(Sealed)
    email: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    email_index: Mapped[str | None] = mapped_column(index=True)  #: blind indexes, see `tickets.record.contact`
    phone_index: Mapped[str | None] = mapped_column(index=True)
    identity: Mapped[Identity | None]
    identity_at: Mapped[datetime | None]
    identity_needed: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[str]
    edition_sha256: Mapped[str]
    received_at: Mapped[datetime]
    received_on: Mapped[date] = mapped_column(Date)  #: the operator's local date of `received_at`
    due_on: Mapped[date | None] = mapped_column(Date, index=True)  #: the nearest of its clocks
    pressing_at: Mapped[datetime] = mapped_column(default=AT_ONCE)  #: when the nearest running one ends
    basis: Mapped[str | None] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None]  #: when staff confirmed what is asked in the words of the law
    assignee: Mapped[str | None] = mapped_column(index=True)
    stirred_at: Mapped[datetime | None]  #: when its assignee last did something
    outcome: Mapped[Outcome | None]
    outcome_text: Mapped[str | None] = mapped_column(Text)  #: what was done, or why not
    norm: Mapped[str | None] = mapped_column(Text)  #: what a refusal rests on
    decided_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    into_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    #: Whether the bot gives no clauses to what the person asks while staff hold it.
    muted: Mapped[bool] = mapped_column(default=False, server_default=false())
    erased_at: Mapped[datetime | None]

    consent: Mapped[Consent | None] = relationship(lazy="raise")
    events: Mapped[list["TicketEvent"]] = relationship(order_by="TicketEvent.id", lazy="raise")
    clocks: Mapped[list[Clock]] = relationship(order_by="Clock.id", lazy="selectin")
    additions: Mapped[list[Addition]] = relationship(order_by="Addition.version", lazy="raise")

    begins_free = False  #: it has just been opened without a block, as whoever opened it knows

    findable = ("text", "outcome_text")

    def said_in(self) -> int | None:
        return self.id if self.erased_at is None else None

    @classmethod
    def among(cls, statuses: frozenset[Status]) -> ColumnElement[bool]:
        """Condition: its status is one of these; written out, so that a database sees that an index is of them only."""
        written: BindParameter[Status] = bindparam(
            None, sorted(statuses), expanding=True, literal_execute=True, unique=True
        )
        return cls.status.in_(written)

    @property
    def ends_at(self) -> datetime | None:
        """The end of its nearest running clock."""
        return None if self.pressing_at in {AT_ONCE, AT_LEISURE} else self.pressing_at

    @property
    def unproven(self) -> bool:
        """Whether it must be known who asks, and is not."""
        return self.identity_needed and self.identity is None

    @property
    def unclear(self) -> bool:
        """Whether nobody knows yet what is asked, or a part of it; until staff `confirm` it, nothing is done."""
        return any(clock.running and clock.period == UNCLEAR for clock in self.clocks)

    @property
    def requests(self) -> tuple[Request, ...]:
        """The legal shapes of what is asked, in the order in which their clocks were started."""
        shapes = [clock.period for clock in self.clocks if clock.period in set(Request) and clock.dropped_at is None]
        return tuple(Request(shape) for shape in dict.fromkeys(shapes))


class TicketEvent(Findable, Base):
    """One step of a ticket: who, when, from where to where, why. Never changed; an erasure empties the detail."""

    __tablename__ = "ticket_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    step: Mapped[str]
    actor: Mapped[str]  #: USER, SYSTEM, or the e-mail of a staff member
    from_status: Mapped[Status | None]
    to_status: Mapped[Status]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(default=now)

    findable = ("detail",)

    def said_in(self) -> ColumnElement[bool]:
        return TICKETS.c.id == self.ticket_id


class TicketCounter(Base):
    """The last number given in a year."""

    __tablename__ = "ticket_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
