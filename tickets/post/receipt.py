"""The receipt by mail: what was registered, when, and until when each thing is done on what ground."""

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Conversation
from tickets.post.mail import post
from tickets.ticket import Ticket


async def mail_receipt(session: AsyncSession, ticket: Ticket) -> None:
    """Write it to the address of the ticket, which has been proven; the person's channel shows its own receipt."""
    assert ticket.email is not None
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    running = sorted((clock for clock in ticket.clocks if clock.running), key=lambda clock: clock.ends_at)
    terms = [{"period": each.period, "due_on": each.due_on.isoformat(), "basis": each.basis} for each in running]
    post(
        session,
        conversation.id,
        "ticket_opened",
        f"ticket:{ticket.id}",
        to=ticket.email,
        language=conversation.language,
        number=ticket.number,
        kind=ticket.kind,
        requests=list(ticket.requests),
        received_on=ticket.received_on.isoformat(),
        terms=terms,
    )
