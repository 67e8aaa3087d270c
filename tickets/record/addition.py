"""An addition: what a person told of a ticket after it was opened."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, now
from tickets.store.findable import TICKETS, Findable


class Addition(Findable, Base):
    """What the person added to a ticket later, or changed in a message that became one: a version, never the ticket."""

    __tablename__ = "additions"
    __table_args__ = (
        UniqueConstraint("ticket_id", "version"),
        CheckConstraint("version >= 2", name="the_first_is_the_ticket"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(unique=True)  #: the act that added it
    at: Mapped[datetime] = mapped_column(default=now)

    def said_in(self) -> ColumnElement[bool]:
        return TICKETS.c.id == self.ticket_id
