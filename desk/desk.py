"""The desk: one message in, one reply out, the same for every edge."""

import asyncio
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from desk.deciding import given, journal_entry, offered, reply_to
from desk.history import history
from desk.journal import Question
from desk.knowledge import Knowledge
from desk.language import frame_language
from desk.message import EmptyText, Message, marked, storable
from desk.relaying import relay, relayed, show, talk_about
from desk.reply import Relayed, Reply
from desk.wish import ConsentMissing, Wish, consent_text, reason_to_block
from index.dialogue import Turn
from index.understanding import Understanding
from tickets.queue.lists import calling_ticket, held_ticket
from tickets.record.contact import Contact
from tickets.record.conversation import (
    Author,
    Owner,
    begin_conversation,
    find_conversation,
    find_message,
    store_message,
)
from tickets.record.ticket import Ticket, TicketKind
from tickets.steps.opening import Opening, open_ticket
from tickets.store.database import Database, Session

NAMED = 0.9  #: least probability of what a request asks to be taken from its words where nobody has confirmed it


class AlreadyReceived(ValueError):
    """The channel delivered this message before."""


class NeverReceived(LookupError):
    """There is no such message, so there is no reply to repeat."""


class OtherMessageUnderSameId(ValueError):
    """A message with another text was received under this id."""


@dataclass(frozen=True, slots=True)
class _Glance:
    """What is known of a conversation before its next message is stored."""

    thinks: bool  #: the bot may have something to say
    earlier: tuple[Turn, ...]


class Desk:
    """Holds what it knows; everything else it is given with each message."""

    def __init__(self, database: Database, knowledge: Knowledge, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone
        self.knowledge = knowledge  #: replaced as a whole when a new index is ready; each message uses one

    async def receive(self, message: Message, session: Session) -> Reply:
        """Store the message and decide what it gets; the caller commits, and only then says it.

        Whoever called for a person is answered until somebody takes the call, and staff read along; afterwards staff
        answer, and the bot gives what `desk.policy_line` lets it.
        Raises EmptyText, TooLongText and AlreadyReceived. `session` must not have been used before: the thinking is
        done before its first statement, so that no lock is held meanwhile.
        """
        text = storable(message.text)
        knowledge = self.knowledge
        glance = await self._glance(message)
        understanding: Understanding | None = None
        if glance.thinks:
            understanding = await asyncio.to_thread(knowledge.understand, text, glance.earlier)

        conversation = await begin_conversation(session, message.channel, message.conversation)
        if await find_message(session, conversation.id, message.message_id):
            raise AlreadyReceived(message.message_id)
        kept = marked(message.preface, text)
        stored = await store_message(session, conversation.id, Author.USER, kept, message.message_id)
        # A person may have taken the conversation while we were thinking.
        if conversation.owner is Owner.STAFF:
            understood = (knowledge, understanding) if understanding else None
            return await relay(session, conversation, stored, message, understood)
        if understanding is None:
            understanding = await asyncio.to_thread(knowledge.understand, text, glance.earlier)
        conversation.language = frame_language(conversation, understanding.language, message.language)
        understanding = replace(understanding, language=conversation.language)
        if (call := await calling_ticket(session, conversation.id)) is not None:
            show(session, call, stored, message)
        reply = reply_to(knowledge, understanding, stored)
        outcome, clauses = type(reply).__name__, understanding.candidates
        session.add(journal_entry(knowledge, understanding, stored, outcome, clauses, offered(reply)))
        return reply

    async def pass_on(self, message: Message, session: Session, *, whole: bool = True) -> Relayed | None:
        """Store what came with a file or without words, for staff; None when they no longer own the conversation.

        They are shown the message as a `whole`, or only what is stored of it.

        Raises TooLongText and AlreadyReceived; the caller commits.
        """
        try:
            text = storable(message.text)
        except EmptyText:
            text = ""
        conversation = await begin_conversation(session, message.channel, message.conversation)
        if conversation.owner is not Owner.STAFF:
            return None
        if await find_message(session, conversation.id, message.message_id):
            raise AlreadyReceived(message.message_id)
        kept = marked(message.preface, text)
        stored = await store_message(session, conversation.id, Author.USER, kept, message.message_id)
        return await relay(session, conversation, stored, message, whole=whole)

    async def repeat(self, message: Message) -> Reply:
        """The reply to a message that was received before, for a channel whose answer got lost; stores nothing.

        Raises EmptyText, TooLongText, NeverReceived and OtherMessageUnderSameId.
        """
        text = storable(message.text)
        knowledge = self.knowledge
        async with self._database.reading() as session:
            conversation = await find_conversation(session, message.channel, message.conversation)
            if conversation is None:
                raise NeverReceived(message.conversation)
            stored = await find_message(session, conversation.id, message.message_id)
            if stored is None:
                raise NeverReceived(message.message_id)
            if stored.text != text:
                raise OtherMessageUnderSameId
            question = await session.get(Question, stored.id)
            if question is None or question.outcome == Relayed.__name__:
                ticket = await held_ticket(session, conversation.id)
                quotes = given(knowledge, question) if question else ()
                return relayed(conversation, stored, ticket, quotes, message.language)
            earlier = await history(session, conversation.id, before=stored.at)
        understanding = await asyncio.to_thread(knowledge.understand, text, earlier)
        language = frame_language(conversation, understanding.language, message.language)
        return reply_to(knowledge, replace(understanding, language=language), stored)

    async def open_ticket(self, wish: Wish, session: Session) -> Ticket:
        """Open the ticket that a person agreed to, or give the one that the same act opened before.

        Raises ConsentMissing, EmptyText, TooLongText and OtherWishUnderSameKey; the caller commits.
        """
        if not wish.consent and (wish.kind is not TicketKind.HUMAN or wish.contact != Contact()):
            raise ConsentMissing
        text = storable(wish.text)
        knowledge = self.knowledge
        requests = wish.requests if wish.kind is TicketKind.DELETION else ()
        if wish.kind is TicketKind.DELETION and not requests:
            requests = await asyncio.to_thread(knowledge.shapes, text, NAMED)
        opening = Opening(
            conversation_id=wish.conversation,
            channel=wish.channel,
            origin=wish.origin,
            kind=wish.kind,
            requests=requests,
            text=text,
            contact=wish.contact,
            consent=consent_text(knowledge.policy) if wish.consent else None,
            edition=knowledge.edition.id,
            edition_sha256=knowledge.edition.sha256,
            identity=wish.identity,
            block=reason_to_block(wish.kind, requests, text),
        )
        return await open_ticket(session, opening, self._zone)

    async def _glance(self, message: Message) -> _Glance:
        async with self._database.reading() as session:
            conversation = await find_conversation(session, message.channel, message.conversation)
            if conversation is None:
                return _Glance(thinks=True, earlier=())
            earlier = await history(session, conversation.id)
            if conversation.owner is Owner.BOT:
                return _Glance(thinks=True, earlier=earlier)
            ticket = await held_ticket(session, conversation.id)
            talk = await talk_about(session, conversation, ticket, message) if ticket else None
            return _Glance(thinks=talk is not None and talk.is_open, earlier=earlier)
