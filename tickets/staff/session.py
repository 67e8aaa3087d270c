"""Sessions of staff: who is signed in where, and how they came in. A browser holds a random secret, we its digest.

The log is only of members: what somebody typed who is none of them is nobody's business, and may be a password in the
wrong field.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, delete, exists, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.audit.entry import note
from tickets.staff.member import StaffMember
from tickets.staff.subscription import PushSubscription, end_subscriptions, end_subscriptions_in
from tickets.store.base import Base, now, one_of
from tickets.store.database import Session, change

LIFE = timedelta(hours=12)  #: after the sign-in, whatever is done meanwhile
IDLE = timedelta(hours=2)  #: without anything being done
HALF_LIFE = timedelta(minutes=10)  #: between the password and the code
SEEN_EVERY = timedelta(minutes=1)  #: so that reading a page seldom writes
KNOWN = timedelta(days=30)  #: after a sign-in its network is one that the member is known from
MOST = 20  #: lines of the log that are shown


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


class Came(StrEnum):
    """What became of it."""

    IN = "in"
    HALFWAY = "halfway"  #: the password was right, the code is still to come
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a word, not a password
    WRONG_CODE = "wrong_code"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105


class SignIn(Base):
    """When a member came in or was refused, from where, and what became of it; never changed."""

    __tablename__ = "sign_ins"
    __table_args__ = (CheckConstraint(one_of("came", Came), name="came_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    came: Mapped[Came]
    address: Mapped[str]  #: the network, without the last part
    device: Mapped[str]  #: browser and system, in a few words
    at: Mapped[datetime] = mapped_column(default=now, index=True)


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
    return list(await session.scalars(query.order_by(StaffSession.seen_at.desc(), StaffSession.digest)))


def is_seen_anew(found: StaffSession, at: datetime) -> bool:
    """Whether it is time to note that a session is in use."""
    return at - found.seen_at >= SEEN_EVERY


async def note_seen(session: Session, digest: str, at: datetime) -> None:
    """The session was in use at that moment; a session that has ended meanwhile stays so."""
    stale = update(StaffSession).where(StaffSession.digest == digest, StaffSession.seen_at <= at - SEEN_EVERY)
    await change(session, stale.values(seen_at=at))


async def drop_session(session: Session, secret: str) -> str | None:
    """End the session of this secret; gives whose it was, if there is one."""
    ended = delete(StaffSession).where(StaffSession.digest == digest(secret)).returning(StaffSession.email)
    email: str | None = await session.scalar(ended, execution_options={"synchronize_session": False})
    return email


async def sign_out(session: Session, secret: str) -> None:
    """End the session of this secret because its member leaves."""
    await end_subscriptions_in(session, digest(secret))
    if email := await drop_session(session, secret):
        note(session, "sign_out", email)


async def end_session(session: Session, email: str, digest: str) -> bool:
    """End one session of a member; whether there was one."""
    one = delete(StaffSession).where(StaffSession.email == email, StaffSession.digest == digest)
    note(session, "sessions.end", email, email)
    ended = await change(session, one) > 0
    if ended:
        await end_subscriptions_in(session, digest)
    return ended


async def end_sessions(session: Session, email: str, *, apart_from: str | None = None, by: str | None = None) -> int:
    """End all sessions of a member, but the one with this digest; gives how many there were.

    With `by` it is an act of its own and not a part of another.
    """
    if by is not None:
        note(session, "sessions.end", by, email)
    others = delete(StaffSession).where(StaffSession.email == email, StaffSession.digest != (apart_from or ""))
    await end_subscriptions(session, email, apart_from=apart_from)
    return await change(session, others)


async def end_all_sessions(session: Session) -> int:
    """Everybody signs in again, and nobody is knocked up; gives how many sessions there were."""
    await change(session, delete(PushSubscription))
    return await change(session, delete(StaffSession))


async def note_sign_in(
    session: Session, email: str, came: Came, address: str, device: str, at: datetime | None = None
) -> None:
    """Write a line about a member."""
    session.add(SignIn(email=email, came=came, address=address, device=device, at=at or now()))
    note(session, f"sign_in.{came}", email)
    await session.flush()


async def sign_ins_of(session: Session, email: str) -> Sequence[SignIn]:
    """The last MOST of a member, newest first."""
    query = select(SignIn).where(SignIn.email == email).order_by(SignIn.at.desc(), SignIn.id.desc()).limit(MOST)
    return (await session.scalars(query)).all()


async def came_from(session: Session, email: str, address: str, at: datetime | None = None) -> bool:
    """Whether the member has come in from this network lately."""
    came = (SignIn.email == email, SignIn.came == Came.IN, SignIn.address == address)
    return bool(await session.scalar(select(exists().where(*came, SignIn.at > (at or now()) - KNOWN))))


def digest(secret: str) -> str:
    """What is stored in the place of a secret of 256 random bits: 64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _alive(at: datetime) -> ColumnElement[bool]:
    return (StaffSession.ends_at > at) & (StaffSession.seen_at > at - IDLE)
