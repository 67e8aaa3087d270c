"""The desk: one message in, one reply out, the same for every edge."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from desk.claim_terms import claim_term
from desk.claiming import claimed_under, consented_to, to_choose
from desk.deciding import dated, given, journal_entry, offered, reply_to
from desk.former import Asked, asked, may_want
from desk.history import history
from desk.journal import Question
from desk.knowledge import Knowledge
from desk.language import frame_language
from desk.message import EmptyText, Message, marked, storable
from desk.relaying import relay, relayed, show, stands_beside_staff, talk_about
from desk.reply import Relayed, Reply
from desk.tally import Tally
from desk.waiting import how_it_stands, note_complaint
from desk.wish import ConsentMissing, Wish, consent_text, reason_to_block
from index.dialogue import Turn
from index.understanding import Understanding
from tickets.queue.expecting import Answering, Expected, expected, expected_once, note_told
from tickets.queue.lists import calling_ticket, held_ticket
from tickets.record.contact import Contact
from tickets.record.conversation import (
    Author,
    Conversation,
    Owner,
    begin_conversation,
    find_conversation,
    find_message,
    opened_conversation,
    store_message,
)
from tickets.record.ticket import Ticket, TicketKind
from tickets.steps.opening import Opening, open_ticket
from tickets.store.database import Database, Session
from tickets.terms.claim import UNKNOWN

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
    document: str | None = None  #: to which the conversation keeps
    heard: str = ""  #: what is to be understood


class Desk:
    """Holds what it knows; everything else it is given with each message."""

    def __init__(
        self, database: Database, knowledge: Knowledge, zone: ZoneInfo, answering: Answering | None = None
    ) -> None:
        self._database = database
        self._zone = zone
        self.answering = answering or Answering(zone)  #: when staff answer
        self.tally = Tally()
        self.knowledge = knowledge  #: replaced as a whole when a new index is ready; each message uses one

    async def receive(self, message: Message, session: Session) -> Reply:
        """Store the message and decide what it gets; the caller commits, and only then says it.

        Whoever called for a person is answered until somebody takes the call, and staff read along; afterwards staff
        answer, and the bot gives what `desk.policy_line` lets it.
        Raises EmptyText, TooLongText, AlreadyReceived and UnknownDocumentError. `session` must not have been used
        before: the thinking is done before its first statement, so that no lock is held meanwhile.
        """
        text = storable(message.text)
        glance = await self._glance(message)
        within = self._asked(message.document, glance.document)
        wanted = await _wanted(within, message, text, glance.earlier)
        knowledge = wanted.knowledge
        glance = replace(glance, heard=_heard(wanted, text, glance.earlier))
        understanding: Understanding | None = None
        if glance.thinks:
            understanding = await self._think(knowledge, message, glance)
        with self.tally.timed("record", message.channel):
            reply, understood = await self._record(message, session, knowledge, text, glance, understanding)
        self.tally.answered(message.channel, reply, knowledge, understood)
        return reply

    def within_reach(self, conversation: Conversation) -> Knowledge:
        """What a conversation is answered from."""
        return self._asked(None, conversation.document)

    def _asked(self, named: str | None, kept: str | None) -> Knowledge:
        """The document that a message names, else that which its conversation keeps to, else all."""
        if named is None and kept not in self.knowledge.documents:  # gone since it was chosen
            return self.knowledge
        return self.knowledge.within(named or kept)

    async def _think(self, knowledge: Knowledge, message: Message, glance: _Glance) -> Understanding:
        traces = self._database.means.traces
        with self.tally.timed("think", message.channel), traces.within("understand", channel=message.channel):
            return await knowledge.think(glance.heard, glance.earlier)

    async def _record(
        self,
        message: Message,
        session: Session,
        knowledge: Knowledge,
        text: str,
        glance: _Glance,
        understanding: Understanding | None,
    ) -> tuple[Reply, Understanding | None]:
        conversation, is_new = await opened_conversation(
            session, message.channel, message.conversation, likely=message.begins
        )
        if not is_new and await find_message(session, conversation.id, message.message_id):
            raise AlreadyReceived(message.message_id)
        kept = marked(message.preface, text)
        stored = await store_message(session, conversation.id, Author.USER, kept, message.message_id, is_first=is_new)
        # A person may have taken the conversation while we were thinking.
        if conversation.owner is Owner.STAFF:
            understood = (knowledge, understanding) if understanding else None
            passed = await relay(session, conversation, stored, message, understood)
            passed = dated(knowledge, replace(passed, former=knowledge.former if passed.quotes else None))
            passed = replace(passed, expected=await expected_once(session, self.answering, conversation))
            return passed, understanding
        if understanding is None:
            understanding = await self._think(knowledge, message, glance)
        conversation.language = frame_language(conversation, understanding.language, message.language)
        understanding = replace(understanding, language=conversation.language)
        call = None if is_new else await calling_ticket(session, conversation.id)
        if call is not None:
            call.hear(stored.at)
            show(session, call, stored, message)
        found = await how_it_stands(session, knowledge, message, conversation.id)
        await note_complaint(session, found)
        reply = replace(reply_to(knowledge, understanding, stored), standing=found)
        outcome, clauses = type(reply).__name__, understanding.candidates
        session.add(journal_entry(knowledge, understanding, stored, outcome, clauses, offered(reply)))
        if TicketKind.CLAIM in offered(reply):
            reply = replace(reply, documents=await to_choose(session, knowledge, conversation.id))
        if call is not None or TicketKind.HUMAN in offered(reply):  # staff read it, or are to
            reply = replace(reply, expected=await expected_once(session, self.answering, conversation))
        return reply, understanding

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
        passed = await relay(session, conversation, stored, message, whole=whole)
        return replace(passed, expected=await expected_once(session, self.answering, conversation))

    async def repeat(self, message: Message) -> Reply:
        """The reply to a message that was received before, for a channel whose answer got lost; stores nothing.

        Raises EmptyText, TooLongText, NeverReceived, OtherMessageUnderSameId and UnknownDocumentError.
        """
        text = storable(message.text)
        async with self._database.reading() as session:
            conversation = await find_conversation(session, message.channel, message.conversation)
            if conversation is None:
                raise NeverReceived(message.conversation)
            stored = await find_message(session, conversation.id, message.message_id)
            if stored is None:
                raise NeverReceived(message.message_id)
            if stored.text != text:
                raise OtherMessageUnderSameId
            earlier = await history(session, conversation.id, before=stored.at)
            within = self._asked(message.document, conversation.document)
            wanted = await _wanted(within, message, text, earlier)
            knowledge = wanted.knowledge
            question = await session.get(Question, stored.id)
            if question is None or question.outcome == Relayed.__name__:
                ticket = await held_ticket(session, conversation.id)
                quotes = given(knowledge, question) if question else ()
                found = await stands_beside_staff(session, knowledge, message, conversation, ticket)
                passed = relayed(conversation, stored, ticket, quotes, message.language, found)
                passed = dated(knowledge, replace(passed, former=knowledge.former if quotes else None))
                return replace(passed, expected=await self._told(session, conversation))
            found = await how_it_stands(session, knowledge, message, conversation.id)
            calls = TicketKind.HUMAN.value in (question.offers or ())
            calls = calls or await calling_ticket(session, conversation.id) is not None
            told = await self._told(session, conversation) if calls else None
        understanding = await knowledge.think(_heard(wanted, text, earlier), earlier)
        language = frame_language(conversation, understanding.language, message.language)
        reply = reply_to(knowledge, replace(understanding, language=language), stored)
        return replace(reply, standing=found, expected=told)

    async def open_ticket(self, wish: Wish, session: Session) -> Ticket:
        """Open the ticket that a person agreed to, or give the one that the same act opened before.

        The caller commits. Raises ConsentMissing, EmptyText, TooLongText, UnknownDocumentError and
        OtherWishUnderSameKey.
        """
        if not wish.consent and (wish.kind is not TicketKind.HUMAN or wish.contact != Contact()):
            raise ConsentMissing
        text = storable(wish.text)
        knowledge = self.knowledge
        requests = wish.requests if wish.kind is TicketKind.DELETION else ()
        if wish.kind is TicketKind.DELETION and not requests:
            requests = await asyncio.to_thread(knowledge.shapes, text, NAMED)
        about = await claimed_under(session, knowledge, wish.conversation, wish.document)
        edition = (about or knowledge.policy).edition
        opening = Opening(
            conversation_id=wish.conversation,
            channel=wish.channel,
            origin=wish.origin,
            kind=wish.kind,
            requests=requests,
            text=text,
            contact=wish.contact,
            consent=consent_text(consented_to(knowledge, wish.document)) if wish.consent else None,
            edition=edition.id,
            edition_sha256=edition.sha256,
            identity=wish.identity,
            block=reason_to_block(wish.kind, requests, text),
            document=about.id if about else None,
            claim_term=await asyncio.to_thread(claim_term, about) if about else UNKNOWN,
            begins=wish.begins,
        )
        return await open_ticket(session, opening, self._zone)

    async def expected(self, session: Session, conversation: Conversation, *, once: bool = False) -> Expected | None:
        """When staff answer whoever has just called for them here; noted, so that what follows does not tell it again.

        `once`: nothing for those who have heard it.
        """
        if once:
            return await expected_once(session, self.answering, conversation)
        return note_told(conversation, await expected(session, self.answering))

    async def _told(self, session: Session, conversation: Conversation) -> Expected | None:
        """What was said of staff when a message was answered whose answer got lost."""
        found = await expected(session, self.answering)
        return found if found is not None and found.until == conversation.told_until else None

    async def _glance(self, message: Message) -> _Glance:
        if message.begins:
            return _Glance(thinks=True, earlier=())
        async with self._database.reading() as session:
            conversation = await find_conversation(session, message.channel, message.conversation)
            if conversation is None:
                return _Glance(thinks=True, earlier=())
            earlier = await history(session, conversation.id)
            if conversation.owner is Owner.BOT:
                return _Glance(thinks=True, earlier=earlier, document=conversation.document)
            ticket = await held_ticket(session, conversation.id)
            talk = await talk_about(session, conversation, ticket, message) if ticket else None
            thinks = talk is not None and talk.is_open
            return _Glance(thinks=thinks, earlier=earlier, document=conversation.document)


async def _wanted(knowledge: Knowledge, message: Message, text: str, earlier: Sequence[Turn]) -> Asked:
    """What the message is answered from; off the event loop where a former edition may be meant."""
    if message.edition is None and not may_want(text):
        return Asked(knowledge)
    return await asyncio.to_thread(asked, knowledge, message.edition, text, earlier)


def _heard(wanted: Asked, text: str, earlier: Sequence[Turn]) -> str:
    """What is to be understood: the message without its words for an edition; the one before, if it has no others."""
    if wanted.text is None:
        return text
    return wanted.text or (earlier[-1].text if earlier else text)
