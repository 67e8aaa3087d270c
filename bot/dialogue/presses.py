"""Pressed buttons under answers and offers. What a handler returns is shown for a moment over the chat."""

from aiogram.types import CallbackQuery

from bot.dialogue.buttons import Accept, Decline, Rate, ShowClause, ShowNext, human_row, keyboard
from bot.dialogue.commands import call_in_progress, call_staff, without_command
from bot.dialogue.filling import begin
from bot.dialogue.speech import Speaker, Speech
from bot.dialogue.turn import NotDone, Turn, pressed
from desk.journal import NoSuchQuestion, Question, find_question, rate
from desk.ref import Ref
from desk.reply import Relayed
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import TicketKind
from tickets.steps.opening import ticket_of
from tickets.store.base import now


async def accept(_callback: CallbackQuery, callback_data: Accept, turn: Turn) -> None:
    """Register what a message asks for: a person at once, anything else when the draft is filled in."""
    message, words = await turn.session.get(StoredMessage, callback_data.message), turn.words
    if message is None or message.conversation_id != turn.conversation.id:  # nobody reaches into another's
        raise NotDone(words.stale_button)
    act = f"{message.origin}.{callback_data.kind}"
    if ticket := await ticket_of(turn.session, turn.origin(act)):
        raise NotDone(words.already.format(number=ticket.number))
    if callback_data.kind is not TicketKind.HUMAN:
        draft = await turn.draft()
        if draft is None or draft.origin != turn.origin(act):
            await begin(turn, callback_data.kind, act, message.text, parts=message.parts or ())
        return
    if call := await call_in_progress(turn):
        raise NotDone(words.called_already.format(number=call.number))
    # A bare command says nothing to staff; the button that was pressed does.
    await call_staff(turn, act, without_command(message.text) or words.button_human)


async def decline(callback: CallbackQuery, callback_data: Decline, turn: Turn) -> None:
    """The message was a question: show the clauses that came nearest."""
    question = await _question(turn, callback_data.message)
    question.declined_at = now()
    turn.replace_buttons(pressed(callback))
    _say(turn, _speaker(turn).choice(turn.words.suggestions, question.refs, question.message_id))


async def show_clause(_callback: CallbackQuery, callback_data: ShowClause, turn: Turn) -> None:
    """Quote the clause that was chosen."""
    knowledge = turn.desk.knowledge
    ref = knowledge.keyed(callback_data.number)
    if ref is None:
        raise NotDone(turn.words.stale_button)
    quote = knowledge.quote(ref.address, document=ref.document)
    _say(turn, _speaker(turn).clauses([quote], callback_data.message))


async def show_next(_callback: CallbackQuery, callback_data: ShowNext, turn: Turn) -> None:
    """The clauses that came next; when there are none any more it is said."""
    question = await _question(turn, callback_data.message)
    shown, skip = turn.desk.knowledge.keyed(callback_data.shown), callback_data.skip
    others = _others(turn, question, shown)
    if skip < 0 or not others[skip:]:
        raise NotDone(turn.words.browsing.no_more)
    opening = turn.words.browsing.others
    _say(turn, _speaker(turn).choice(opening, others, question.message_id, shown=shown, skip=skip))


async def rate_clause(callback: CallbackQuery, callback_data: Rate, turn: Turn) -> str | None:
    """Note whether the clause helped; when it did not, show the others."""
    question = await _question(turn, callback_data.message)
    await rate(turn.session, question.message_id, turn.conversation.id, helpful=callback_data.helpful)
    if question.outcome == Relayed.__name__:  # who is to help has the ticket in hand
        turn.replace_buttons(pressed(callback))
        return turn.words.thanks if callback_data.helpful else turn.words.noted
    turn.replace_buttons(pressed(callback), keyboard(human_row(turn.words, question.message_id)))
    if callback_data.helpful:
        return turn.words.thanks
    shown = turn.desk.knowledge.keyed(callback_data.number)
    others = _others(turn, question, shown)
    opening = turn.words.sorry_near if others else turn.words.sorry
    _say(turn, _speaker(turn).choice(opening, others, question.message_id, shown=shown))
    return None


async def stale(_callback: CallbackQuery, turn: Turn) -> str:
    """A button of a former version."""
    return turn.words.stale_button


def _others(turn: Turn, question: Question, shown: Ref | None) -> list[Ref]:
    """What may answer a message, but for what is shown."""
    return [ref for each in question.refs if (ref := turn.desk.knowledge.ref(*each)) != shown]


def _speaker(turn: Turn) -> Speaker:
    return Speaker(turn.words, turn.desk.knowledge, turn.public)


def _say(turn: Turn, said: Speech) -> None:
    turn.say(*said.blocks, buttons=said.buttons)


async def _question(turn: Turn, message_id: str) -> Question:
    """Raises NotDone."""
    try:
        return await find_question(turn.session, message_id, turn.conversation.id)
    except NoSuchQuestion:
        raise NotDone(turn.words.stale_button) from None
