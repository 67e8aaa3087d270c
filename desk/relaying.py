"""Relaying: what a person writes reaches the staff who hold their ticket, with what the policy says to it at once."""

from collections.abc import Sequence

from desk.deciding import journal_entry, quoted
from desk.journal import given_beside_staff
from desk.knowledge import Knowledge
from desk.language import frame_language
from desk.message import Message
from desk.policy_line import Talk, policy_line
from desk.reply import Quote, Relayed
from desk.waiting import how_it_stands, note_complaint
from index.understanding import Understanding
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import REPLY
from tickets.life import hold
from tickets.post.copy import said_at
from tickets.post.outbox import STAFF, room_lane, tell, wake_staff
from tickets.post.topics.to_staff import UserWrote
from tickets.queue.lists import held_ticket
from tickets.queue.standing import Standing
from tickets.record.conversation import Author, Conversation, StoredMessage
from tickets.record.ticket import USER, Status, Ticket
from tickets.store.database import Session


async def relay(
    session: Session,
    conversation: Conversation,
    stored: StoredMessage,
    message: Message,
    understood: tuple[Knowledge, Understanding] | None = None,
    *,
    whole: bool = False,
) -> Relayed:
    """Hand the message on; where it is `understood`, the person also gets the clauses that answer it beyond doubt, and
    whoever waits for an answer hears how their ticket stands."""
    ticket = await held_ticket(session, conversation.id)
    quotes: tuple[Quote, ...] = ()
    found: Standing | None = None
    if ticket is not None:
        ticket = await hold(session, ticket.number)  # so that of two messages one gets the clause
        if understood is not None:
            knowledge, understanding = understood
            talk = await talk_about(session, conversation, ticket, message)
            found = await stands_beside_staff(session, knowledge, message, conversation, ticket)
            await note_complaint(session, found)
            clauses = policy_line(understanding, knowledge.decide(understanding), talk)
            quotes = quoted(knowledge, clauses)
            if quotes:
                conversation.language = frame_language(conversation, understanding.language, message.language)
                entry = journal_entry(knowledge, understanding, stored, Relayed.__name__, clauses)
                session.add(entry)
    show(session, ticket, stored, message, quotes, whole=whole)
    if ticket is not None:
        await perform(session, REPLY, Deed(number=ticket.number, actor=USER))
    return relayed(conversation, stored, ticket, quotes, message.language, found)


async def stands_beside_staff(
    session: Session, knowledge: Knowledge, message: Message, conversation: Conversation, ticket: Ticket | None
) -> Standing | None:
    """How the ticket of whoever waits stands, where the bot may say anything beside staff."""
    if ticket is None or not (await talk_about(session, conversation, ticket, message)).is_open:
        return None
    return await how_it_stands(session, knowledge, message, conversation.id)


async def talk_about(session: Session, conversation: Conversation, ticket: Ticket, message: Message) -> Talk:
    """How the talk about a ticket in hand stands when this message comes."""
    return Talk(
        asked=ticket.status is Status.WAITING,
        muted=ticket.muted,
        for_staff=bool(message.preface) or await _answers_staff(session, conversation, message.reply_to),
        given=await given_beside_staff(session, ticket),
    )


def show(
    session: Session,
    ticket: Ticket | None,
    stored: StoredMessage,
    message: Message,
    given: Sequence[Quote] = (),
    *,
    whole: bool = False,
) -> None:
    """Let staff read what the person wrote, where they work on the ticket, and which clauses it was `given` at once."""
    number = ticket.number if ticket else None
    lane = room_lane(number) if number else STAFF
    album = message.album if whole else None
    clauses = tuple(quote.address for quote in given)
    titles = tuple(quote.title for quote in given) if any(quote.title for quote in given) else ()
    wrote = UserWrote(
        number, stored.id, message.reply_to, whole, album, marked=bool(message.preface), clauses=clauses, titles=titles
    )
    tell(session, STAFF, lane, wrote, f"message:{stored.id}")
    wake_staff(session, number)


def relayed(
    conversation: Conversation,
    stored: StoredMessage,
    ticket: Ticket | None,
    quotes: tuple[Quote, ...] = (),
    language: str | None = None,
    standing: Standing | None = None,
) -> Relayed:
    """The reply; in the language of the conversation, unless the site has chosen another."""
    return Relayed(
        conversation=conversation.id,
        message=stored.id,
        language=frame_language(conversation, conversation.language, language),
        ticket=ticket.number if ticket else None,
        quotes=quotes,
        standing=standing,
    )


async def _answers_staff(session: Session, conversation: Conversation, spot: str | None) -> bool:
    """Whether the channel shows words of staff there."""
    if spot is None:
        return False
    said = await said_at(session, conversation, spot)
    return said is not None and said.author is Author.STAFF
