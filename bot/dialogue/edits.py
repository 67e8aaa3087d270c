"""Edited messages: what was answered or filed stays as it was, and what a ticket's person changed is added to it."""

from aiogram.types import Message
from sqlalchemy import select

from bot.dialogue.commands import without_command
from bot.dialogue.turn import CHANNEL, Begin, Turn
from bot.reading.origin import preface_of
from bot.reading.words import text_of
from bot.sending.layout import LONGEST, plain, units
from desk.message import EmptyText, marked, storable
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import ADD
from tickets.queue.lists import held_ticket, tickets_of
from tickets.record.addition import Addition
from tickets.record.conversation import find_conversation, find_message
from tickets.record.draft import Draft, find_draft, write_down
from tickets.record.ticket import JOINED, OPEN, USER, Ticket
from tickets.store.database import Session


async def keep_edit(message: Message, session: Session, begin: Begin) -> None:
    """Make the changed words a version of the ticket they belong to; nothing is said where there is none."""
    if await find_conversation(session, CHANNEL, str(message.chat.id)) is None:
        return  # whose data were erased is not met anew by an old message
    turn = await begin()
    try:
        text = storable(without_command(text_of(message)))
    except EmptyText:
        return
    act = str(message.message_id)
    begun = await find_draft(turn.session, turn.conversation.id)
    parts = [str(spot) for spot, _ in begun.parts or ()] if begun else []
    told = begun is not None and (begun.origin.startswith(turn.origin(f"{act}.")) or act in parts)
    draft = await turn.draft() if told else None
    if draft is not None and draft.text is not None:
        await _change(turn, draft, act, text)  # nothing is filed yet
        return
    ticket = await _ticket_of(turn, act)
    last = await _last_words(turn, act, ticket) if ticket else None
    # Telegram also calls it an edit when a preview under the same words has changed.
    if ticket is None or ticket.status not in OPEN or _are_same(last, text, marked(preface_of(message), text)):
        return
    given = {"text": text, "origin": turn.origin(f"{act}:edit:{message.edit_date}")}
    await perform(session, ADD, Deed(number=ticket.number, actor=USER, given=given))
    turn.say(plain(turn.words.edited.format(number=ticket.number)))


async def _change(turn: Turn, draft: Draft, act: str, text: str) -> None:
    """Put the words in the place of those of the same message; other messages may hold the rest of the text."""
    assert draft.text is not None
    if not draft.parts:  # of a long text it is not known any more what was whose: then both are kept
        both = f"{draft.text}\n\n{text}" if units(draft.text) > LONGEST else text
        await write_down(turn.session, draft, text=both)
        return
    spots, sizes = [str(spot) for spot, _ in draft.parts], [int(size) for _, size in draft.parts]
    at = spots.index(act)
    end = len(draft.text) - sum(sizes[at + 1 :])
    start = end - sizes[at] if at else 0
    before = draft.text[start:end]
    changed = before[: len(before) - len(before.lstrip())] + text
    draft.parts = [[spot, len(changed) if spot == act else size] for spot, size in zip(spots, sizes, strict=True)]
    await write_down(turn.session, draft, text=draft.text[:start] + changed + draft.text[end:])


def _are_same(last: str | None, *texts: str) -> bool:
    """Whether nothing has changed; of a text that came in several messages, in the one in hand."""
    if last is None or units(last) <= LONGEST:
        return last in texts
    return last.startswith(texts) or last.endswith(texts)


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
