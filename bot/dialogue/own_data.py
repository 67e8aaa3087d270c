"""A person's own data: whoever has no tickets is forgotten at once; everything else is asked for by a request."""

from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message

from bot.dialogue import filling
from bot.dialogue.buttons import button, keyboard
from bot.dialogue.turn import CHANNEL, Begin, Turn, language_of, pressed
from bot.sending.layout import plain
from bot.words.russian import wording_in
from desk.holdings import HOLDINGS
from tickets.erasure.erasure import HasTickets, forget
from tickets.queue.lists import tickets_of
from tickets.record.conversation import find_conversation
from tickets.record.ticket import Request, TicketKind
from tickets.store.database import Session


class Forget(CallbackData, prefix="forget"):
    """Whether to: at once, or with a request where there are tickets."""

    sure: bool


async def offer_to_forget(_message: Message, turn: Turn) -> None:
    """What would go and what would stay; asked once."""
    own, numbers = turn.words.own, [ticket.number for ticket in await tickets_of(turn.session, turn.conversation.id)]
    text = own.forget_by_request.format(numbers=", ".join(reversed(numbers))) if numbers else own.forget_all
    go_on = button(own.button_request if numbers else own.button_forget, Forget(sure=True))
    turn.say(plain(text), buttons=keyboard([go_on], [button(own.button_keep, Forget(sure=False))]))


async def forget_now(
    callback: CallbackQuery,
    callback_data: Forget,
    session: Session,
    begin: Begin,
    event_chat: Chat,
    zone: ZoneInfo,
) -> str | None:
    """All goes in the transaction of this press; with tickets a request about them is begun."""
    if await find_conversation(session, CHANNEL, str(event_chat.id)) is None:  # the forgotten are not met anew by it
        return wording_in(language_of(callback.from_user)).stale_button
    turn = await begin()
    if not callback_data.sure:
        turn.replace_buttons(pressed(callback))
        return turn.words.own.kept
    try:
        await forget(session, turn.conversation, turn.update, HOLDINGS, zone=zone)
    except HasTickets:
        turn.replace_buttons(pressed(callback))
        await _request(turn, Request.ERASE, turn.words.own.wish_to_erase, pressed(callback))
    return None


async def request_export(message: Message, turn: Turn) -> None:
    """Which data are held is told by staff, who also give the copy (152-ФЗ ст. 14 ч. 7, ст. 20 ч. 1)."""
    turn.say(plain(turn.words.own.export))
    await _request(turn, Request.ACCESS, turn.words.own.wish_to_know, message.message_id)


async def _request(turn: Turn, shape: Request, text: str, message_id: int) -> None:
    kind = TicketKind.DELETION
    await filling.begin(turn, kind, f"{message_id}.{kind}", text, shape)
