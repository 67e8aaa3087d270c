"""Letters: written like every notice, to an address that lies sealed; none where no mail server is set up."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.post.outbox import EMAIL, OutboxRow, tell


def post(session: AsyncSession, lane: str, topic: str, cause: str, to: str, **data: Any) -> OutboxRow | None:
    """Write a letter, to be carried after the commit; None where letters cannot be sent."""
    if not session.info["mail"]:
        return None
    return tell(session, EMAIL, lane, topic, cause, to=to, **data)
