"""The receipt by mail: what was registered, when, and until when each thing is done on what ground."""

from tickets.conversation import Conversation
from tickets.database import Session
from tickets.post.mail import post
from tickets.post.topics.to_person import Receipt, Term
from tickets.ticket import Ticket


async def mail_receipt(session: Session, ticket: Ticket) -> None:
    """Write it to the address of the ticket, which has been proven; the person's channel shows its own receipt."""
    assert ticket.email is not None
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    running = sorted((clock for clock in ticket.clocks if clock.running), key=lambda clock: clock.ends_at)
    receipt = Receipt(
        number=ticket.number,
        language=conversation.language,
        kind=ticket.kind,
        requests=ticket.requests,
        received_on=ticket.received_on,
        terms=tuple(Term(each.period, each.due_on, each.basis) for each in running),
    )
    post(session, conversation.id, receipt, f"ticket:{ticket.id}", to=ticket.email)
