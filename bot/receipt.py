"""Receipts: what a person holds of a ticket."""

from collections.abc import Iterator, Sequence

from bot.layout import Block, bold, plain
from bot.wording import Phrases
from tickets.ticket import Status, Ticket

SHOWN = 10  #: tickets in one list


def receipt(words: Phrases, ticket: Ticket) -> tuple[Block, ...]:
    """What was registered under which number, when, and until when it is answered on what ground."""
    request = words.requests[ticket.request] if ticket.request else ""
    return (
        bold(words.accepted[ticket.kind].format(request=request)),
        plain("\n".join(_facts(words, ticket))),
        plain(words.follow),
    )


def ticket_list(words: Phrases, tickets: Sequence[Ticket]) -> tuple[Block, ...]:
    """A person's tickets, newest first."""
    if not tickets:
        return (plain(words.no_tickets),)
    blocks = [plain("\n".join(_state(words, ticket))) for ticket in tickets[:SHOWN]]
    if len(tickets) > SHOWN:
        blocks.append(plain(words.more_tickets.format(count=len(tickets) - SHOWN)))
    return tuple(blocks)


def _facts(words: Phrases, ticket: Ticket) -> Iterator[str]:
    yield words.number.format(number=ticket.number)
    yield words.received.format(day=words.day(ticket.received_on))
    if ticket.due_on:
        yield words.due.format(day=words.day(ticket.due_on))
        yield words.basis.format(basis=ticket.basis)


def _state(words: Phrases, ticket: Ticket) -> Iterator[str]:
    kind = words.requests[ticket.request] if ticket.request else words.kinds[ticket.kind]
    yield f"{ticket.number} · {kind} · {words.statuses[ticket.status]}"
    if ticket.due_on and ticket.status is not Status.CLOSED:
        yield words.due.format(day=words.day(ticket.due_on))
