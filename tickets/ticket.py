"""A ticket: a claim, a request about one's data, or a wish for a person."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tickets.base import Base, now, one_of


class TicketKind(StrEnum):
    """What a person wants."""

    CLAIM = "claim"
    DELETION = "deletion"
    HUMAN = "human"


class Request(StrEnum):
    """The legal shape of a deletion request; each starts a clock of its own."""

    ERASE = "erase"
    WITHDRAW = "withdraw"
    STOP = "stop"
    MARKETING = "marketing"
    ACCESS = "access"
    CORRECT = "correct"


class Status(StrEnum):
    """Where a ticket stands; the arrows between are in `tickets.steps`."""

    NEW = "new"
    TAKEN = "taken"
    CLOSED = "closed"


class Ticket(Base):
    """What was promised to whom, and until when."""

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint(one_of("kind", TicketKind), name="kind_known"),
        CheckConstraint(f"request IS NULL OR {one_of('request', Request)}", name="request_known"),
        CheckConstraint("(kind = 'deletion') = (request IS NOT NULL)", name="request_only_with_deletion"),
        CheckConstraint(one_of("status", Status), name="status_known"),
        # Somebody is responsible for every ticket that is no longer waiting in the queue.
        CheckConstraint("(status = 'new') = (assignee IS NULL)", name="assignee_unless_new"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_with_moment"),
        # A claim and a request about one's data always have a date and its legal basis.
        CheckConstraint("kind = 'human' OR (due_on IS NOT NULL AND basis IS NOT NULL)", name="due_unless_human"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[TicketKind]
    request: Mapped[Request | None]
    status: Mapped[Status] = mapped_column(default=Status.NEW)
    text: Mapped[str] = mapped_column(Text)  #: the person's own words, never changed
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    origin: Mapped[str] = mapped_column(unique=True)  #: the act that opened it, so that a repeat opens no second
    origin_digest: Mapped[str]  #: SHA-256 of what was asked, so that another wish under the same key is noticed
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    edition: Mapped[str]
    edition_sha256: Mapped[str]
    received_at: Mapped[datetime]
    received_on: Mapped[date] = mapped_column(Date)  #: the operator's local date of `received_at`
    due_on: Mapped[date | None] = mapped_column(Date, index=True)
    basis: Mapped[str | None] = mapped_column(Text)
    assignee: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    consent: Mapped["Consent | None"] = relationship(back_populates="ticket", lazy="raise")
    events: Mapped[list["TicketEvent"]] = relationship(order_by="TicketEvent.id", lazy="raise")


class Consent(Base):
    """What a person agreed to, word for word, when and where."""

    __tablename__ = "consents"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    edition: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime]

    ticket: Mapped[Ticket] = relationship(back_populates="consent", lazy="raise")


class TicketEvent(Base):
    """One step of a ticket: who, when, from where to where."""

    __tablename__ = "ticket_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    step: Mapped[str]
    actor: Mapped[str]  #: "user", or the e-mail of a staff member
    from_status: Mapped[Status | None]
    to_status: Mapped[Status]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(default=now)


class TicketCounter(Base):
    """The last number given in a year."""

    __tablename__ = "ticket_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
