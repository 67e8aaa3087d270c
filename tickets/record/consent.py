"""A consent: the words that a person agreed to with a ticket."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base


class Consent(Base):
    """What a person agreed to for one ticket and one purpose, when and where; withdrawn as easily.

    152-ФЗ ст. 9 ч. 1, 2.
    """

    __tablename__ = "consents"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    edition: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
