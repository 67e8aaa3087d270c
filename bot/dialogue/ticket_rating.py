"""«Помогли ли мы?» under the message that a ticket is closed: a tap, and a line of why for who likes to add one."""

from aiogram.types import CallbackQuery

from bot.dialogue.own_tickets import own_ticket
from bot.dialogue.ticket_buttons import RateTicket, rated_keyboard
from bot.dialogue.turn import NotDone, Turn, pressed
from tickets.acts.act import Deed
from tickets.acts.doing import NO, YES
from tickets.acts.performing import perform
from tickets.acts.table import RATE
from tickets.life import WrongStep
from tickets.record.labels import STATUSES
from tickets.record.ticket import USER
from tickets.steps.rating import NothingToRate, TooLateToChange, rating_of


async def rate_ticket(callback: CallbackQuery, callback_data: RateTicket, turn: Turn) -> str:
    """Note the tap; the buttons stay with the chosen one marked, so that it can be changed."""
    words, number = turn.words, (await own_ticket(turn, callback_data.number)).number
    await _rate(turn, number, helped=callback_data.helped)
    turn.replace_buttons(pressed(callback), rated_keyboard(words, number, helped=callback_data.helped))
    return words.rated


async def keep_comment(turn: Turn, number: str, text: str) -> str:
    """Add the line to what was tapped before; gives what is said to it. Raises WrongStep."""
    ticket = await own_ticket(turn, number)
    rating = await rating_of(turn.session, ticket)
    if rating is None:
        return turn.words.stale_button
    try:
        await _do(turn, number, rating.helped, text)
    except TooLateToChange:
        return turn.words.too_late_to_rate
    return turn.words.comment_kept


async def _rate(turn: Turn, number: str, *, helped: bool) -> None:
    words = turn.words
    try:
        await _do(turn, number, helped)
    except WrongStep as wrong:
        status = STATUSES[wrong.status].to(words.language)
        raise NotDone(words.moved_on.format(number=number, status=status)) from None
    except NothingToRate:
        raise NotDone(words.stale_button) from None
    except TooLateToChange:
        raise NotDone(words.too_late_to_rate) from None


async def _do(turn: Turn, number: str, helped: bool, comment: str = "") -> None:
    given = {"helped": YES if helped else NO, "comment": comment}
    await perform(turn.session, RATE, Deed(number=number, actor=USER, given=given))
