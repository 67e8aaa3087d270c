"""A scene: all that the page of one ticket shows, and by which its forms are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from api.console.deliveries import deliveries
from api.console.ticket.asked import Asked, recently_asked
from desk.journal import Question
from tickets.erasure.person import find_person
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.queue.speakers import speakers
from tickets.record.attachment import Attachment
from tickets.record.conversation import Author, Conversation, StoredMessage
from tickets.record.rating import Rating
from tickets.record.ticket import Ticket
from tickets.staff.face import Face, faces
from tickets.staff.member import StaffMember, active_staff
from tickets.staff.presence import Present, present
from tickets.steps.blocking import Block
from tickets.steps.pending import PendingReply, pending_of
from tickets.steps.rating import rating_of
from tickets.store.base import now
from tickets.store.database import Session
from tickets.store.vault import Locked

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
    faces: Mapping[str, Face]  #: of everybody who is or was a member
    files: Sequence[Attachment]  #: of this ticket, oldest first
    waiting: Sequence[Attachment]  #: those that wait to leave with a pending reply
    pending: Sequence[PendingReply]
    colleagues: Sequence[Present]  #: who else is at the ticket just now
    others: Sequence[Ticket]  #: the same person's, newest first
    asked: Sequence[Asked]  #: what the same person asked last, newest first
    blocks: Sequence[Block]  #: in force for this person, whichever ticket they come from
    staff: Sequence[StaffMember]
    deliveries: Sequence[OutboxRow]
    rating: Rating | None  #: whether the person was helped

    @property
    def seen(self) -> int:
        """The last event that the page shows."""
        return self.ticket.events[-1].id

    @property
    def from_person(self) -> Sequence[Attachment]:
        """Files that the person sent."""
        of_staff = {said.id for said in self.talk if said.author is Author.STAFF}
        return [file for file in self.files if file.message_id not in of_staff]

    def waits_with(self, reply: PendingReply | None) -> Sequence[Attachment]:
        """Files that wait with this reply."""
        return [file for file in self.waiting if reply is not None and file.pending_id == reply.id]

    @property
    def person(self) -> str:
        """How the heading calls whoever has written."""
        name = self.ticket.name
        return name if name and not isinstance(name, Locked) else "Гость"

    def place_of(self, asked: Asked) -> str:
        """Address of a question in this talk, or in that of another of their tickets; empty where there is none."""
        if asked.message in {said.id for said in self.talk}:
            return f"#said-{asked.message}"
        ticket = next((other for other in self.others if other.conversation_id == asked.conversation), None)
        return f"/console/tickets/{ticket.number}#said-{asked.message}" if ticket else ""

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
    files = await files_of(session, ticket)
    return Scene(
        me=me,
        at=now(),
        zone=zone,
        ticket=ticket,
        channel=conversation.channel,
        left_at=conversation.left_at,
        talk=talk,
        questions=await _questions(session, [said.id for said in talk]),
        speakers=await speakers(session, ticket.conversation_id),
        faces=await faces(session),
        files=[file for file in files if file.pending_id is None],
        waiting=[file for file in files if file.pending_id is not None],
        pending=await pending_of(session, ticket),
        colleagues=(await present(session, [ticket.id], apart_from=me)).get(ticket.id, []),
        others=(await session.execute(others.order_by(Ticket.id.desc()))).scalars().all(),
        asked=await recently_asked(session, person.conversations),
        blocks=(await session.execute(blocks.order_by(Block.id))).scalars().all(),
        staff=await active_staff(session),
        deliveries=await deliveries(session, ticket),
        rating=await rating_of(session, ticket),
    )


async def files_of(session: Session, ticket: Ticket) -> Sequence[Attachment]:
    """What was handed in with a ticket, came with a message that belongs to no other, or waits to leave."""
    said = select(StoredMessage.id).where(
        StoredMessage.conversation_id == ticket.conversation_id, StoredMessage.at >= ticket.received_at
    )
    loose = Attachment.ticket_id.is_(None) & Attachment.message_id.in_(said)
    waits = Attachment.pending_id.in_(select(PendingReply.id).where(PendingReply.ticket_id == ticket.id))
    query = select(Attachment).where(or_(Attachment.ticket_id == ticket.id, loose, waits)).order_by(Attachment.at)
    return (await session.execute(query)).scalars().all()


async def _talk(session: Session, ticket: Ticket) -> Sequence[StoredMessage]:
    query = select(StoredMessage).where(StoredMessage.conversation_id == ticket.conversation_id)
    query = query.order_by(StoredMessage.at.desc()).limit(MOST)
    return (await session.execute(query)).scalars().all()[::-1]


async def _questions(session: Session, messages: Sequence[str]) -> Mapping[str, Question]:
    query = select(Question).where(Question.message_id.in_(messages))
    return {question.message_id: question for question in (await session.execute(query)).scalars()}
