"""Staff members: who may take tickets, and who is away."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.audit.entry import note
from tickets.store.base import Base, now, one_of
from tickets.store.database import Session
from tickets.store.vault import Sealed

OPERATOR = "operator"  #: actor of what is done at the terminal, where nobody signs in
LINK_LIFE = timedelta(hours=1)  #: of a code that links an account
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  #: none that is read as another
LINK_LENGTH = 10


class StaffExists(ValueError):
    """There is a staff member with this e-mail already."""


class NoSuchStaff(LookupError):
    """There is no staff member with this e-mail."""


class AbsentAssignee(ValueError):
    """Who is away is given no ticket."""


class WrongCode(ValueError):
    """No member has been given this code, or it is too old."""


class Role(StrEnum):
    """What a member may do beside the work on tickets; each may what the one before it may."""

    AGENT = "agent"
    LEAD = "lead"  #: also sees how the desk does, what was not delivered, and hands out the work of others
    ADMIN = "admin"  #: also says who the members are

    def covers(self, other: "Role") -> bool:
        """Whether who has this role may do what the other may."""
        return list(Role).index(self) >= list(Role).index(other)


class StaffMember(Base):
    """A person who answers tickets, known by e-mail."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint(one_of("role", Role), name="role"),
        CheckConstraint("totp_since IS NULL OR totp_secret IS NOT NULL", name="totp_secret"),
    )

    email: Mapped[str] = mapped_column(primary_key=True)
    password_hash: Mapped[str | None]  #: argon2id; None: works in the terminal only
    added_at: Mapped[datetime] = mapped_column(default=now)
    display_name: Mapped[str | None]  #: by which people read who has answered; None: they read of nobody
    away_until: Mapped[datetime | None]
    telegram_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)  #: their account there
    link_digest: Mapped[str | None] = mapped_column(unique=True)  #: SHA-256 of the code that links an account
    link_until: Mapped[datetime | None]
    role: Mapped[Role] = mapped_column(default=Role.AGENT)
    disabled_at: Mapped[datetime | None]  #: since then they cannot sign in and are given nothing
    totp_secret: Mapped[str | None] = mapped_column(Sealed, deferred=True)  #: base32; before `totp_since` only offered
    totp_since: Mapped[datetime | None]  #: since then a code is asked for at every sign-in
    totp_step: Mapped[int | None] = mapped_column(BigInteger)  #: of the last code that was taken; none is taken twice
    morning: Mapped[bool | None]  #: whether they want the morning letter; None: they have not said


# What is done about members is noted in the audit log; `by` is who does it.
async def add_staff(
    session: Session, email: str, password_hash: str | None = None, role: Role = Role.AGENT, *, by: str = OPERATOR
) -> StaffMember:
    """Make a new member; the first is an admin whatever is said. Raises StaffExists."""
    if await session.get(StaffMember, email.lower()):
        raise StaffExists(email)
    first = await session.scalar(select(StaffMember.email).limit(1)) is None
    member = StaffMember(email=email.lower(), password_hash=password_hash, role=Role.ADMIN if first else role)
    session.add(member)
    note(session, f"member.add.{member.role}", by, member.email)
    return member


async def find_staff(session: Session, email: str) -> StaffMember:
    """The member with this e-mail; raises NoSuchStaff."""
    member = await session.get(StaffMember, email.strip().lower())
    if member is None:
        raise NoSuchStaff(email)
    return member


async def all_staff(session: Session) -> list[StaffMember]:
    """Everybody who is or was a member, by e-mail."""
    return list(await session.scalars(select(StaffMember).order_by(StaffMember.email)))


async def active_staff(session: Session) -> list[StaffMember]:
    """Everybody who is not disabled, by e-mail."""
    return [member for member in await all_staff(session) if member.disabled_at is None]


def short_name(email: str) -> str:
    """How colleagues are named where there is little room: the part before the @."""
    return email.partition("@")[0]


def is_absent(member: StaffMember, at: datetime) -> bool:
    """Whether a member is away at that moment, or for good."""
    return member.disabled_at is not None or (member.away_until is not None and member.away_until > at)


async def go_away(session: Session, email: str, until: datetime | None, *, by: str = OPERATOR) -> StaffMember:
    """Be away until then, or be back with None; raises NoSuchStaff. What they hold goes back with the next look."""
    member = await find_staff(session, email)
    member.away_until = until
    note(session, "member.away" if until else "member.back", by, member.email)
    return member


async def begin_link(session: Session, email: str, at: datetime | None = None, *, by: str = OPERATOR) -> str:
    """A code by which the member shows what Telegram account is theirs; an older one ends. Raises NoSuchStaff."""
    member = await find_staff(session, email)
    code = random_letters(LINK_LENGTH)
    member.link_digest, member.link_until = _digest(code), (at or now()) + LINK_LIFE
    note(session, "member.link_code", by, member.email)
    return code


async def link(session: Session, code: str, telegram_id: int, at: datetime | None = None) -> StaffMember:
    """From now on this account is the member's whom the code was given to, and nobody else's; raises WrongCode."""
    query = select(StaffMember).where(StaffMember.link_digest == _digest(code), StaffMember.link_until > (at or now()))
    member = await session.scalar(query.with_for_update())
    if member is None:
        raise WrongCode
    await session.execute(update(StaffMember).where(StaffMember.telegram_id == telegram_id).values(telegram_id=None))
    member.telegram_id, member.link_digest, member.link_until = telegram_id, None, None
    note(session, "member.link", member.email, member.email)
    await session.flush()
    return member


async def unlink(session: Session, email: str, *, by: str = OPERATOR) -> StaffMember:
    """The member has no Telegram account any more; raises NoSuchStaff."""
    member = await find_staff(session, email)
    member.telegram_id = member.link_digest = member.link_until = None
    note(session, "member.unlink", by, member.email)
    return member


async def linked_staff(session: Session, telegram_id: int) -> StaffMember | None:
    """Whose account this is; None also when the member is disabled."""
    query = select(StaffMember).where(StaffMember.telegram_id == telegram_id, StaffMember.disabled_at.is_(None))
    return await session.scalar(query)


def random_letters(number: int) -> str:
    """For a code that somebody reads and types."""
    return "".join(secrets.choice(LETTERS) for _ in range(number))


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
