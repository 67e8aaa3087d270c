"""A rating: whether the person was helped, in a tap after the end, with a line of why if they like."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, now


class Rating(Base):
    """One of a ticket."""

    __tablename__ = "ratings"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    helped: Mapped[bool]
    comment: Mapped[str | None] = mapped_column(Text)  #: in the person's words, masked
    rated_at: Mapped[datetime] = mapped_column(default=now, index=True)  #: for the first time
    changed_at: Mapped[datetime] = mapped_column(default=now)
