"""Sessions of staff: who is signed in where. A browser holds a random secret; what is kept of it is a digest."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.database import Session
from tickets.staff.member import StaffMember

LIFE = timedelta(hours=12)  #: after the sign-in, whatever is done meanwhile
IDLE = timedelta(hours=2)  #: without anything being done
HALF_LIFE = timedelta(minutes=10)  #: between the password and the code
SEEN_EVERY = timedelta(minutes=1)  #: so that reading a page seldom writes


class StaffSession(Base):
    """A member at one browser."""

    __tablename__ = "staff_sessions"

    digest: Mapped[str] = mapped_column(primary_key=True)  #: SHA-256 of the secret
    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    half: Mapped[bool]  #: the password was right, the code is still to come: it opens nothing
    address: Mapped[str]  #: the network it was begun from, without the last part
    device: Mapped[str]  #: browser and system, in a few words


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, and by which session."""

    member: StaffMember
    session: StaffSession


async def begin_session(
    session: Session, email: str, address: str, device: str, at: datetime | None = None, *, half: bool = False
) -> str:
    """A new session; gives its secret, which is stored nowhere else."""
    at, secret = at or now(), secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            digest=digest(secret),
            email=email,
            created_at=at,
            seen_at=at,
            ends_at=at + (HALF_LIFE if half else LIFE),
            half=half,
            address=address,
            device=device,
        )
    )
    await session.flush()
    return secret


async def find_session(
    session: Session, secret: str, at: datetime | None = None, *, half: bool = False
) -> SignedIn | None:
    """The session of this secret and its member; None when it is over, or its member disabled."""
    query = (
        select(StaffSession, StaffMember)
        .join(StaffMember, StaffMember.email == StaffSession.email)
        .where(StaffSession.digest == digest(secret), StaffSession.half.is_(half), _alive(at or now()))
        .where(StaffMember.disabled_at.is_(None))
    )
    found = (await session.execute(query)).one_or_none()
    return SignedIn(found[1], found[0]) if found else None


async def sessions_of(session: Session, email: str, at: datetime | None = None) -> list[StaffSession]:
    """Where a member is signed in, the one used last first."""
    query = select(StaffSession).where(StaffSession.email == email, StaffSession.half.is_(False), _alive(at or now()))
    return list((await session.execute(query.order_by(StaffSession.seen_at.desc(), StaffSession.digest))).scalars())


def is_seen_anew(found: StaffSession, at: datetime) -> bool:
    """Whether it is time to note that a session is in use."""
    return at - found.seen_at >= SEEN_EVERY


async def note_seen(session: Session, digest: str, at: datetime) -> None:
    """The session was in use at that moment; a session that has ended meanwhile stays so."""
    await session.execute(
        update(StaffSession)
        .where(StaffSession.digest == digest, StaffSession.seen_at <= at - SEEN_EVERY)
        .values(seen_at=at)
        .execution_options(synchronize_session=False)
    )


async def drop_session(session: Session, secret: str) -> None:
    """End the session of this secret, if there is one."""
    await _end(session, StaffSession.digest == digest(secret))


async def end_session(session: Session, email: str, digest: str) -> bool:
    """End one session of a member; whether there was one."""
    return await _end(session, StaffSession.email == email, StaffSession.digest == digest) > 0


async def end_sessions(session: Session, email: str, *, apart_from: str | None = None) -> int:
    """End all sessions of a member, but the one with this digest; gives how many there were."""
    return await _end(session, StaffSession.email == email, StaffSession.digest != (apart_from or ""))


def digest(secret: str) -> str:
    """What is stored in the place of a secret of 256 random bits: 64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _alive(at: datetime) -> ColumnElement[bool]:
    return (StaffSession.ends_at > at) & (StaffSession.seen_at > at - IDLE)


async def _end(session: Session, *where: ColumnElement[bool]) -> int:
    done = await session.execute(delete(StaffSession).where(*where).execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    return done.rowcount
