"""Letters: written like every notice, to an address that lies sealed; none where no mail server is set up."""

from tickets.database import Session
from tickets.post.outbox import EMAIL, OutboxRow, tell
from tickets.post.topics.topic import Topic


def post(session: Session, lane: str, topic: Topic, cause: str, to: str) -> OutboxRow | None:
    """Write a letter, to be carried after the commit; None where letters cannot be sent."""
    if not session.means.mail:
        return None
    return tell(session, EMAIL, lane, topic, cause, to)
