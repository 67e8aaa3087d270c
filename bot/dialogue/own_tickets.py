"""A person's own tickets: the list, and each with the buttons for what can be done with it."""

from aiogram.types import CallbackQuery

from bot.dialogue.receipt import has_consent, list_entry, ticket_card
from bot.dialogue.ticket_buttons import ShowMore, ShowTicket, list_keyboard, ticket_keyboard
from bot.dialogue.turn import NotDone, Turn
from bot.sending.layout import plain
from tickets.queue.lists import tickets_of
from tickets.record.ticket import OPEN, Ticket

SHOWN = 10  #: tickets in one list


async def show_tickets(turn: Turn, skip: int = 0) -> None:
    """The list to choose from, what is open first; a single ticket is shown at once."""
    words = turn.words
    tickets = sorted(await tickets_of(turn.session, turn.conversation.id), key=lambda t: t.status not in OPEN)
    shown = tickets[skip : skip + SHOWN]
    if not shown:
        turn.say(plain(words.no_tickets))
    elif len(tickets) == 1:
        await show_ticket(turn, tickets[0])
    else:
        turn.say(
            *(list_entry(words, ticket) for ticket in shown),
            plain(words.choose_ticket),
            buttons=list_keyboard(words, [t.number for t in shown], skip, len(tickets) - skip - len(shown)),
        )


async def show_ticket(turn: Turn, ticket: Ticket) -> None:
    """Where it stands, and what can be done with it."""
    into = await turn.session.get(Ticket, ticket.into_id) if ticket.into_id else None
    turn.say(
        *await ticket_card(turn, ticket, into),
        buttons=ticket_keyboard(turn.words, ticket, consent=await has_consent(turn, ticket)),
    )


async def own_ticket(turn: Turn, number: str) -> Ticket:
    """The ticket of this number, which is of this conversation: nobody reaches into another's. Raises NotDone."""
    for ticket in await tickets_of(turn.session, turn.conversation.id):
        if ticket.number == number:
            return ticket
    raise NotDone(turn.words.stale_button)


async def show_chosen(_callback: CallbackQuery, callback_data: ShowTicket, turn: Turn) -> None:
    await show_ticket(turn, await own_ticket(turn, callback_data.number))


async def show_more(_callback: CallbackQuery, callback_data: ShowMore, turn: Turn) -> None:
    await show_tickets(turn, callback_data.skip)
