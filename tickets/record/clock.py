"""A clock of a ticket: a row with the dates as they were promised; what the periods say later does not change it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, Index, Text, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base

UNCLEAR = "unclear"  #: in place of a period: nobody knows yet what is asked; see `tickets.record.clockwork`


class Clock(Base):
    """One period running on one ticket."""

    __tablename__ = "clocks"
    __table_args__ = (
        # A period runs once at a time; a reopened ticket starts it anew.
        Index(
            "uq_clocks_running",
            "ticket_id",
            "period",
            unique=True,
            sqlite_where=text("met_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=text("met_at IS NULL AND dropped_at IS NULL"),
        ),
        CheckConstraint("met_at IS NULL OR dropped_at IS NULL", name="met_or_dropped"),
        # One extension, never without a reason and its notice (152-ФЗ ст. 20 ч. 1, ст. 21 ч. 5.1).
        CheckConstraint(
            "(first_due_on IS NULL) = (extended_at IS NULL) AND (extended_at IS NULL) = (reason IS NULL) "
            "AND (extended_at IS NULL) = (notice_id IS NULL)",
            name="extended_whole",
        ),
        CheckConstraint("first_due_on IS NULL OR due_on > first_due_on", name="extended_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    period: Mapped[str]  #: a row of periods.toml, or UNCLEAR
    started_at: Mapped[datetime]
    started_on: Mapped[date] = mapped_column(Date)  #: the operator's local date
    due_on: Mapped[date] = mapped_column(Date)  #: the last day
    ends_at: Mapped[datetime]  #: when that day is over, in the operator's zone
    basis: Mapped[str] = mapped_column(Text)
    edition: Mapped[str]
    confirmed_by: Mapped[str]
    first_due_on: Mapped[date | None] = mapped_column(Date)  #: before the extension
    extended_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)  #: of the extension
    notice_id: Mapped[int | None]  #: the row of the outbox that told the person of it
    met_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    @hybrid_property
    def running(self) -> bool:
        """Whether its date is still to be met; a condition of a query, too."""
        return self.met_at is None and self.dropped_at is None

    @running.inplace.expression
    @classmethod
    def _is_running(cls) -> ColumnElement[bool]:
        return cls.met_at.is_(None) & cls.dropped_at.is_(None)
