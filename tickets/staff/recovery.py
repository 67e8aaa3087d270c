"""Recovery codes: ten words for the day the telephone is lost, each good once. Only digests are kept."""

import hashlib
import re
import secrets
from datetime import datetime

from sqlalchemy import CursorResult, ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.database import Session
from tickets.staff.member import LINK_LETTERS

CODES = 10
GROUPS, GROUP = 4, 4  #: sixteen of thirty letters: 78 bits, too many to try


class RecoveryCode(Base):
    """One code of a member."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(primary_key=True)  #: SHA-256 of the member and the code
    email: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]


async def new_codes(session: Session, email: str) -> list[str]:
    """Ten codes in the place of all former ones. Nobody can read them again."""
    await forget_codes(session, email)
    codes = ["-".join(_group() for _ in range(GROUPS)) for _ in range(CODES)]
    session.add_all(RecoveryCode(digest=_digest(email, code), email=email) for code in codes)
    await session.flush()
    return codes


async def use_code(session: Session, email: str, code: str, at: datetime | None = None) -> bool:
    """Whether it was a code of this member that had not been used; from now on it has."""
    done = await session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.digest == _digest(email, code), RecoveryCode.email == email)
        .where(RecoveryCode.used_at.is_(None))
        .values(used_at=at or now())
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


async def codes_left(session: Session, email: str) -> int:
    """How many have not been used."""
    query = select(func.count()).where(RecoveryCode.email == email, RecoveryCode.used_at.is_(None))
    return (await session.execute(query)).scalar_one()


async def forget_codes(session: Session, email: str) -> None:
    """None of them opens anything any more."""
    change = delete(RecoveryCode).where(RecoveryCode.email == email)
    await session.execute(change.execution_options(synchronize_session=False))


def _group() -> str:
    return "".join(secrets.choice(LINK_LETTERS) for _ in range(GROUP))


def _digest(email: str, code: str) -> str:
    letters = re.sub(r"[\s-]", "", code).upper()
    return hashlib.sha256(f"{email}:{letters}".encode()).hexdigest()
