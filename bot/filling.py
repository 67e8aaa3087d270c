"""Filling in a draft: its text, the legal shape, a contact, the consent, and then the ticket.

      text           request (deletion)     contact             consent
──▶ TEXT ──────────▶ REQUEST ────────────▶ CONTACT ──────────▶ CONSENT ──▶ ticket
     ╰────── a claim goes straight ─────────▲                     ╰─ no ──▶ nothing is kept
"""

import hashlib
from typing import assert_never

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.buttons import (
    Agree,
    Choice,
    Fill,
    Shape,
    cancel_row,
    consent_keyboard,
    contact_keyboard,
    keyboard,
    request_keyboard,
)
from bot.contact import find_contact
from bot.layout import link, plain
from bot.phrases import CANCEL_WORDS
from bot.receipt import receipt
from bot.turn import CHANNEL, GiveTurn, Turn, pressed
from desk.consent import consent_text
from desk.message import EmptyText, TooLongText, clean
from desk.request_shape import propose_request
from desk.wish import Wish
from tickets.draft import Draft, Stage, begin_draft, drop_draft
from tickets.opening import Contact
from tickets.queue import ticket_of
from tickets.ticket import TicketKind


class Waiting(Filter):
    """The draft waits for one of these."""

    def __init__(self, *stages: Stage) -> None:
        self._stages = stages

    async def __call__(self, _message: Message, stage: Stage | None) -> bool:
        return stage in self._stages


def filling() -> Router:
    router = Router(name="filling")
    router.message.middleware(GiveTurn())
    router.callback_query.middleware(GiveTurn())
    words = F.text | F.caption
    router.message.register(cancel, Waiting(*Stage), F.text.strip().lower().in_(CANCEL_WORDS))
    router.message.register(tell_text, Waiting(Stage.TEXT), words)
    router.message.register(tell_contact, Waiting(Stage.CONTACT), words)
    router.message.register(ask_again, Waiting(Stage.REQUEST, Stage.CONSENT), words)
    router.callback_query.register(choose_shape, Shape.filter())
    router.callback_query.register(choose, Fill.filter())
    router.callback_query.register(agree, Agree.filter())
    return router


async def begin(turn: Turn, kind: TicketKind, act: str, text: str | None) -> None:
    """Start a draft for what `act` asks, and ask for what is missing."""
    draft = Draft(
        conversation_id=turn.conversation.id,
        kind=kind,
        stage=Stage.TEXT if text is None else _after_text(kind),
        origin=turn.origin(act),
        text=text,
    )
    _ask(turn, await begin_draft(turn.session, draft))


async def cancel(_message: Message, turn: Turn) -> None:
    """Forget the draft, if there is one."""
    dropped = await drop_draft(turn.session, turn.conversation.id)
    turn.say(plain(turn.words.cancelled if dropped else turn.words.nothing_to_cancel))


async def tell_text(message: Message, turn: Turn) -> None:
    draft = await turn.draft()
    assert draft is not None
    try:
        draft.text = clean(message.text or message.caption or "")
    except EmptyText:
        turn.say(plain(turn.words.only_text))
    except TooLongText:
        turn.say(plain(turn.words.too_long))
    else:
        draft.stage = _after_text(draft.kind)
        _ask(turn, draft)


async def tell_contact(message: Message, turn: Turn) -> None:
    draft = await turn.draft()
    assert draft is not None
    contact = find_contact(message.text or message.caption or "")
    if contact is None:
        turn.say(plain(turn.words.no_contact), buttons=contact_keyboard(turn.words, _act(draft)))
        return
    draft.email, draft.phone = contact.email, contact.phone
    draft.stage = Stage.CONSENT
    _ask(turn, draft)


async def ask_again(_message: Message, turn: Turn) -> None:
    """Here only a button answers, so that nobody agrees to anything by accident."""
    draft = await turn.draft()
    assert draft is not None
    turn.say(plain(turn.words.press_button))
    _ask(turn, draft)


async def choose_shape(callback: CallbackQuery, callback_data: Shape, turn: Turn) -> str | None:
    draft = await _draft_at(turn, callback_data.act, Stage.REQUEST)
    if draft is None:
        return await _too_late(turn, callback_data.act)
    draft.request = callback_data.request
    draft.stage = Stage.CONTACT
    turn.replace_buttons(pressed(callback))
    _ask(turn, draft)
    return None


async def choose(callback: CallbackQuery, callback_data: Fill, turn: Turn) -> str | None:
    stages = {Choice.HERE: Stage.CONTACT, Choice.DISAGREE: Stage.CONSENT}
    draft = await _draft_at(turn, callback_data.act, stages.get(callback_data.choice))
    if draft is None:
        return await _too_late(turn, callback_data.act)
    turn.replace_buttons(pressed(callback))
    match callback_data.choice:
        case Choice.HERE:
            draft.stage = Stage.CONSENT
            _ask(turn, draft)
        case Choice.DISAGREE:
            await drop_draft(turn.session, turn.conversation.id)
            turn.say(plain(turn.words.refused.format(contact=turn.desk.knowledge.policy.contact)))
        case Choice.CANCEL:
            await drop_draft(turn.session, turn.conversation.id)
            turn.say(plain(turn.words.cancelled))
        case other:
            assert_never(other)
    return None


async def agree(callback: CallbackQuery, callback_data: Agree, turn: Turn) -> str | None:
    draft = await _draft_at(turn, callback_data.act, Stage.CONSENT)
    if draft is None:
        return await _too_late(turn, callback_data.act)
    turn.replace_buttons(pressed(callback))
    if callback_data.words == _digest(consent_text(turn.desk.knowledge.policy)):
        await _open(turn, draft)
    else:  # the document has changed since: nobody has agreed to words they were not shown
        _ask(turn, draft)
    return None


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
        request=draft.request,
    )
    ticket = await turn.desk.open_ticket(wish, turn.session)
    await drop_draft(turn.session, turn.conversation.id)
    turn.say(*receipt(turn.words, ticket))


def _ask(turn: Turn, draft: Draft) -> None:
    """Say what the draft waits for."""
    words, act = turn.words, _act(draft)
    match draft.stage:
        case Stage.TEXT:
            turn.say(plain(words.ask_text[draft.kind]), buttons=keyboard(cancel_row(words, act)))
        case Stage.REQUEST:
            proposed = propose_request(draft.text or "")
            turn.say(plain(words.ask_request), buttons=request_keyboard(words, act, proposed))
        case Stage.CONTACT:
            turn.say(plain(words.ask_contact), buttons=contact_keyboard(words, act))
        case Stage.CONSENT:
            # The law wants a consent apart from all else, so this message holds nothing but it.
            policy = turn.desk.knowledge.policy
            document = link(words.consent_edition.format(edition=policy.edition.id), policy.published_at)
            consent = consent_text(policy)
            turn.say(plain(consent), document, buttons=consent_keyboard(words, act, _digest(consent)))
        case other:
            assert_never(other)


async def _draft_at(turn: Turn, act: str, stage: Stage | None) -> Draft | None:
    """The draft of this act if it waits at that stage; at any when None."""
    draft = await turn.draft()
    if draft is None or draft.origin != turn.origin(act) or stage not in {None, draft.stage}:
        return None
    return draft


async def _too_late(turn: Turn, act: str) -> str:
    ticket = await ticket_of(turn.session, turn.origin(act))
    return turn.words.already.format(number=ticket.number) if ticket else turn.words.stale_button


def _after_text(kind: TicketKind) -> Stage:
    return Stage.REQUEST if kind is TicketKind.DELETION else Stage.CONTACT


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _act(draft: Draft) -> str:
    return draft.origin.rsplit(":", 1)[1]
