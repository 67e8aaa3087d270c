"""Filling in a draft: its text, the legal shapes, a contact, the consent, and then the ticket.

(A claim begins with DOCUMENT where it is not clear under which one it is made.)

      text           requests (deletion)    contact             consent
──▶ TEXT ──────────▶ REQUEST ────────────▶ CONTACT ──────────▶ CONSENT ──▶ ticket
     ╰────── a claim goes straight ─────────▲                     ╰─ no ──▶ nothing is kept
«Назад» leads from each to the one before; files are attached at any of them (`bot.dialogue.attachments`).
"""

import asyncio
from typing import assert_never

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.dialogue.asking import about, act_of, after_text, ask, before, consent_shown
from bot.dialogue.buttons import Agree, Back, Choice, Fill, Shape, UnderDocument, contact_keyboard, document_key
from bot.dialogue.choosing import choice_keyboard, mark
from bot.dialogue.receipt import say_receipt
from bot.dialogue.turn import CHANNEL, NotDone, Turn, pressed, words_in
from bot.reading.parts import Parts, told_in
from bot.reading.words import text_of
from bot.sending.layout import plain
from desk.claiming import NOT_KNOWN, consented_to, to_choose
from desk.wish import Wish
from tickets.record.address import WrongEmail, find_email, without_emails
from tickets.record.attachment import hand_in
from tickets.record.contact import Contact
from tickets.record.draft import OF_TICKET, Draft, Stage, begin_draft, drop_draft, find_draft, write_down
from tickets.record.labels import EMAIL_FAULTS
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.steps.opening import ticket_of
from tickets.text.folding import fold
from tickets.text.phones import other_phones, prefixed_phones
from tickets.text.prose import is_prose

#: Where each choice is offered.
_STAGES = {
    Choice.NEXT: (Stage.TEXT, Stage.REQUEST),
    Choice.HERE: (Stage.CONTACT,),
    Choice.DISAGREE: (Stage.CONSENT,),
    Choice.CANCEL: tuple(Stage),
}


class Waiting(Filter):
    """The draft waits for one of these."""

    def __init__(self, *stages: Stage) -> None:
        self._stages = stages

    async def __call__(self, _message: Message, stage: Stage | None) -> bool:
        return stage in self._stages


async def begin(
    turn: Turn, kind: TicketKind, act: str, text: str | None, shape: Request | None = None, parts: Parts = ()
) -> None:
    """Start a draft for what `act` asks, and ask for what is missing; a shape that is known need not be chosen."""
    draft = Draft(
        conversation_id=turn.conversation.id,
        kind=kind,
        stage=Stage.TEXT,
        origin=turn.origin(act),
        parts=told_in(parts),
    )
    if text is not None:
        draft.text, draft.requests = text, await _go_on(turn, draft, text)
    if shape is not None:
        draft.requests, draft.stage = [str(shape)], Stage.CONTACT
    if kind is TicketKind.CLAIM and await to_choose(turn.session, turn.desk.knowledge, turn.conversation.id):
        draft.stage = Stage.DOCUMENT
    await ask(turn, await begin_draft(turn.session, draft))


async def cancel(_message: Message, turn: Turn) -> None:
    """Forget the draft, if there is one."""
    draft = await find_draft(turn.session, turn.conversation.id)
    if draft is None:
        turn.say(plain(turn.words.nothing_to_cancel))
    else:
        await _drop(turn, draft)


async def tell_text(message: Message, turn: Turn, parts: Parts = ()) -> None:
    draft, text = await turn.awaited(), words_in(message)
    # From now on the act is the message that holds the words, so that a change of it is known for what it is.
    draft.origin = turn.origin(f"{message.message_id}.{draft.kind}")
    draft.parts = told_in(parts)
    await write_down(turn.session, draft, text=text, requests=await _go_on(turn, draft, text))
    await ask(turn, draft)


async def tell_contact(message: Message, turn: Turn) -> None:
    draft, words = await turn.awaited(), turn.words
    told = text_of(message)
    for policy in turn.desk.knowledge.policies.values():  # an operator's own is nobody else's
        told = told.replace(policy.contact, " ")
    contact, wrong = None, words.no_contact
    if is_prose(told):
        wrong = words.no_story
    else:
        try:
            contact = find_contact(told)
        except WrongEmail as error:
            wrong = EMAIL_FAULTS[error.fault].to(turn.conversation.language)
    if contact is not None and turn.session.means.vault.shut:
        contact, wrong = None, words.contacts_locked
    if contact is None:
        turn.say(plain(wrong), buttons=contact_keyboard(words, act_of(draft)))
        return
    draft.stage = Stage.CONSENT
    await write_down(turn.session, draft, email=contact.email, phone=contact.phone)
    await ask(turn, draft)


async def ask_again(_message: Message, turn: Turn) -> None:
    """Here only a button answers, so that nobody agrees to anything by accident."""
    draft = await turn.awaited()
    turn.say(plain(turn.words.press_button))
    await ask(turn, draft)


async def mark_shape(callback: CallbackQuery, callback_data: Shape, turn: Turn) -> None:
    draft = await _draft_at(turn, callback_data.act, Stage.REQUEST)
    requests = mark(draft, callback_data.request, chosen=callback_data.chosen)
    await write_down(turn.session, draft, requests=requests)
    turn.replace_buttons(pressed(callback), choice_keyboard(turn.words, draft, callback_data.act))


async def choose_document(callback: CallbackQuery, callback_data: UnderDocument, turn: Turn) -> None:
    draft = await _draft_at(turn, callback_data.act, Stage.DOCUMENT)
    known = {document_key(document): document for document in turn.desk.knowledge.policies} | {"": NOT_KNOWN}
    if callback_data.document not in known:
        raise NotDone(turn.words.stale_button)
    turn.replace_buttons(pressed(callback))
    draft.document = known[callback_data.document]
    draft.stage = Stage.TEXT if draft.text is None else after_text(draft)
    await ask(turn, draft)


async def choose(callback: CallbackQuery, callback_data: Fill, turn: Turn) -> None:
    draft = await _draft_at(turn, callback_data.act, *_STAGES[callback_data.choice])
    if callback_data.choice is Choice.NEXT and draft.stage is Stage.TEXT and draft.text is None:
        raise NotDone(turn.words.stale_button)
    if callback_data.choice is Choice.NEXT and draft.stage is Stage.REQUEST and not draft.requests:
        raise NotDone(turn.words.choose_one)
    turn.replace_buttons(pressed(callback))
    match callback_data.choice:
        case Choice.NEXT:
            draft.stage = after_text(draft) if draft.stage is Stage.TEXT else Stage.CONTACT
            await ask(turn, draft)
        case Choice.HERE:
            draft.stage = Stage.CONSENT
            await write_down(turn.session, draft, email=None, phone=None)
            await ask(turn, draft)
        case Choice.DISAGREE:
            policy = consented_to(turn.desk.knowledge, await about(turn, draft))
            await drop_draft(turn.session, turn.conversation.id)
            turn.say(plain(turn.words.refused.format(contact=policy.contact)))
        case Choice.CANCEL:
            await _drop(turn, draft)
        case other:
            assert_never(other)


async def go_back(callback: CallbackQuery, callback_data: Back, turn: Turn) -> None:
    """What was told stays, and can be told anew."""
    draft = await _draft_at(turn, callback_data.act, *({callback_data.stage} - OF_TICKET))
    turn.replace_buttons(pressed(callback))
    draft.stage = before(draft)
    await ask(turn, draft)


async def agree(callback: CallbackQuery, callback_data: Agree, turn: Turn) -> None:
    draft = await _draft_at(turn, callback_data.act, Stage.CONSENT)
    turn.replace_buttons(pressed(callback))
    if callback_data.words == await consent_shown(turn, draft):
        await _open(turn, draft)
    else:  # the document has changed since: nobody has agreed to words they were not shown
        await ask(turn, draft)


async def _open(turn: Turn, draft: Draft) -> None:
    assert draft.text is not None
    wish = Wish(
        conversation=turn.conversation.id,
        channel=CHANNEL,
        origin=draft.origin,
        kind=draft.kind,
        text=draft.text,
        contact=Contact(draft.name, draft.email, draft.phone),
        consent=True,
        requests=tuple(map(Request, draft.requests)),
        identity=Identity.TELEGRAM,
        document=await about(turn, draft),
    )
    ticket = await turn.desk.open_ticket(wish, turn.session)
    await hand_in(turn.session, turn.conversation.id, ticket.id)
    await drop_draft(turn.session, turn.conversation.id)
    await say_receipt(turn, ticket)


def find_contact(text: str) -> Contact | None:
    """What of a contact the text holds; None when neither an address nor a number is in it.

    A number comes as its digits, with a plus where one was typed: of several the first, above all one with a prefix.
    Raises WrongEmail where what stands around an «@» is no address.
    """
    email = find_email(text)
    folded = fold(without_emails(text)).plain
    phones = [*prefixed_phones(folded)] or [*other_phones(folded, asked=True)]
    phone = min(phones, key=lambda phone: (phone.start, -phone.end), default=None)
    return Contact(email=email, phone=phone.digits if phone else None) if email or phone else None


async def _drop(turn: Turn, draft: Draft) -> None:
    words, number = turn.words, draft.number
    await drop_draft(turn.session, turn.conversation.id)
    turn.say(plain(words.left_as_is.format(number=number) if number else words.cancelled))


async def _draft_at(turn: Turn, act: str, *stages: Stage) -> Draft:
    """The draft of this act, which waits at one of these stages; raises NotDone where it no longer does."""
    draft = await turn.draft()
    if draft and draft.origin == turn.origin(act) and draft.stage in stages:
        return draft
    ticket = await ticket_of(turn.session, turn.origin(act))
    raise NotDone(turn.words.already.format(number=ticket.number) if ticket else turn.words.stale_button)


async def _go_on(turn: Turn, draft: Draft, text: str) -> list[str]:
    """To what follows this text; gives the legal shapes that it proposes, where these are asked for.

    A proposal counts for nothing until the person goes on with it. Where nobody can tell, nothing is marked.
    """
    draft.stage = after_text(draft)
    if draft.stage is not Stage.REQUEST:
        return []
    return [*map(str, await asyncio.to_thread(turn.desk.knowledge.shapes, text))]
