"""Meanwhile: what happened to a ticket between the moment its page was shown and the moment a form of it came back."""

from sqlalchemy import ColumnElement, and_, func, select

from api.console.refusals import Answered, Changed
from api.console.ticket.fields import Sent
from tickets.database import Session
from tickets.life import SAYING
from tickets.pending import PendingReply, Says
from tickets.ticket import SYSTEM, USER, Ticket, TicketEvent


async def refuse_unseen(session: Session, ticket: Ticket, sent: Sent) -> None:
    """Raises Changed when the page did not show the last step; one's own reply that has left since changes nothing."""
    own = and_(TicketEvent.actor == sent.actor, TicketEvent.step.in_(Says))
    if await session.scalar(select(func.max(TicketEvent.id)).where(_since(ticket, sent), ~own)) is not None:
        raise Changed


async def refuse_answered(session: Session, ticket: Ticket, sent: Sent) -> None:
    """Raises Answered when a colleague has written to the person, or is about to, and the page did not show it."""
    others = TicketEvent.actor.not_in([sent.actor, USER, SYSTEM])
    spoke = select(TicketEvent.actor).where(_since(ticket, sent), others, TicketEvent.step.in_(SAYING))
    waiting = select(PendingReply.actor).where(
        PendingReply.ticket_id == ticket.id,
        PendingReply.actor != sent.actor,
        PendingReply.stopped_at.is_(None),
        PendingReply.id > _number(sent.value("heard")),
    )
    for query in (waiting.order_by(PendingReply.id.desc()), spoke.order_by(TicketEvent.id.desc())):
        if colleague := await session.scalar(query.limit(1)):
            raise Answered(colleague)


def _since(ticket: Ticket, sent: Sent) -> ColumnElement[bool]:
    return and_(TicketEvent.ticket_id == ticket.id, TicketEvent.id > _number(sent.value("seen")))


def _number(value: str) -> int:
    """What the form says was seen last; nothing where it says no number."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
