"""Expecting: when a person may expect an answer of staff, by working hours and by how many wait.

One rule for every edge, which only says the sentence. It moves no date of the law.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from russian.numbers import when
from tickets.record.conversation import Conversation
from tickets.record.labels import Name
from tickets.record.ticket import Status, Ticket
from tickets.store.base import now
from tickets.store.database import Session
from tickets.terms.calendar import day_end
from tickets.terms.working_hours import WorkingHours

#: Where the next word is that of staff; elsewhere it is the person's, or all is said.
STAFF_TURN = frozenset({Status.NEW, Status.TAKEN})

_CLOSED = Name(
    "Сейчас мы не на связи. Ответим {when} после {time}.",
    "We are away right now. We will answer {when} after {time}.",
)
_BUSY = Name(
    "Обращений сейчас больше обычного, поэтому ответ может занять больше времени.",
    "There are more requests than usual, so an answer may take longer.",
)


@dataclass(frozen=True, slots=True)
class Answering:
    """What the operator has said of when staff answer."""

    zone: ZoneInfo
    hours: WorkingHours | None = None  #: None: nothing
    most: int | None = None  #: tickets in the queue that can be answered as usual; None: however many

    @property
    def silent(self) -> bool:
        """Whether there is never anything to tell of it."""
        return self.hours is None and self.most is None


@dataclass(frozen=True, slots=True)
class Expected:
    """That staff are away, or busy; where neither is so, there is nothing to be told."""

    at: datetime | None  #: when they open, in the operator's zone; None: they are there
    busy: bool  #: more people wait than can be answered as usual
    until: datetime  #: whoever was told is told no more before then
    today: datetime  #: when the local day of the telling began

    def words(self, language: object) -> str:
        """In a sentence or two."""
        said = []
        if self.at is not None:
            on = when(self.at.date(), self.today.date(), "en" if language == "en" else "ru")
            said.append(_CLOSED.to(language).format(when=on, time=f"{self.at.hour}:{self.at:%M}"))
        if self.busy:
            said.append(_BUSY.to(language))
        return " ".join(said)


async def expected(session: Session, answering: Answering, at: datetime | None = None) -> Expected | None:
    """What is to be expected now; None where staff are there and not too many wait, or nothing was said of it."""
    at = at or now()
    opens = None
    if answering.hours is not None and not answering.hours.is_open(at):
        opens = answering.hours.next_opening(at)
    busy = answering.most is not None and await _waiting(session) > answering.most
    if opens is None and not busy:
        return None
    today = at.astimezone(answering.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    over = day_end(today.date(), answering.zone)
    closes = answering.hours.next_closing(at) if answering.hours else None
    return Expected(opens, busy, opens or min(closes or over, over), today)


async def expected_once(
    session: Session, answering: Answering, conversation: Conversation, at: datetime | None = None
) -> Expected | None:
    """The same, and None for whoever has been told in this conversation since staff were there last."""
    at = at or now()
    if conversation.told_until is not None and at < conversation.told_until:
        return None
    return note_told(conversation, await expected(session, answering, at))


def note_told(conversation: Conversation, found: Expected | None) -> Expected | None:
    """Note that the person is told of it."""
    if found is not None:
        conversation.told_until = found.until
    return found


async def _waiting(session: Session) -> int:
    """How many tickets nobody has taken."""
    query = select(func.count()).select_from(Ticket).where(Ticket.among(frozenset({Status.NEW})))
    return (await session.scalars(query)).one()
