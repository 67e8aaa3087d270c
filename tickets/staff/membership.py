"""Membership: what a member may do, whether they may sign in at all, and with which password."""

from datetime import datetime

from sqlalchemy import select

from tickets.audit.entry import note
from tickets.staff.member import OPERATOR, Role, StaffMember, find_staff
from tickets.staff.session import end_sessions
from tickets.store.base import now
from tickets.store.database import Session


class LastAdmin(ValueError):
    """Nobody would be left who can say who the members are."""


async def set_role(session: Session, email: str, role: Role, *, by: str = OPERATOR) -> StaffMember:
    """From now on this is what the member may do; raises NoSuchStaff and LastAdmin."""
    member = await find_staff(session, email)
    if role is not Role.ADMIN:
        await _keep_an_admin(session, member)
    member.role = role
    note(session, f"member.role.{role}", by, member.email)
    return member


async def disable(session: Session, email: str, at: datetime | None = None, *, by: str = OPERATOR) -> StaffMember:
    """The member cannot sign in or act any more and their sessions end; what they hold goes back with the next look.

    Raises NoSuchStaff and LastAdmin.
    """
    member = await find_staff(session, email)
    await _keep_an_admin(session, member)
    member.disabled_at = member.disabled_at or at or now()
    member.link_digest = member.link_until = None
    note(session, "member.disable", by, member.email)
    await session.flush()
    await end_sessions(session, member.email)
    return member


async def enable(session: Session, email: str, *, by: str = OPERATOR) -> StaffMember:
    """The member may sign in again, as before; raises NoSuchStaff."""
    member = await find_staff(session, email)
    member.disabled_at = None
    note(session, "member.enable", by, member.email)
    return member


async def set_password(
    session: Session, email: str, password_hash: str, *, apart_from: str | None = None, by: str = OPERATOR
) -> StaffMember:
    """A new password; all sessions end but the one with this digest. Raises NoSuchStaff."""
    member = await find_staff(session, email)
    member.password_hash = password_hash
    note(session, "member.password", by, member.email)
    await session.flush()
    await end_sessions(session, member.email, apart_from=apart_from)
    return member


async def _keep_an_admin(session: Session, leaving: StaffMember) -> None:
    # Held, so that of two admins who demote each other one finds that they are the last.
    admins = select(StaffMember).where(StaffMember.role == Role.ADMIN, StaffMember.disabled_at.is_(None))
    held = admins.order_by(StaffMember.email).with_for_update().execution_options(populate_existing=True)
    found = (await session.scalars(held)).all()
    if [admin.email for admin in found] == [leaving.email]:
        raise LastAdmin(leaving.email)
