"""The receipt by mail: what was registered, when, and until when it is answered on what ground."""

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Conversation
from tickets.mail import post
from tickets.ticket import Ticket


async def mail_receipt(session: AsyncSession, ticket: Ticket) -> None:
    """Write it to the address of the ticket, which has been proven; the person's channel shows its own receipt."""
    assert ticket.email is not None
    conversation = await session.get_one(Conversation, ticket.conversation_id)
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
        due_on=ticket.due_on.isoformat() if ticket.due_on else None,
        basis=ticket.basis,
    )
