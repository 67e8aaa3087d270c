"""The log of sign-ins: when staff came in or were refused, from where, and what became of it.

Only of members: what somebody typed who is none of them is nobody's business, and may be a password in the wrong field.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now, one_of
from tickets.database import Session

MOST = 20  #: lines that are shown


class Came(StrEnum):
    """What became of it."""

    IN = "in"
    HALFWAY = "halfway"  #: the password was right, the code is still to come
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a word, not a password
    WRONG_CODE = "wrong_code"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105


class SignIn(Base):
    """One line; it is never changed."""

    __tablename__ = "sign_ins"
    __table_args__ = (CheckConstraint(one_of("came", Came), name="came_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    came: Mapped[Came]
    address: Mapped[str]  #: the network, without the last part
    device: Mapped[str]  #: browser and system, in a few words
    at: Mapped[datetime] = mapped_column(default=now, index=True)


async def note_sign_in(
    session: Session, email: str, came: Came, address: str, device: str, at: datetime | None = None
) -> None:
    """Write a line about a member."""
    session.add(SignIn(email=email, came=came, address=address, device=device, at=at or now()))
    await session.flush()


async def sign_ins_of(session: Session, email: str) -> Sequence[SignIn]:
    """The last MOST of a member, newest first."""
    query = select(SignIn).where(SignIn.email == email).order_by(SignIn.at.desc(), SignIn.id.desc()).limit(MOST)
    return (await session.execute(query)).scalars().all()
