"""Identity: how it is known that the person is who they say. Nobody is ever asked for a scan of a passport.

A proof of an address is bound to that address within one conversation: another address, or another visitor who types
the same one, has proven nothing.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.record.contact import email_index
from tickets.record.ticket import Request
from tickets.store.base import Base
from tickets.store.database import Session

#: What shows, changes or destroys data needs to know whose they are. Stopping never harms, so nothing more is asked.
NEEDED = frozenset({Request.ERASE, Request.ACCESS, Request.CORRECT})


class ProvenAddress(Base):
    """An e-mail address that is shown to be this person's."""

    __tablename__ = "proven_addresses"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    email_index: Mapped[str] = mapped_column(primary_key=True)
    proven_at: Mapped[datetime]


async def is_proven_address(session: Session, conversation_id: str, email: str) -> bool:
    """Whether this conversation has shown that the address is theirs."""
    query = exists().where(
        ProvenAddress.conversation_id == conversation_id, ProvenAddress.email_index == email_index(session, email)
    )
    return bool((await session.execute(select(query))).scalar())
