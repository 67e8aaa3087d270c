"""The feed: what an operator's own help desk is told of a ticket, as it may leave at this moment."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tickets.database import Database
from tickets.queue import ticket_by_id
from tickets.steps.blocking import is_blocked


async def facts(database: Database, ticket_id: int, address: str, *, words: bool) -> Mapping[str, Any]:
    """Kind, shapes, date and where the ticket can be opened; `{}` when it is gone.

    With `words` also what the person wrote and how to reach them, unless the data are blocked or erased.
    """
    async with database.reading() as session:
        ticket = await ticket_by_id(session, ticket_id)
        if ticket is None:
            return {}
        blocked = await is_blocked(session, ticket.conversation_id)
        found: dict[str, Any] = {
            "kind": ticket.kind,
            "requests": list(ticket.requests),
            "received_at": ticket.received_at.isoformat(),
            "due": {"date": ticket.due_on.isoformat(), "basis": ticket.basis} if ticket.due_on else None,
            "outcome": ticket.outcome,
            "blocked": blocked,
            "url": f"{address}/console/tickets/{quote(ticket.number)}",
        }
        if words and not blocked and ticket.erased_at is None:
            contact = {"name": ticket.name, "email": ticket.email, "phone": ticket.phone}
            additions = [each.text for each in ticket.additions]
            found |= {"text": ticket.text, "additions": additions, "contact": contact, "assignee": ticket.assignee}
        return found
