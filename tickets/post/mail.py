"""Letters: written like every notice, to an address that lies sealed; none where no mail server is set up."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Conversation
from tickets.post.outbox import EMAIL, OutboxRow, tell
from tickets.ticket import Ticket


def post(session: AsyncSession, lane: str, topic: str, cause: str, to: str, **data: Any) -> OutboxRow | None:
    """Write a letter, to be carried after the commit; None where letters cannot be sent."""
    if not session.info["mail"]:
        return None
    return tell(session, EMAIL, lane, topic, cause, to=to, **data)


async def mail_receipt(session: AsyncSession, ticket: Ticket) -> None:
    """What was registered, when, and until when each thing is done on what ground; to the ticket's proven address.

    The person's channel shows its own receipt.
    """
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
