"""Speakers: who of the staff wrote which message of a conversation."""

from collections.abc import Mapping

from sqlalchemy import select

from tickets.life import SAYING
from tickets.record.ticket import Ticket, TicketEvent
from tickets.staff.member import StaffMember
from tickets.store.database import Session


async def speakers(session: Session, conversation: str) -> Mapping[str, str]:
    """Their e-mails by ids of messages, of all tickets of the conversation: their words stand in one talk."""
    query = select(TicketEvent.detail["message"].as_string(), TicketEvent.actor).join(Ticket)
    query = query.where(Ticket.conversation_id == conversation, TicketEvent.step.in_(SAYING))
    return {message: actor for message, actor in await session.execute(query) if message is not None}


async def named_speakers(session: Session, conversation: str) -> Mapping[str, str]:
    """By which names people read them; of those that show one."""
    said = await speakers(session, conversation)
    shown = select(StaffMember.email, StaffMember.display_name).where(StaffMember.email.in_(set(said.values())))
    names = {email: name for email, name in await session.execute(shown) if name}
    return {message: names[actor] for message, actor in said.items() if actor in names}
