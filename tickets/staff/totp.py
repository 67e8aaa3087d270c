"""The second factor: codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds).

For the day the telephone is lost there are ten recovery codes, each good once. Only digests of them are kept.
"""

import hashlib
import re
from datetime import datetime

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.audit.entry import note
from tickets.staff.member import OPERATOR, StaffMember, find_staff, random_letters
from tickets.staff.session import end_sessions
from tickets.store.base import Base, now
from tickets.store.database import Session, change
from tickets.store.vault import opened

STEP = 30  #: seconds that a code is shown
DRIFT = (-1, 0, 1)  #: steps that a telephone's clock may be wrong
CODES = 10  #: for recovery
GROUPS, GROUP = 6, 4  #: twenty-four of thirty letters: 117 bits, so a plain hash of them may lie in the database


class TotpOn(ValueError):
    """The member is asked for codes already: to change the secret, it is reset first."""


class TotpOff(LookupError):
    """The member has no secret to make codes with."""


class CodeWrong(ValueError):
    """Not a code of this moment, or one that was taken before."""


class RecoveryCode(Base):
    """One recovery code of a member."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(primary_key=True)  #: SHA-256 of the member and the code
    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]


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
    return await session.scalar(query)


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
    note(session, "factor.on", member.email, member.email)
    await session.flush()
    return await _new_codes(session, email)


async def pass_code(session: Session, email: str, code: str, at: datetime | None = None) -> bool:
    """Whether it is a code of the member's app, or a recovery code; neither is good a second time."""
    member = await _held(session, email)
    if member.totp_since is None:
        return False
    return _take(member, code, at or now()) or await _use_code(session, email, code, at or now())


async def renew_codes(session: Session, email: str, code: str, at: datetime | None = None) -> list[str]:
    """Ten new recovery codes for a code of the app; raises TotpOff and CodeWrong."""
    member = await _held(session, email)
    if member.totp_since is None:
        raise TotpOff
    if not _take(member, code, at or now()):
        raise CodeWrong
    note(session, "factor.codes", member.email, member.email)
    return await _new_codes(session, email)


async def reset_totp(session: Session, email: str, *, apart_from: str | None = None, by: str = OPERATOR) -> None:
    """The member has no second factor any more, and all their sessions end but the one with this digest."""
    member = await _held(session, email)
    member.totp_secret = member.totp_since = member.totp_step = None
    note(session, "factor.off", by, member.email)
    await session.flush()
    await session.execute(delete(RecoveryCode).where(RecoveryCode.email == member.email))
    await end_sessions(session, member.email, apart_from=apart_from)


async def end_recovery_codes(session: Session) -> int:
    """No recovery code is good any more, as it is not known which were used; gives how many there were."""
    return await change(session, delete(RecoveryCode).where(RecoveryCode.used_at.is_(None)))


async def codes_left(session: Session, email: str) -> int:
    """How many recovery codes have not been used."""
    query = select(func.count()).where(RecoveryCode.email == email, RecoveryCode.used_at.is_(None))
    return (await session.scalars(query)).one()


def app_address(secret: str, email: str, issuer: str) -> str:
    """What an app reads from the picture: otpauth://totp/…"""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def _take(member: StaffMember, code: str, at: datetime) -> bool:
    if (secret := opened(member.totp_secret)) is None:
        raise TotpOff
    digits = re.sub(r"[\s-]", "", code)
    app, present = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    fits = [step for step in (present + drift for drift in DRIFT) if strings_equal(app.generate_otp(step), digits)]
    # A code seen over a shoulder, or on the wire, is worth nothing once it was used.
    fresh = [step for step in fits if member.totp_step is None or step > member.totp_step]
    if fresh:
        member.totp_step = fresh[0]
    return bool(fresh)


async def _new_codes(session: Session, email: str) -> list[str]:
    """Ten recovery codes in the place of all former ones. Nobody can read them again."""
    await session.execute(delete(RecoveryCode).where(RecoveryCode.email == email))
    codes = ["-".join(random_letters(GROUP) for _ in range(GROUPS)) for _ in range(CODES)]
    session.add_all(RecoveryCode(digest=_digest(email, code), email=email) for code in codes)
    await session.flush()
    return codes


async def _use_code(session: Session, email: str, code: str, at: datetime) -> bool:
    """Whether it was a recovery code of this member that had not been used; from now on it has."""
    fresh = RecoveryCode.digest == _digest(email, code), RecoveryCode.email == email, RecoveryCode.used_at.is_(None)
    return await change(session, update(RecoveryCode).where(*fresh).values(used_at=at)) == 1


def _digest(email: str, code: str) -> str:
    letters = re.sub(r"[\s-]", "", code).upper()
    return hashlib.sha256(f"{email}:{letters}".encode()).hexdigest()


async def _held(session: Session, email: str) -> StaffMember:
    # Of two requests with the same code the second waits here, and finds it taken.
    member = await find_staff(session, email)
    await session.refresh(member, ["totp_secret", "totp_since", "totp_step"], with_for_update=True)
    return member
