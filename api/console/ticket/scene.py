"""A scene: all that the page of one ticket shows, and by which its forms are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from api.console.deliveries import deliveries
from desk.journal import Question
from tickets.erasure.person import find_person
from tickets.life import SAYING
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import Attachment
from tickets.record.conversation import Conversation, StoredMessage
from tickets.record.ticket import Ticket, TicketEvent
from tickets.staff.member import StaffMember, active_staff
from tickets.staff.presence import Present, present
from tickets.steps.blocking import Block
from tickets.steps.pending import PendingReply, pending_of
from tickets.store.base import now
from tickets.store.database import Session

MOST = 500  #: messages of a conversation that a page can show


@dataclass(frozen=True, slots=True)
class Scene:
    """One ticket as `me` sees it at one moment."""

    me: str  #: e-mail of the staff member who looks
    at: datetime
    zone: ZoneInfo
    ticket: Ticket
    channel: str
    left_at: datetime | None  #: when the person stopped the bot; nothing reaches them there
    talk: Sequence[StoredMessage]  #: the last MOST of the conversation, oldest first
    questions: Mapping[str, Question]  #: what the bot made of a message, by its id
    speakers: Mapping[str, str]  #: which colleague wrote a message, by its id
    files: Sequence[Attachment]  #: of this ticket, oldest first
    pending: Sequence[PendingReply]
    colleagues: Sequence[Present]  #: who else is at the ticket just now
    others: Sequence[Ticket]  #: the same person's, newest first
    blocks: Sequence[Block]  #: in force for this person, whichever ticket they come from
    staff: Sequence[StaffMember]
    deliveries: Sequence[OutboxRow]

    @property
    def seen(self) -> int:
        """The last event that the page shows."""
        return self.ticket.events[-1].id

    @property
    def block(self) -> Block | None:
        """The block of this very ticket, if one is in force."""
        return next((block for block in self.blocks if block.ticket_id == self.ticket.id), None)

    @property
    def siblings(self) -> Sequence[Ticket]:
        """Those of the others that this one can be joined with: their words may meet."""
        return [other for other in self.others if other.conversation_id == self.ticket.conversation_id]

    @property
    def into(self) -> Ticket | None:
        """The ticket under which this one goes on."""
        return next((other for other in self.others if other.id == self.ticket.into_id), None)


async def load(session: Session, number: str, me: str, zone: ZoneInfo) -> Scene:
    """The scene of the ticket with this number; raises NoSuchTicket."""
    ticket = await ticket_with_history(session, number)
    person = await find_person(session, number)
    others = select(Ticket).where(Ticket.conversation_id.in_(person.conversations), Ticket.id != ticket.id)
    blocks = select(Block).where(Block.conversation_id == ticket.conversation_id, Block.in_force)
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    talk = await _talk(session, ticket)
    return Scene(
        me=me,
        at=now(),
        zone=zone,
        ticket=ticket,
        channel=conversation.channel,
        left_at=conversation.left_at,
        talk=talk,
        questions=await _questions(session, [said.id for said in talk]),
        speakers=await _speakers(session, ticket),
        files=await files_of(session, ticket),
        pending=await pending_of(session, ticket),
        colleagues=(await present(session, [ticket.id], apart_from=me)).get(ticket.id, []),
        others=(await session.execute(others.order_by(Ticket.id.desc()))).scalars().all(),
        blocks=(await session.execute(blocks.order_by(Block.id))).scalars().all(),
        staff=await active_staff(session),
        deliveries=await deliveries(session, ticket),
    )


async def files_of(session: Session, ticket: Ticket) -> Sequence[Attachment]:
    """What was handed in with a ticket, or came with a message that belongs to no other."""
    said = select(StoredMessage.id).where(
        StoredMessage.conversation_id == ticket.conversation_id, StoredMessage.at >= ticket.received_at
    )
    loose = Attachment.ticket_id.is_(None) & Attachment.message_id.in_(said)
    query = select(Attachment).where(or_(Attachment.ticket_id == ticket.id, loose)).order_by(Attachment.at)
    return (await session.execute(query)).scalars().all()


async def _talk(session: Session, ticket: Ticket) -> Sequence[StoredMessage]:
    query = select(StoredMessage).where(StoredMessage.conversation_id == ticket.conversation_id)
    query = query.order_by(StoredMessage.at.desc()).limit(MOST)
    return (await session.execute(query)).scalars().all()[::-1]


async def _speakers(session: Session, ticket: Ticket) -> Mapping[str, str]:
    """Of all tickets of the conversation: their words stand in one talk."""
    query = select(TicketEvent.detail["message"].as_string(), TicketEvent.actor).join(Ticket)
    query = query.where(Ticket.conversation_id == ticket.conversation_id, TicketEvent.step.in_(SAYING))
    return {message: actor for message, actor in await session.execute(query) if message is not None}


async def _questions(session: Session, messages: Sequence[str]) -> Mapping[str, Question]:
    query = select(Question).where(Question.message_id.in_(messages))
    return {question.message_id: question for question in (await session.execute(query)).scalars()}
