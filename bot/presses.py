"""Pressed buttons under answers and offers. What a handler returns is shown for a moment over the chat."""

import re

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.buttons import Accept, Decline, Rate, ShowClause, human_row, keyboard
from bot.filling import begin
from bot.layout import plain
from bot.receipt import receipt
from bot.speech import CHOICES, Speaker, Speech
from bot.turn import CHANNEL, GiveTurn, Turn
from desk.journal import NoSuchQuestion, Question, find_question, rate
from desk.wish import Wish
from tickets.opening import Contact
from tickets.queue import ticket_of, tickets_of
from tickets.ticket import Status, Ticket, TicketKind

_COMMAND = re.compile(r"^/\w+(@\w+)?\s*")


def presses() -> Router:
    router = Router(name="presses")
    router.callback_query.middleware(GiveTurn())
    router.callback_query.register(accept, Accept.filter())
    router.callback_query.register(decline, Decline.filter())
    router.callback_query.register(show_clause, ShowClause.filter())
    router.callback_query.register(rate_clause, Rate.filter())
    router.callback_query.register(stale)
    return router


async def accept(callback: CallbackQuery, callback_data: Accept, turn: Turn) -> str | None:
    """Register what a message asks for: a person at once, anything else when the draft is filled in."""
    message = await turn.message(callback_data.message)
    if message is None:
        return turn.words.stale_button
    act = f"{message.origin}.{callback_data.kind}"
    if ticket := await ticket_of(turn.session, turn.origin(act)):
        return turn.words.already.format(number=ticket.number)
    if callback_data.kind is TicketKind.HUMAN:
        return await _call_human(turn, act, _COMMAND.sub("", message.text))
    draft = await turn.draft()
    if draft is None or draft.origin != turn.origin(act):
        await begin(turn, callback_data.kind, act, message.text)
    return None


async def decline(callback: CallbackQuery, callback_data: Decline, turn: Turn) -> str | None:
    """The message was a question: show the clauses that came nearest."""
    question = await _question(turn, callback_data.message)
    if question is None:
        return turn.words.stale_button
    turn.replace_buttons(callback.message.message_id)
    _say(turn, _speaker(turn, public=False).choice(turn.words.suggestions, _numbers(question), question.message_id))
    return None
