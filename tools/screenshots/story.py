"""The story that the pictures tell: people and tickets that never were, put there by the functions that staff use."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select, update

from desk.claim_terms import claim_term
from punkt.house import House
from tickets.queue.canned import write_canned
from tickets.record.clock import Clock
from tickets.record.conversation import Author, Conversation, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import Ticket, TicketEvent
from tickets.staff.face import show_as
from tickets.staff.member import Role, add_staff, find_staff, go_away
from tickets.staff.presence import Doing, note_presence
from tickets.staff.totp import offer_totp
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.own_steps import reply
from tickets.store.base import now
from tickets.store.database import Session
from tools.screenshots.people import Told

VERA, ANNA, BORIS, OLEG = "vera@example.org", "anna@example.org", "boris@example.org", "oleg@example.org"
PASSWORD = "primer dlya kartinok"
CONSENT = "Я согласен на обработку данных для ответа на обращение"


@dataclass
class Story:
    """What the states need to know."""

    house: House
    address: str = ""
    numbers: dict[str, str] = field(default_factory=dict)  #: of tickets, by what is to be seen on them

    async def hire(self) -> None:
        """Four colleagues; one is away."""
        password = PasswordHasher().hash(PASSWORD)
        async with self.house.database.transaction() as session:
            await add_staff(session, VERA, password, Role.ADMIN)
            await add_staff(session, ANNA, password, Role.LEAD)
            await add_staff(session, BORIS, password)
            await add_staff(session, OLEG, password)
            for who, name in ((ANNA, "Анна"), (BORIS, "Борис")):
                await show_as(session, who, name, by=who)
            await go_away(session, OLEG, now() + timedelta(days=5))

    async def prepare(self) -> None:
        """Vera has a second factor, Anna her texts."""
        async with self.house.database.transaction() as session:
            await offer_totp(session, VERA)
            (await find_staff(session, VERA)).totp_since = now()
            await write_canned(
                session, None, "Приняли в работу", "Здравствуйте, {имя}! Взяли обращение {номер} в работу."
            )
            await write_canned(session, None, "Удалили данные", "Здравствуйте, {имя}! Данные удалили, акт составлен.")
            await write_canned(session, ANNA, "Нужен номер счёта", "Подскажите, пожалуйста, номер счёта.")

    async def look(self) -> None:
        """Colleagues are at work just now."""
        async with self.house.database.transaction() as session:
            for name, doing in (("late", Doing.WRITING), ("partner", Doing.LOOKING)):
                number = select(Ticket.id).where(Ticket.number == self.numbers[name])
                await note_presence(session, (await session.execute(number)).scalar_one(), BORIS, doing)

    async def open(self, session: Session, told: Told, name: str, days: float) -> Ticket:
        """A ticket that came so many days ago."""
        at = now() - timedelta(days=days)
        talk = await begin_conversation(session, told.channel, f"{len(self.numbers)}-{name}")
        await session.execute(update(Conversation).where(Conversation.id == talk.id).values(created_at=at))
        wish = Opening(
            conversation_id=talk.id,
            channel=told.channel,
            origin=f"story:{name}",
            kind=told.kind,
            requests=told.requests,
            text=told.text,
            contact=told.contact,
            consent=CONSENT,
            edition=self.house.desk.knowledge.edition.id,
            edition_sha256=self.house.desk.knowledge.edition.sha256,
            claim_term=claim_term(self.house.desk.knowledge.policy),
            identity=told.identity,
            block=told.block,
        )
        ticket = await open_ticket(session, wish, self.house.settings.zone, at)
        await session.flush()
        self.numbers[name] = ticket.number
        return ticket


async def writes(session: Session, ticket: Ticket, *texts: str) -> None:
    """The person goes on writing."""
    for text in texts:
        await store_message(session, ticket.conversation_id, Author.USER, text)
        await reply(session, ticket.number)


async def spread(session: Session, ticket: Ticket, hours: Sequence[float]) -> None:
    """Let the steps after the first have been taken so many hours after the receipt, and what came of them."""
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.step != "open")
    events = (await session.execute(query.order_by(TicketEvent.id))).scalars().all()
    moments = [ticket.received_at + timedelta(hours=hour) for hour in hours]
    for event, moment in zip(events, moments, strict=False):
        event.at = min(moment, now())
    await _say_at(session, ticket, [event.at for event in events if event.step in {"answer", "ask"}])
    last = max([event.at for event in events], default=ticket.received_at)
    clocks = update(Clock).where(Clock.ticket_id == ticket.id, Clock.met_at.is_not(None))
    await session.execute(clocks.values(met_at=last))
    if ticket.decided_at is not None:
        ticket.decided_at = last
    if ticket.closed_at is not None:
        ticket.closed_at = last


async def _say_at(session: Session, ticket: Ticket, moments: Sequence[datetime]) -> None:
    """What staff said was said at these moments, and what the person wrote since stands before and between."""
    query = select(StoredMessage).where(StoredMessage.conversation_id == ticket.conversation_id)
    said = (await session.execute(query.order_by(StoredMessage.at))).scalars().all()
    last, left = ticket.received_at, list(moments)
    for message in said:
        if message.author is Author.STAFF and left:
            last = left.pop(0)
        else:
            last += timedelta(minutes=7)
        message.at = last
