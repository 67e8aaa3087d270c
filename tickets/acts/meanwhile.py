"""Meanwhile: what happened to a ticket since whoever acts has read it, by steps and by what waits to leave."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from tickets.life import SAYING
from tickets.record.conversation import Author, last_at
from tickets.record.ticket import SYSTEM, USER, Ticket, TicketEvent
from tickets.steps.pending import PendingReply, Says
from tickets.store.database import Session


class Changed(ValueError):
    """Something happened to the ticket that whoever decides has not seen."""


class Answered(ValueError):
    """A colleague has written to the person, or is about to, and whoever writes has not seen it."""

    def __init__(self, colleague: str) -> None:
        super().__init__(colleague)
        self.colleague = colleague


@dataclass(frozen=True, slots=True)
class Shown:
    """A page showed these, and all before."""

    event: int  #: id of the last
    reply: int = 0  #: id of the last that waited to leave


@dataclass(frozen=True, slots=True)
class Until:
    """They answer what was said then; with None the person's last words. Of the steps since they have been told."""

    at: datetime | None = None


Seen = Shown | Until


async def refuse_unseen(session: Session, ticket: Ticket, actor: str, seen: Seen | None) -> None:
    """Raises Changed when the page did not show the last step; one's own reply that has left since changes nothing."""
    if not isinstance(seen, Shown):
        return
    own = and_(TicketEvent.actor == actor, TicketEvent.step.in_(Says))
    since = and_(TicketEvent.ticket_id == ticket.id, TicketEvent.id > seen.event)
    if await session.scalar(select(func.max(TicketEvent.id)).where(since, ~own)) is not None:
        raise Changed


async def refuse_answered(session: Session, ticket: Ticket, actor: str, seen: Seen | None) -> None:
    """Raises Answered when a colleague has spoken to the person, or is about to, since what was seen."""
    match seen:
        case None:
            return
        case Shown(event=event, reply=reply):
            spoke, waits = TicketEvent.id > event, PendingReply.id > reply
        case Until(at=at):
            spoke, waits = await _since(session, ticket, actor, at)
    speaking = select(TicketEvent.actor).where(
        TicketEvent.ticket_id == ticket.id,
        TicketEvent.step.in_(SAYING),
        TicketEvent.actor.not_in([actor, USER, SYSTEM]),
        spoke,
    )
    waiting = select(PendingReply.actor).where(
        PendingReply.ticket_id == ticket.id,
        PendingReply.actor != actor,
        PendingReply.stopped_at.is_(None),
        waits,
    )
    for query in (waiting.order_by(PendingReply.id.desc()), speaking.order_by(TicketEvent.id.desc())):
        if colleague := await session.scalar(query.limit(1)):
            raise Answered(colleague)


async def _since(
    session: Session, ticket: Ticket, actor: str, at: datetime | None
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What came after these words, and after what the actor has said to them since."""
    at = at or await last_at(session, ticket.conversation_id, Author.USER) or ticket.received_at
    own = select(func.max(TicketEvent.id)).where(
        TicketEvent.ticket_id == ticket.id, TicketEvent.step.in_(SAYING), TicketEvent.actor == actor
    )
    spoke = and_(TicketEvent.at > at, TicketEvent.id > (await session.scalar(own) or 0))
    return spoke, PendingReply.at > at
