"""Calling a person: a ticket at once, without contact or consent, since nothing but the chat is kept."""

from bot.dialogue.receipt import say_receipt
from bot.dialogue.turn import CHANNEL, Turn
from desk.wish import Wish
from tickets.contact import Contact
from tickets.queue import tickets_of
from tickets.ticket import OPEN, Identity, Ticket, TicketKind


async def call_in_progress(turn: Turn) -> Ticket | None:
    """The call of this conversation that is still open: one at a time is enough."""
    tickets = await tickets_of(turn.session, turn.conversation.id)
    return next((t for t in tickets if t.kind is TicketKind.HUMAN and t.status in OPEN), None)


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
        identity=Identity.TELEGRAM,
    )
    await say_receipt(turn, await turn.desk.open_ticket(wish, turn.session))
