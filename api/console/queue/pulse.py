"""The pulse of the queue: how many people wait for staff, and when one of them said something last."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from tickets.queue.waiting import count_waiting, waits_for_us
from tickets.record.ticket import Ticket
from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class Pulse:
    """What an open page is told; nothing of it says who waits or for what."""

    number: int
    newest: str  #: moment of the last words of those who wait, by which a page knows that there are new ones
    opened: bool  #: with these words a ticket was opened

    @property
    def data(self) -> dict[str, Any]:
        return asdict(self)


async def pulse(session: Session) -> Pulse:
    waiting = await count_waiting(session)
    newest = select(Ticket.words_at, Ticket.received_at).where(waits_for_us()).order_by(Ticket.words_at.desc()).limit(1)
    found = (await session.execute(newest)).one_or_none()
    if found is None:
        return Pulse(waiting.number, "", opened=False)
    words_at, received_at = found
    return Pulse(waiting.number, words_at.isoformat(), opened=words_at == received_at)
