"""Commands: they work at every stage of a draft."""

import re
from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.buttons import offer_keyboard
from bot.filling import begin, cancel
from bot.layout import bold, link, plain
from bot.receipt import ticket_list
from bot.staff_call import call_in_progress
from bot.turn import GiveTurn, Turn
from desk.message import EmptyText, TooLongText, clean
from tickets.conversation import Author, find_message, store_message
from tickets.queue import tickets_of
from tickets.ticket import TicketKind

_DRAFTED = {"claim": TicketKind.CLAIM, "delete": TicketKind.DELETION}


def commands() -> Router:
    router = Router(name="commands")
    router.message.middleware(GiveTurn())
    handlers: dict[str, Callable[..., Awaitable[None]]] = {
        "start": start, "help": show_help, "policy": show_policy, "status": show_status, "human": call_human,
        "claim": draft, "delete": draft, "cancel": cancel,
    }  # fmt: skip
    for name, handler in handlers.items():
        # Only private chats are heard, so whom a command mentions does not matter.
        router.message.register(handler, Command(name, ignore_case=True, ignore_mention=True))
    router.message.register(show_help, F.text.regexp(re.compile(r"/[A-Za-z]\w*(@\w+)?(\s|$)")))
    return router


async def start(message: Message, turn: Turn) -> None:
    name = message.from_user.first_name if message.from_user else ""
    operator = turn.desk.knowledge.policy.operator
    turn.say(plain(turn.words.hello.format(name=name, operator=operator)), plain(turn.words.help))


async def show_help(_message: Message, turn: Turn) -> None:
    turn.say(plain(turn.words.help))


async def show_policy(_message: Message, turn: Turn) -> None:
    """What the document is, its sections and where it is published."""
    words, policy = turn.words, turn.desk.knowledge.policy
    about = [words.policy.format(title=policy.title, operator=policy.operator, edition=policy.edition.id)]
    if policy.edition.effective:
        about.append(words.effective.format(day=words.day(policy.edition.effective)))
    sections = [clause for clause in policy.document.clauses if clause.parent is None]
    turn.say(
        bold("\n".join(about)),
        plain("\n".join(f"{section.number}. {section.heading}".strip() for section in sections)),
        plain(words.write_to.format(contact=policy.contact)),
        link(words.open_policy, policy.published_at),
    )


async def show_status(_message: Message, turn: Turn) -> None:
    turn.say(*ticket_list(turn.words, await tickets_of(turn.session, turn.conversation.id)))


async def draft(message: Message, command: CommandObject, turn: Turn) -> None:
    """A claim or a request about data; words after the command are its text."""
    kind = _DRAFTED[command.command.lower()]
    text: str | None
    try:
        text = clean(command.args or "")
    except EmptyText:
        text = None
    except TooLongText:
        turn.say(plain(turn.words.too_long))
        return
    await begin(turn, kind, f"{message.message_id}.{kind}", text)


async def call_human(message: Message, turn: Turn) -> None:
    """Ask once whether a person is wanted."""
    if called := await call_in_progress(turn):
        turn.say(plain(turn.words.called_already.format(number=called.number)))
        return
    origin = str(message.message_id)
    stored = await find_message(turn.session, turn.conversation.id, origin) or await store_message(
        turn.session, turn.conversation.id, Author.USER, clean(message.text or message.caption or ""), origin
    )
    turn.say(
        plain(turn.words.offers[TicketKind.HUMAN]), buttons=offer_keyboard(turn.words, TicketKind.HUMAN, stored.id)
    )
