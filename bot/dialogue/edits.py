"""Edited messages: what was answered or filed stays as it was, and what a ticket's person changed is added to it."""

from aiogram import F, Router
from aiogram.types import Message
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogue.commands import without_command
from bot.dialogue.turn import CHANNEL, Begin, Turn
from bot.sending.layout import plain
from desk.message import EmptyText, TooLongText, storable
from tickets.conversation import find_conversation, find_message
from tickets.draft import find_draft, write_down
from tickets.queue import held_ticket, tickets_of
from tickets.steps.own_steps import add
from tickets.ticket import JOINED, OPEN, Addition, Ticket


def edits() -> Router:
    router = Router(name="edits")
    router.edited_message.register(keep_edit, F.text | F.caption)
    return router


async def keep_edit(message: Message, session: AsyncSession, begin: Begin) -> None:
    """Make the changed words a version of the ticket they belong to; nothing is said where there is none."""
    if await find_conversation(session, CHANNEL, str(message.chat.id)) is None:
        return  # whose data were erased is not met anew by an old message
    turn = await begin()
    try:
        text = storable(without_command(message.text or message.caption or ""))
    except EmptyText:
        return
    except TooLongText:
        turn.say(plain(turn.words.too_long))
        return
    act = str(message.message_id)
    begun = await find_draft(turn.session, turn.conversation.id)
    draft = await turn.draft() if begun and begun.origin.startswith(turn.origin(f"{act}.")) else None
    if draft is not None and draft.text is not None:
        await write_down(turn.session, draft, text=text)  # nothing is filed yet
        return
    ticket = await _ticket_of(turn, act)
    # Telegram also calls it an edit when a preview under the same words has changed.
    if ticket is None or ticket.status not in OPEN or text == await _last_words(turn, act, ticket):
        return
    await add(session, ticket.number, text, turn.origin(f"{act}:edit:{message.edit_date}"))
    turn.say(plain(turn.words.edited.format(number=ticket.number)))


async def _ticket_of(turn: Turn, act: str) -> Ticket | None:
    """The ticket that the message became or was added to; else the one that staff hold, else the newest open one."""
    tickets = await tickets_of(turn.session, turn.conversation.id)
    added_to = await turn.session.scalar(select(Addition.ticket_id).where(Addition.origin == turn.origin(act)))
    named = (t for t in tickets if t.id == added_to or t.origin.startswith(turn.origin(f"{act}.")))
    found = next(named, None) or await held_ticket(turn.session, turn.conversation.id)
    found = found or next((t for t in tickets if t.status in OPEN), None)
    while found is not None and found.status in JOINED:
        found = next(t for t in tickets if t.id == found.into_id)
    return found


async def _last_words(turn: Turn, act: str, ticket: Ticket) -> str | None:
    """What the message said before, as far as it was kept."""
    versions = select(Addition.text).where(
        (Addition.origin == turn.origin(act)) | Addition.origin.startswith(turn.origin(f"{act}:edit:"), autoescape=True)
    )
    if last := await turn.session.scalar(versions.order_by(Addition.id.desc()).limit(1)):
        return last
    if ticket.origin.startswith(turn.origin(f"{act}.")):
        return ticket.text
    stored = await find_message(turn.session, turn.conversation.id, act)
    return stored.text if stored else None
