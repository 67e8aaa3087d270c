"""Steps that several dialogues in the staff group share."""

from dataclasses import replace

from stand_in import Group, StaffMember, User
from stand_in.topic import Topic
from tests.thirty_days import THIRTY_DAYS
from tickets.queue.lists import all_tickets
from tickets.record.contact import Contact
from tickets.record.ticket import Ticket, TicketKind
from tickets.staff.member import add_staff, begin_link, link
from tickets.steps.opening import Opening
from tickets.store.database import Database

OLGA, BORIS = "olga@example.org", "boris@example.org"


async def known(member: StaffMember, email: str, database: Database) -> StaffMember:
    """The member is known to the bot by this e-mail."""
    async with database.transaction() as session:
        await add_staff(session, email)
        await link(session, await begin_link(session, email), member.id)
    return member


async def ticket(database: Database) -> Ticket:
    """The newest."""
    async with database.reading() as session:
        return (await all_tickets(session))[0]


def call(conversation: str, **more: object) -> Opening:
    """A call for staff, as an edge hands it in."""
    given = Opening(
        conversation_id=conversation,
        channel="telegram",
        origin=f"telegram:{conversation}",
        kind=TicketKind.HUMAN,
        requests=(),
        text="Мои данные утекли",
        contact=Contact(),
        consent=None,
        edition="1",
        edition_sha256="0" * 64,
        claim_term=THIRTY_DAYS,
    )
    return replace(given, **more)


async def calls(user: User, staff: Group, database: Database, words: str = "Мои данные утекли, помогите!") -> Topic:
    """The person calls for staff; gives the topic, in which the card and their words have been said."""
    await user.says(words)
    await user.hears()
    await user.presses("Позвать сотрудника")
    await user.hears()
    topic = await staff.topic((await ticket(database)).number)
    await staff.hears(topic)
    await staff.hears(topic)
    return topic


async def taken(user: User, staff: Group, database: Database, by: StaffMember) -> Topic:
    """The same, and somebody has taken the ticket; nothing is unheard in the topic."""
    topic = await calls(user, staff, database)
    await by.presses("Взять")
    await staff.hears(topic)
    return topic
