"""Fingerprints of the keys that an installation works with: a copy with other keys would seal what nobody else opens.

A fingerprint is a keyed hash, made with the key itself: it tells whether two keys are the same, and nothing of them.
"""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base
from tickets.store.database import Session, insert_new

SECRET, CONTACTS = "secret", "contacts"


class KnownKey(Base):
    """A key in use."""

    __tablename__ = "known_keys"

    kind: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)


async def known_keys(session: Session, kind: str) -> set[str]:
    """Fingerprints of the keys in use; of contacts there are several until all is sealed with one."""
    return set(await session.scalars(select(KnownKey.fingerprint).where(KnownKey.kind == kind)))


async def note_key(session: Session, kind: str, fingerprint: str) -> None:
    """It is in use from now on, beside those that are."""
    await insert_new(session, KnownKey, kind=kind, fingerprint=fingerprint)


async def forget_keys(session: Session, kinds: Iterable[str] = (SECRET, CONTACTS)) -> None:
    """Whoever starts next says which keys are in use."""
    await session.execute(delete(KnownKey).where(KnownKey.kind.in_(list(kinds))))
