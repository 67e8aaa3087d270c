"""Consent: what a person agreed to, word for word, when and where; withdrawn as easily (152-ФЗ ст. 9 ч. 1, 2)."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base


class Consent(Base):
    """One purpose, one ticket."""

    __tablename__ = "consents"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    edition: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


def consent(ticket_id: int, edition: str, words: str, channel: str, at: datetime) -> Consent:
    """The row of a consent to these words, given for this ticket; `edition` is that of the policy."""
    return Consent(
        ticket_id=ticket_id,
        text=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        edition=edition,
        channel=channel,
        given_at=at,
    )
