"""Filling in a draft: its text, the legal shapes, a contact, the consent, and then the ticket.

      text           requests (deletion)    contact             consent
──▶ TEXT ──────────▶ REQUEST ────────────▶ CONTACT ──────────▶ CONSENT ──▶ ticket
     ╰────── a claim goes straight ─────────▲                     ╰─ no ──▶ nothing is kept
«Назад» leads from each to the one before; files are attached at any of them (`bot.dialogue.attachments`).
"""

from typing import assert_never

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.dialogue.asking import act_of, after_text, ask, before, consent_shown
from bot.dialogue.buttons import Agree, Back, Choice, Fill, Shape, contact_keyboard
from bot.dialogue.choosing import choice_keyboard, mark, propose
from bot.dialogue.contact import find_contact
from bot.dialogue.receipt import say_receipt
from bot.dialogue.turn import CHANNEL, GiveTurn, Turn, pressed
from bot.sending.layout import plain
from bot.words.russian import CANCEL_WORDS
from desk.wish import Wish
from tickets.attachment import hand_in
from tickets.contact import Contact
from tickets.draft import OF_TICKET, Draft, Stage, begin_draft, drop_draft, find_draft, write_down
from tickets.queue import ticket_of
from tickets.ticket import Identity, Request, TicketKind

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


def filling() -> Router:
    router = Router(name="filling")
    router.message.middleware(GiveTurn())
    router.callback_query.middleware(GiveTurn())
    words = F.text | F.caption
    router.message.register(cancel, Waiting(*Stage), F.text.strip().lower().in_(CANCEL_WORDS))
    router.message.register(tell_text, Waiting(Stage.TEXT), words)
    router.message.register(tell_contact, Waiting(Stage.CONTACT), words)
    router.message.register(ask_again, Waiting(Stage.REQUEST, Stage.CONSENT), words)
    router.callback_query.register(mark_shape, Shape.filter())
    router.callback_query.register(choose, Fill.filter())
    router.callback_query.register(go_back, Back.filter())
    router.callback_query.register(agree, Agree.filter())
    return router


async def begin(turn: Turn, kind: TicketKind, act: str, text: str | None, shape: Request | None = None) -> None:
    """Start a draft for what `act` asks, and ask for what is missing; a shape that is known need not be chosen."""
    draft = Draft(
        conversation_id=turn.conversation.id,
        kind=kind,
        stage=Stage.TEXT,
        origin=turn.origin(act),
    )
    if text is not None:
        draft.text, draft.requests = text, _go_on(draft, text)
    if shape is not None:
        draft.requests, draft.stage = [str(shape)], Stage.CONTACT
    await ask(turn, await begin_draft(turn.session, draft))


async def cancel(_message: Message, turn: Turn) -> None:
    """Forget the draft, if there is one."""
    draft = await find_draft(turn.session, turn.conversation.id)
    if draft is None:
        turn.say(plain(turn.words.nothing_to_cancel))
    else:
        await _drop(turn, draft)


async def tell_text(message: Message, turn: Turn) -> None:
    draft = await turn.draft()
    assert draft is not None
    text = turn.words_in(message)
    if text is not None:
        # From now on the act is the message that holds the words, so that a change of it is known for what it is.
        draft.origin = turn.origin(f"{message.message_id}.{draft.kind}")
        await write_down(turn.session, draft, text=text, requests=_go_on(draft, text))
        await ask(turn, draft)


async def tell_contact(message: Message, turn: Turn) -> None:
    draft = await turn.draft()
    assert draft is not None
    contact = find_contact(message.text or message.caption or "")
    if contact is None:
        turn.say(plain(turn.words.no_contact), buttons=contact_keyboard(turn.words, act_of(draft)))
        return
    draft.stage = Stage.CONSENT
    await write_down(turn.session, draft, email=contact.email, phone=contact.phone)
    await ask(turn, draft)


async def ask_again(_message: Message, turn: Turn) -> None:
    """Here only a button answers, so that nobody agrees to anything by accident."""
    draft = await turn.draft()
    assert draft is not None
    turn.say(plain(turn.words.press_button))
    await ask(turn, draft)


async def mark_shape(callback: CallbackQuery, callback_data: Shape, turn: Turn) -> str | None:
    draft = await _draft_at(turn, callback_data.act, Stage.REQUEST)
    if draft is None:
        return await _too_late(turn, callback_data.act)
    requests = mark(draft, callback_data.request, chosen=callback_data.chosen)
    await write_down(turn.session, draft, requests=requests)
    turn.replace_buttons(pressed(callback), choice_keyboard(turn.words, draft, callback_data.act))
    return None


async def choose(callback: CallbackQuery, callback_data: Fill, turn: Turn) -> str | None:
    draft = await _draft_at(turn, callback_data.act, *_STAGES[callback_data.choice])
    if draft is None or (draft.stage is Stage.TEXT and draft.text is None and callback_data.choice is Choice.NEXT):
        return await _too_late(turn, callback_data.act)
    if callback_data.choice is Choice.NEXT and draft.stage is Stage.REQUEST and not draft.requests:
        return turn.words.choose_one
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
            await drop_draft(turn.session, turn.conversation.id)
            turn.say(plain(turn.words.refused.format(contact=turn.desk.knowledge.policy.contact)))
        case Choice.CANCEL:
            await _drop(turn, draft)
        case other:
            assert_never(other)
    return None


async def go_back(callback: CallbackQuery, callback_data: Back, turn: Turn) -> str | None:
    """What was told stays, and can be told anew."""
    draft = await _draft_at(turn, callback_data.act, callback_data.stage)
    if draft is None or draft.stage in OF_TICKET:
        return await _too_late(turn, callback_data.act)
    turn.replace_buttons(pressed(callback))
    draft.stage = before(draft)
    await ask(turn, draft)
    return None


async def agree(callback: CallbackQuery, callback_data: Agree, turn: Turn) -> str | None:
    draft = await _draft_at(turn, callback_data.act, Stage.CONSENT)
    if draft is None:
        return await _too_late(turn, callback_data.act)
    turn.replace_buttons(pressed(callback))
    if callback_data.words == consent_shown(turn):
        await _open(turn, draft)
    else:  # the document has changed since: nobody has agreed to words they were not shown
        await ask(turn, draft)
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
        requests=tuple(map(Request, draft.requests)),
        identity=Identity.TELEGRAM,
    )
    ticket = await turn.desk.open_ticket(wish, turn.session)
    await hand_in(turn.session, turn.conversation.id, ticket.id)
    await drop_draft(turn.session, turn.conversation.id)
    await say_receipt(turn, ticket)


async def _drop(turn: Turn, draft: Draft) -> None:
    words, number = turn.words, draft.number
    await drop_draft(turn.session, turn.conversation.id)
    turn.say(plain(words.left_as_is.format(number=number) if number else words.cancelled))


async def _draft_at(turn: Turn, act: str, *stages: Stage) -> Draft | None:
    """The draft of this act if it waits at one of these stages."""
    draft = await turn.draft()
    return draft if draft and draft.origin == turn.origin(act) and draft.stage in stages else None


async def _too_late(turn: Turn, act: str) -> str:
    ticket = await ticket_of(turn.session, turn.origin(act))
    return turn.words.already.format(number=ticket.number) if ticket else turn.words.stale_button


def _go_on(draft: Draft, text: str) -> list[str]:
    """To what follows this text; gives the legal shapes that it proposes, where these are asked for."""
    draft.stage = after_text(draft)
    return propose(text) if draft.stage is Stage.REQUEST else []
