"""Subscriptions: browsers in which members want to hear, with no page open, that somebody waits.

One belongs to the session that its browser was last seen in: it goes when the member signs that device out, by whatever
way, and stays when a session merely ends by itself.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Delete, ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.audit.entry import note
from tickets.staff.member import StaffMember
from tickets.staff.push_address import Browser
from tickets.store.base import Base, now
from tickets.store.database import Session, change, insert_new
from tickets.store.vault import Sealed

MOST = 10  #: browsers of one member; of more, those seen longest ago go


class PushSubscription(Base):
    """One browser of a member."""

    __tablename__ = "push_subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)  #: SHA-256 of the address
    host: Mapped[str]  #: of the address: whose server it is
    endpoint: Mapped[str] = mapped_column(Sealed)  #: the address; whoever knows it may try to knock there
    public: Mapped[str]  #: the browser's key
    auth: Mapped[str] = mapped_column(Sealed)
    ours: Mapped[str]  #: the public key of ours that the browser gave it to
    held_by: Mapped[str] = mapped_column(index=True)  #: digest of the session, which may have ended by itself
    device: Mapped[str]  #: browser and system, in a few words
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)  #: when a page of that browser last told
    told_at: Mapped[datetime | None]  #: the push service has taken a push that was written at this moment or before


async def subscribe(
    session: Session, email: str, browser: Browser, ours: str, *, held_by: str, device: str, at: datetime | None = None
) -> bool:
    """The member wants to hear in this browser, whoever wanted that before; whether it is new. `held_by`: a session."""
    at, digest = at or now(), _digest(browser.endpoint)
    told: dict[str, Any] = {"endpoint": browser.endpoint, "public": browser.public, "auth": browser.auth, "ours": ours}
    told |= {"held_by": held_by, "device": device, "seen_at": at}
    begun = {"email": email, "host": browser.host, "created_at": at, "told_at": None}
    fresh = await insert_new(session, PushSubscription, digest=digest, **begun, **told)
    if not fresh:
        there = PushSubscription.digest == digest
        fresh = await session.scalar(select(PushSubscription.email).where(there).with_for_update()) != email
        await change(session, update(PushSubscription).where(there).values(told | begun if fresh else told))
    if fresh:
        note(session, "push.on", email, email)
    await _keep_most(session, email)
    return fresh


async def unsubscribe(session: Session, email: str, which: int) -> bool:
    """The member wants to hear no more in one browser of theirs; whether there was one."""
    mine = PushSubscription.email == email, PushSubscription.id == which
    return await _end(session, delete(PushSubscription).where(*mine), email)


async def unsubscribe_here(session: Session, email: str, endpoint: str) -> bool:
    """Nobody wants to hear in this browser any more, says who sits there; whether anybody did."""
    return await _end(session, delete(PushSubscription).where(PushSubscription.digest == _digest(endpoint)), email)


async def _end(session: Session, ending: Delete, by: str) -> bool:
    whose = (await session.scalars(ending.returning(PushSubscription.email))).all()
    for email in whose:
        note(session, "push.off", by, email)
    return bool(whose)


async def subscriptions_of(session: Session, email: str) -> Sequence[PushSubscription]:
    """A member's browsers, the one seen last first."""
    query = select(PushSubscription).where(PushSubscription.email == email)
    return (await session.scalars(query.order_by(PushSubscription.seen_at.desc(), PushSubscription.id))).all()


async def end_subscriptions(session: Session, email: str, *, apart_from: str | None = None) -> None:
    """Nobody knocks in the member's browsers any more, but in that of this session."""
    others = PushSubscription.held_by != (apart_from or "")
    await change(session, delete(PushSubscription).where(PushSubscription.email == email, others))


async def end_subscriptions_in(session: Session, held_by: str) -> None:
    """Nor in the browser of this session."""
    await change(session, delete(PushSubscription).where(PushSubscription.held_by == held_by))


async def follow(session: Session, email: str, before: str, after: str) -> None:
    """The member has a new session in the same browser; what another member wanted there ends."""
    mine = PushSubscription.held_by == before
    await change(session, delete(PushSubscription).where(mine, PushSubscription.email != email))
    await change(session, update(PushSubscription).where(mine).values(held_by=after))


async def drop_subscription(session: Session, which: int) -> None:
    """The push service knows it no more."""
    await change(session, delete(PushSubscription).where(PushSubscription.id == which))


async def push_hosts(session: Session) -> Sequence[tuple[str, int]]:
    """The servers that pushes travel over, and how many browsers each has."""
    query = select(PushSubscription.host, func.count()).group_by(PushSubscription.host).order_by(PushSubscription.host)
    return [(host, amount) for host, amount in (await session.execute(query)).all()]


async def wakeable(session: Session, assignee: str | None, at: datetime) -> Sequence[int]:
    """Subscriptions of whoever is to hear of a ticket: the one in charge of it, or everybody; nobody who is away."""
    query = (
        select(PushSubscription.id)
        .join(StaffMember, StaffMember.email == PushSubscription.email)
        .where(StaffMember.disabled_at.is_(None))
        .where(func.coalesce(StaffMember.away_until, at) <= at)
        .order_by(PushSubscription.id)
    )
    return (await session.scalars(query if assignee is None else query.where(StaffMember.email == assignee))).all()


async def _keep_most(session: Session, email: str) -> None:
    extra = [one.id for one in (await subscriptions_of(session, email))[MOST:]]
    if extra:
        await change(session, delete(PushSubscription).where(PushSubscription.id.in_(extra)))


def _digest(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()
