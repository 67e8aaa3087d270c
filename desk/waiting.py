"""Waiting: whoever asks how their ticket stands, or complains of no answer, is told beside whatever else they are told.

One rule for every edge, which only says it. Nobody waits for the thinking: the words alone tell.
"""

from desk.knowledge import Knowledge
from desk.message import Message
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import COMPLAIN
from tickets.queue.standing import Asker, Standing, standing
from tickets.record.ticket import USER
from tickets.store.database import Session


async def how_it_stands(session: Session, knowledge: Knowledge, message: Message, conversation: str) -> Standing | None:
    """How the ticket of whoever waits stands; None for anybody else, and where no open ticket is known to be theirs."""
    if not knowledge.waits(message.text):
        return None
    return await standing(session, Asker(conversation, message.account, message.email), message.text)


async def note_complaint(session: Session, found: Standing | None) -> None:
    """Let staff see that the person waits for what was promised for an earlier day."""
    if found is not None and found.late:
        await perform(session, COMPLAIN, Deed(number=found.number, actor=USER))
