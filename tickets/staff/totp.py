"""The second factor: codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds)."""

import hmac
import re
from datetime import datetime

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tickets.base import now
from tickets.database import Session
from tickets.staff.member import NoSuchStaff, StaffMember
from tickets.staff.recovery import forget_codes, new_codes, use_code
from tickets.staff.session import end_sessions

STEP = 30  #: seconds that a code is shown
DRIFT = (-1, 0, 1)  #: steps that a telephone's clock may be wrong


class TotpOn(ValueError):
    """The member is asked for codes already: to change the secret, it is reset first."""


class TotpOff(LookupError):
    """The member has no secret to make codes with."""


class CodeWrong(ValueError):
    """Not a code of this moment, or one that was taken before."""


async def offer_totp(session: Session, email: str) -> str:
    """A secret for the member's app, the same until it is confirmed; raises TotpOn."""
    member = await _held(session, email)
    if member.totp_since is not None:
        raise TotpOn
    if member.totp_secret is None:
        member.totp_secret = pyotp.random_base32()
    return member.totp_secret


async def offered_secret(session: Session, email: str) -> str | None:
    """The secret that waits to be confirmed; one that is confirmed is never shown again."""
    query = select(StaffMember.totp_secret).where(StaffMember.email == email, StaffMember.totp_since.is_(None))
    return (await session.execute(query)).scalar_one_or_none()


async def confirm_totp(session: Session, email: str, code: str, at: datetime | None = None) -> list[str]:
    """The app makes the right codes: from now on one is asked for. Gives the recovery codes.

    Raises TotpOn, TotpOff and CodeWrong.
    """
    member = await _held(session, email)
    if member.totp_since is not None:
        raise TotpOn
    if not _take(member, code, at or now()):
        raise CodeWrong
    member.totp_since = at or now()
    await session.flush()
    return await new_codes(session, email)


async def pass_code(session: Session, email: str, code: str, at: datetime | None = None) -> bool:
    """Whether it is a code of the member's app, or a recovery code; neither is good a second time."""
    member = await _held(session, email)
    if member.totp_since is None:
        return False
    return _take(member, code, at or now()) or await use_code(session, email, code, at)


async def renew_codes(session: Session, email: str, code: str, at: datetime | None = None) -> list[str]:
    """Ten new recovery codes for a code of the app; raises TotpOff and CodeWrong."""
    member = await _held(session, email)
    if member.totp_since is None:
        raise TotpOff
    if not _take(member, code, at or now()):
        raise CodeWrong
    return await new_codes(session, email)


async def reset_totp(session: Session, email: str, *, apart_from: str | None = None) -> None:
    """The member has no second factor any more, and all their sessions end but the one with this digest."""
    member = await _held(session, email)
    member.totp_secret = member.totp_since = member.totp_step = None
    await session.flush()
    await forget_codes(session, member.email)
    await end_sessions(session, member.email, apart_from=apart_from)


def app_address(secret: str, email: str, issuer: str) -> str:
    """What an app reads from the picture: otpauth://totp/…"""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def _take(member: StaffMember, code: str, at: datetime) -> bool:
    if member.totp_secret is None:
        raise TotpOff
    digits = re.sub(r"[\s-]", "", code)
    app, present = pyotp.TOTP(member.totp_secret), int(at.timestamp()) // STEP
    fits = [step for step in (present + drift for drift in DRIFT) if _same(app.generate_otp(step), digits)]
    # A code seen over a shoulder, or on the wire, is worth nothing once it was used.
    fresh = [step for step in fits if member.totp_step is None or step > member.totp_step]
    if fresh:
        member.totp_step = fresh[0]
    return bool(fresh)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


async def _held(session: Session, email: str) -> StaffMember:
    # Of two requests with the same code the second waits here, and finds it taken.
    query = select(StaffMember).where(StaffMember.email == email.strip().lower()).with_for_update()
    query = query.options(undefer(StaffMember.totp_secret)).execution_options(populate_existing=True)
    member = (await session.execute(query)).scalar()
    if member is None:
        raise NoSuchStaff(email)
    return member
