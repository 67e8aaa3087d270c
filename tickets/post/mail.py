"""Letters: written like every notice, to an address that lies sealed; none where no mail server is set up."""

from tickets.post.outbox import EMAIL, OutboxRow, tell
from tickets.post.topics.to_person import Receipt, Term
from tickets.post.topics.topic import Topic
from tickets.record.conversation import Conversation
from tickets.record.ticket import Ticket
from tickets.store.database import Session


def post(session: Session, lane: str, topic: Topic, cause: str, to: str) -> OutboxRow | None:
    """Write a letter, to be carried after the commit; None where letters cannot be sent."""
    if not session.means.mail:
        return None
    return tell(session, EMAIL, lane, topic, cause, to)


async def mail_receipt(session: Session, ticket: Ticket) -> None:
    """What was registered, when, and until when each thing is done on what ground; to the ticket's proven address.

    The person's channel shows its own receipt.
    """
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
