"""One-time codes: six digits that were sent to an address come back, so the address is this person's.

A code opens one address within one conversation, for ten minutes and three tries. What is kept of it is an HMAC under
the vault's index key: whoever reads the database cannot tell the digits.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, ScalarSelect, exists, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.post.notices import post
from tickets.post.outbox import EMAIL, OutboxRow
from tickets.post.topics.to_person import CodeMailed
from tickets.record.contact import email_index
from tickets.record.conversation import Conversation
from tickets.steps.proving import prove_address
from tickets.store.base import Base, now, random_id
from tickets.store.database import Session, change

DIGITS = 6
LIFE = timedelta(minutes=10)
TRIES = 3

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
IN_MINUTE = 1  #: codes to one address from one conversation
IN_HOUR = 5  #: codes to one address from all conversations: nobody's mailbox is flooded
IN_DAY = 10  #: codes from one conversation to all addresses
IN_HOUR_OF_ALL = 300  #: codes of the whole installation: whoever has many addresses does not make it a source of spam
LOCK = int.from_bytes(b"codes")  #: of PostgreSQL, held while the codes sent before are counted


class MailOff(Exception):
    """No mail server is set up, so no code can be sent."""


class CodeTooSoon(Exception):
    """A code went to this address a moment ago; the next may follow after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class TooManyCodes(Exception):
    """Enough codes went to this address, from this conversation or from us all; the next may follow after `wait`."""

    def __init__(self, wait: timedelta, bound: str) -> None:
        super().__init__(wait)
        self.wait = wait
        self.bound = bound  #: which was reached: "address", "conversation", "client" or "installation"


class EmailCode(Base):
    """One code, from its sending to its use. The address itself is not kept here, only its blind index."""

    __tablename__ = "email_codes"
    __table_args__ = (
        CheckConstraint(f"tries BETWEEN 0 AND {TRIES}", name="tries_limited"),
        CheckConstraint("used_at IS NULL OR tries > 0", name="used_by_a_try"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    email_index: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]  #: HMAC of the row's id and the digits
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]  #: ten minutes later, or when a newer code took its place
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class CodeState(StrEnum):
    """What became of the letter with a code."""

    SENDING = "sending"
    SENT = "sent"  #: a mail server has taken it
    FAILED = "failed"  #: none took it, or none while the code was good


@dataclass(frozen=True, slots=True)
class Tried:
    """What a try came to. With no tries left the code has ended, as one that is too old, used or was never sent."""

    right: bool
    left: int


async def send_code(session: Session, conversation_id: str, email: str, at: datetime | None = None) -> EmailCode:
    """Mail a fresh code to the address; older ones of this address in this conversation end with it.

    Raises MailOff, CodeTooSoon and TooManyCodes, and then nothing has changed.
    """
    if not session.means.mail:
        raise MailOff
    at = at or now()
    index = email_index(session, email)
    assert index is not None, "a code goes to an address"
    # Two who send at once see each other's codes; SQLite has one writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    await _check_caps(session, conversation_id, index, at)
    await change(session, update(EmailCode).where(*_alive(conversation_id, index, at)).values(expires_at=at))
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    code = EmailCode(
        id=random_id(), conversation_id=conversation_id, email_index=index, created_at=at, expires_at=at + LIFE
    )
    code.digest = _digest(session, code.id, digits)
    session.add(code)
    language = (await session.get_one(Conversation, conversation_id)).language
    post(session, conversation_id, CodeMailed(digits, int(LIFE / MINUTE), language), _cause(code.id), to=email)
    return code


async def check_code(
    session: Session, conversation_id: str, email: str, code: str, at: datetime | None = None
) -> Tried:
    """Try a code as it was typed; the right one proves the address, see `tickets.steps.proving.prove_address`.

    A wrong try is a result and no error, so that the caller commits it and it counts.
    """
    at = at or now()
    index = email_index(session, email)
    assert index is not None, "a code goes to an address"
    # Counted in the statement that looks: of many who try at once, three are heard.
    count = update(EmailCode).where(*_alive(conversation_id, index, at)).values(tries=EmailCode.tries + 1)
    counted = count.returning(EmailCode.id, EmailCode.digest, EmailCode.tries)
    tried = (await session.execute(counted, execution_options={"synchronize_session": False})).one_or_none()
    if tried is None:
        return Tried(right=False, left=0)
    left = TRIES - tried.tries
    if not hmac.compare_digest(tried.digest, _digest(session, tried.id, re.sub(r"\D", "", code))):
        return Tried(right=False, left=left)
    await change(session, update(EmailCode).where(EmailCode.id == tried.id).values(used_at=at))
    await prove_address(session, conversation_id, email, at)
    return Tried(right=True, left=left)


async def end_codes(session: Session, at: datetime | None = None) -> int:
    """No code that was sent opens anything any more; gives how many."""
    at = at or now()
    open_ = EmailCode.used_at.is_(None), EmailCode.expires_at > at
    return await change(session, update(EmailCode).where(*open_).values(expires_at=at))


async def was_sent(session: Session, conversation_id: str, email: str, since: datetime) -> bool:
    """Whether a code went from this conversation to this address since then."""
    query = exists().where(
        EmailCode.conversation_id == conversation_id,
        EmailCode.email_index == email_index(session, email),
        EmailCode.created_at >= since,
    )
    return bool(await session.scalar(select(query)))


async def code_state(
    session: Session, conversation_id: str, email: str, at: datetime | None = None
) -> CodeState | None:
    """What became of the newest code for this address in this conversation; None where there is none."""
    index = email_index(session, email)
    newest = select(EmailCode).where(EmailCode.conversation_id == conversation_id, EmailCode.email_index == index)
    code = await session.scalar(newest.order_by(EmailCode.created_at.desc()).limit(1))
    if code is None:
        return None
    query = select(OutboxRow.delivered_at, OutboxRow.dead_at).where(
        OutboxRow.channel == EMAIL, OutboxRow.lane == conversation_id, OutboxRow.cause == _cause(code.id)
    )
    letter = (await session.execute(query)).one_or_none()
    if letter is not None and letter.delivered_at is not None:
        return CodeState.SENT
    lost = letter is None or letter.dead_at is not None or code.expires_at <= (at or now())
    return CodeState.FAILED if lost else CodeState.SENDING


def _cause(code: str) -> str:
    return f"code:{code}"


def _alive(conversation_id: str, index: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """The code that can still be typed; there is one at most."""
    return (
        EmailCode.conversation_id == conversation_id,
        EmailCode.email_index == index,
        EmailCode.used_at.is_(None),
        EmailCode.expires_at > at,
        EmailCode.tries < TRIES,
    )


async def _check_caps(session: Session, conversation_id: str, index: str, at: datetime) -> None:
    from_here, to_there = EmailCode.conversation_id == conversation_id, EmailCode.email_index == index
    bounds = {
        "too soon": _last(IN_MINUTE, MINUTE, at, from_here, to_there),
        "address": _last(IN_HOUR, HOUR, at, to_there),
        "conversation": _last(IN_DAY, DAY, at, from_here),
        "installation": _last(IN_HOUR_OF_ALL, HOUR, at),
    }
    spans = {"too soon": MINUTE, "address": HOUR, "conversation": DAY, "installation": HOUR}
    # In one question: all who send a code wait for this.
    found = (await session.execute(select(*(last.label(name) for name, last in bounds.items())))).mappings().one()
    waits = {name: found[name] + spans[name] - at for name in bounds if found[name]}
    if wait := waits.pop("too soon", None):
        raise CodeTooSoon(wait)
    if waits:
        bound = max(waits, key=lambda name: waits[name])
        raise TooManyCodes(waits[bound], bound)


def _last(most: int, span: timedelta, at: datetime, *which: ColumnElement[bool]) -> ScalarSelect[datetime]:
    """When the oldest of the `most` newest of these codes was sent, where all of them are younger than `span`."""
    query = select(EmailCode.created_at).where(*which, EmailCode.created_at > at - span)
    return query.order_by(EmailCode.created_at.desc()).offset(most - 1).limit(1).scalar_subquery()


def _digest(session: Session, row: str, digits: str) -> str:
    return session.means.vault.index(f"code:{row}:{digits}")
