"""Staff members: who may take tickets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now


class StaffExists(ValueError):
    """There is a staff member with this e-mail already."""


class NoSuchStaff(LookupError):
    """There is no staff member with this e-mail."""


class StaffMember(Base):
    """A person who answers tickets, known by e-mail."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    email: Mapped[str] = mapped_column(primary_key=True)
    password_hash: Mapped[str | None]  #: argon2id; None: works in the terminal only
    added_at: Mapped[datetime] = mapped_column(default=now)


async def add_staff(session: AsyncSession, email: str, password_hash: str | None = None) -> StaffMember:
    """Make a new member; raises StaffExists."""
    if await session.get(StaffMember, email.lower()):
        raise StaffExists(email)
    member = StaffMember(email=email.lower(), password_hash=password_hash)
    session.add(member)
    return member


async def find_staff(session: AsyncSession, email: str) -> StaffMember:
    """The member with this e-mail; raises NoSuchStaff."""
    member = await session.get(StaffMember, email.lower())
    if member is None:
        raise NoSuchStaff(email)
    return member


async def all_staff(session: AsyncSession) -> list[StaffMember]:
    """Everybody, by e-mail."""
    return list((await session.execute(select(StaffMember).order_by(StaffMember.email))).scalars())
