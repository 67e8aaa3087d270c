"""Contact: how a person is reached, blind indexes by which a sealed one is found, addresses proven to be theirs.

A proof of an address is bound to that address within one conversation: another address, or another visitor who types
the same one, has proven nothing. Nobody is ever asked for a scan of a passport.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.record.address import WrongEmail, read_email
from tickets.store.base import Base
from tickets.store.database import Session
from tickets.store.vault import opened


@dataclass(frozen=True, slots=True)
class Contact:
    """As far as the person told."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


def email_index(session: Session, email: str | None) -> str | None:
    """The blind index of an address, whatever its case. Raises KeyMissing."""
    return session.means.vault.index("email:" + plain_email(found)) if (found := opened(email)) else None


def phone_index(session: Session, phone: str | None) -> str | None:
    """The blind index of a number, however it is written: a Russian 8, or nothing, before ten digits is +7.

    Raises KeyMissing.
    """
    if not (found := opened(phone)):
        return None
    digits = re.sub(r"\D", "", found)
    if len(digits) == 10 or (len(digits) == 11 and digits.startswith("8")):
        digits = f"7{digits[-10:]}"
    return session.means.vault.index(f"phone:{digits}")


def plain_email(email: str) -> str:
    """An address as it is compared; one that was kept before it was looked at so closely is compared, too."""
    with suppress(WrongEmail):
        email = read_email(email)
    return unicodedata.normalize("NFC", email.strip()).casefold()


class ProvenAddress(Base):
    """An e-mail address that is shown to be this person's."""

    __tablename__ = "proven_addresses"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    email_index: Mapped[str] = mapped_column(primary_key=True)
    proven_at: Mapped[datetime]


async def is_proven_address(session: Session, conversation_id: str, email: str) -> bool:
    """Whether this conversation has shown that the address is theirs. Raises KeyMissing."""
    return await is_proven(session, conversation_id, email_index(session, email))


async def is_proven(session: Session, conversation_id: str, index: str | None) -> bool:
    """The same of an address by its blind index; None is none."""
    query = exists().where(ProvenAddress.conversation_id == conversation_id, ProvenAddress.email_index == index)
    return bool(await session.scalar(select(query)))
