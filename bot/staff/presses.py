"""Pressed buttons in the group. What a handler returns is shown for a moment over the chat, to whoever pressed."""

from collections.abc import Awaitable, Callable, Mapping

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.staff import group_words, steps
from bot.staff.answers import held_back, send_clause
from bot.staff.asking import Asked
from bot.staff.buttons import Do, SendAnyway, SendClause, ShowMine, StaffStep
from bot.staff.commands import begin, begin_extending
from bot.staff.mine import show_mine
from bot.staff.turn import Acting, StaffTurn
from tickets.acts.table import ASK, CLOSE, EXTEND, MUTE, REFUSE, REOPEN, RESOLVE, RETURN, TAKE, UNMUTE
from tickets.post.room import answered, find_prompt
from tickets.record.conversation import StoredMessage
from tickets.store.database import Database


def presses(database: Database) -> Router:
    router = Router(name="staff presses")
    router.callback_query.middleware(Acting(database))
    router.callback_query.register(take_step, Do.filter())
    router.callback_query.register(send_anyway, SendAnyway.filter())
    router.callback_query.register(send_clause_pressed, SendClause.filter())
    router.callback_query.register(mine, ShowMine.filter())
    router.callback_query.register(stale)
    return router


async def take_step(_callback: CallbackQuery, callback_data: Do, turn: StaffTurn) -> str | None:
    """A step of the card: taken at once, or begun by asking for the words it needs."""
    if turn.spot.number != callback_data.number:
        return group_words.STALE
    step = callback_data.step
    if told := await _STEPS[step](turn):
        return told
    return group_words.DONE[step] if step in _AT_ONCE else None


async def send_anyway(_callback: CallbackQuery, callback_data: SendAnyway, turn: StaffTurn) -> str | None:
    """Whether the answer that was held back goes to the person after all."""
    prompt = await find_prompt(turn.session, str(turn.spot.place), turn.spot.message)
    if prompt is None or turn.spot.number is None:
        return group_words.STALE
    if prompt.actor != turn.actor:
        return group_words.NOT_YOURS.format(actor=prompt.actor)
    told = await held_back(turn, prompt) if callback_data.send else group_words.DROPPED
    await answered(turn.session, prompt)
    turn.take_buttons_away()
    return told


async def send_clause_pressed(_callback: CallbackQuery, callback_data: SendClause, turn: StaffTurn) -> str | None:
    """A suggested clause goes to the person, as an answer to the message it was suggested for."""
    message = callback_data.message
    base = await turn.session.get(StoredMessage, message) if message else None
    ref = turn.desk.knowledge.keyed(callback_data.clause)
    if (message and base is None) or ref is None or turn.spot.number is None:
        return group_words.STALE
    return await send_clause(turn, ref, base)


async def mine(_callback: CallbackQuery, turn: StaffTurn) -> None:
    """What the one who pressed holds, under the summary."""
    await show_mine(turn)


async def stale(_callback: CallbackQuery) -> str:
    """A button of a former version."""
    return group_words.STALE


async def _extend(turn: StaffTurn) -> str | None:
    if refused := await steps.allowed(turn, EXTEND):
        return refused
    periods = await steps.terms(turn)
    if not periods:
        return group_words.NO_TERM
    if len(periods) == 1:
        return await begin_extending(turn, periods[0])
    turn.say(group_words.WHICH_TERM.format(terms=steps.numbered(periods)))
    return None


async def _resolve(turn: StaffTurn) -> str | None:
    refused = await begin(turn, RESOLVE, Asked.RESOLVE)
    if refused and turn.link in refused:  # nobody can open a link in what is shown over the chat
        turn.say(refused)
        return None
    return refused


_AT_ONCE = frozenset({StaffStep.TAKE, StaffStep.RETURN, StaffStep.CLOSE, StaffStep.MUTE, StaffStep.UNMUTE})
_STEPS: Mapping[StaffStep, Callable[[StaffTurn], Awaitable[str | None]]] = {
    StaffStep.TAKE: lambda turn: steps.do(turn, TAKE),
    StaffStep.RETURN: lambda turn: steps.do(turn, RETURN),
    StaffStep.CLOSE: lambda turn: steps.do(turn, CLOSE),
    StaffStep.ASK: lambda turn: begin(turn, ASK, Asked.ASK),
    StaffStep.RESOLVE: _resolve,
    StaffStep.REFUSE: lambda turn: begin(turn, REFUSE, Asked.REASON),
    StaffStep.EXTEND: _extend,
    StaffStep.REOPEN: lambda turn: begin(turn, REOPEN, Asked.REOPEN),
    StaffStep.MUTE: lambda turn: steps.do(turn, MUTE),
    StaffStep.UNMUTE: lambda turn: steps.do(turn, UNMUTE),
}
