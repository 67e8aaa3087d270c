"""Calling a person: a ticket at once, without contact or consent, since nothing but the chat is kept."""

from bot.receipt import receipt
from bot.turn import CHANNEL, Turn
from desk.wish import Wish
from tickets.opening import Contact
from tickets.queue import tickets_of
from tickets.ticket import Status, Ticket, TicketKind


async def call_in_progress(turn: Turn) -> Ticket | None:
    """The call of this conversation that staff have not closed yet: one at a time is enough."""
    tickets = await tickets_of(turn.session, turn.conversation.id)
    return next((t for t in tickets if t.kind is TicketKind.HUMAN and t.status is not Status.CLOSED), None)


async def call_staff(turn: Turn, act: str, text: str) -> None:
    """Open the ticket that this act asks for and say its number."""
    wish = Wish(
        conversation=turn.conversation.id,
        channel=CHANNEL,
        origin=turn.origin(act),
        kind=TicketKind.HUMAN,
        text=text,
        contact=Contact(),
        consent=False,
    )
    turn.say(*receipt(turn.words, await turn.desk.open_ticket(wish, turn.session)))
