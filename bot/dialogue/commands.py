"""Commands: they work at every stage of a draft."""

import re
from collections.abc import Awaitable, Callable, Mapping

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.dialogue.browsing import linked_clause, show_clause, show_policy
from bot.dialogue.buttons import offer_keyboard
from bot.dialogue.documents import choose_document
from bot.dialogue.filling import begin, cancel
from bot.dialogue.languages import choose_language
from bot.dialogue.own_data import offer_to_forget, request_export
from bot.dialogue.own_tickets import show_tickets
from bot.dialogue.receipt import say_receipt
from bot.dialogue.turn import CHANNEL, Turn, words_in
from bot.reading.origin import forwarded_from
from bot.reading.parts import Parts
from bot.reading.words import text_of
from bot.sending.layout import Block, plain
from desk.message import EmptyText, marked, storable
from desk.wish import Wish
from tickets.queue.lists import tickets_of
from tickets.record.contact import Contact
from tickets.record.conversation import Author, find_message, store_message
from tickets.record.ticket import OPEN, Identity, Ticket, TicketKind

_COMMAND = re.compile(r"^/\w+(@\w+)?\s*")
_DRAFTED = {"claim": TicketKind.CLAIM, "delete": TicketKind.DELETION}


def without_command(text: str) -> str:
    """The words after a command; the whole text where there is none."""
    return _COMMAND.sub("", text)


async def start(message: Message, command: CommandObject, turn: Turn) -> None:
    """Greet; whoever followed a link to a clause reads the clause."""
    if command.args and (linked := linked_clause(turn.desk.knowledge, command.args)):
        show_clause(turn, linked)
        return
    name = message.from_user.first_name if message.from_user else ""
    turn.say(plain(turn.words.hello.format(name=name)), *_help(turn))


async def show_help(_message: Message, turn: Turn) -> None:
    turn.say(*_help(turn))


def _help(turn: Turn) -> tuple[Block, ...]:
    """What it can do; the menu is to say the same."""
    turn.renew_menu()
    several = [plain(turn.words.browsing.documents)] if turn.desk.knowledge.several else []
    return (plain(turn.words.help), *several)


async def show_status(_message: Message, turn: Turn) -> None:
    await show_tickets(turn)


async def draft(message: Message, command: CommandObject, turn: Turn, parts: Parts = ()) -> None:
    """A claim or a request about data; words after the command are its text."""
    kind = _DRAFTED[command.command.lower()]
    text: str | None
    try:
        text = marked(forwarded_from(message), storable(without_command(text_of(message))))
    except EmptyText:
        text = None
    await begin(turn, kind, f"{message.message_id}.{kind}", text, parts=parts)


async def call_human(message: Message, turn: Turn) -> None:
    """Ask once whether a person is wanted."""
    if called := await call_in_progress(turn):
        told = plain(turn.words.called_already.format(number=called.number))
        turn.say(told, *await turn.when_answered(once=True))
        return
    origin = str(message.message_id)
    stored = await find_message(turn.session, turn.conversation.id, origin) or await store_message(
        turn.session, turn.conversation.id, Author.USER, words_in(message), origin
    )
    turn.say(
        plain(turn.words.offers[TicketKind.HUMAN]),
        *await turn.when_answered(once=True),
        buttons=offer_keyboard(turn.words, TicketKind.HUMAN, stored.id),
    )


async def call_in_progress(turn: Turn) -> Ticket | None:
    """The call of this conversation that is still open: one at a time is enough."""
    tickets = await tickets_of(turn.session, turn.conversation.id)
    return next((t for t in tickets if t.kind is TicketKind.HUMAN and t.status in OPEN), None)


async def call_staff(turn: Turn, act: str, text: str) -> None:
    """Open the ticket that this act asks for and say its number.

    It comes at once, without contact or consent, since nothing but the chat is kept.
    """
    wish = Wish(
        conversation=turn.conversation.id,
        channel=CHANNEL,
        origin=turn.origin(act),
        kind=TicketKind.HUMAN,
        text=text,
        contact=Contact(),
        consent=False,
        identity=Identity.TELEGRAM,
    )
    await say_receipt(turn, await turn.desk.open_ticket(wish, turn.session))


HANDLERS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "start": start, "help": show_help, "policy": show_policy, "status": show_status, "human": call_human,
    "claim": draft, "delete": draft, "forget": offer_to_forget, "export": request_export, "lang": choose_language,
    "documents": choose_document, "cancel": cancel,
}  # fmt: skip
