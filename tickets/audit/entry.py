"""Entries: an act of a member, in the transaction of the act itself; no datum of a person who asks is in one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, now
from tickets.store.database import Session

MOST = 200  #: entries that a page shows


class AuditEntry(Base):
    """Who did what to which ticket or member, and when. It is linked after the commit, see `tickets.audit.chain`."""

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("(place IS NULL) = (digest IS NULL)", name="linked_whole"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    act: Mapped[str]  #: "answer" of a ticket, "member.role.admin", "sign_in.wrong_code" …
    actor: Mapped[str]  #: e-mail of a member, or who is at the terminal
    about: Mapped[str | None]  #: number of a ticket, e-mail of another member, id of a text or a row
    place: Mapped[int | None] = mapped_column(unique=True)  #: in the chain, from 1
    digest: Mapped[str | None]  #: SHA-256 of the entry and of the digest before it


def note(session: Session, act: str, actor: str, about: object = None) -> None:
    """Write down what is being done; it stands or falls with the transaction."""
    session.add(AuditEntry(act=act, actor=actor, about=None if about is None else str(about)))


async def latest(session: Session) -> Sequence[AuditEntry]:
    """The last MOST, newest first."""
    return (await session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(MOST))).all()
