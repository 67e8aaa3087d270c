"""Receipts: what a person holds of a ticket, when it is registered and whenever they look."""

from collections.abc import Iterable, Iterator

from bot.dialogue.buttons import keyboard
from bot.dialogue.ticket_buttons import withdraw_row
from bot.dialogue.turn import Turn
from bot.sending.layout import Block, bold, plain
from bot.words.wording import BotWords
from tickets.record.consent import Consent
from tickets.record.labels import KINDS, PERIODS, REQUESTS, STATUSES, asked, capital
from tickets.record.ticket import OPEN, Outcome, Request, Ticket
from tickets.steps.blocking import block_of


async def say_receipt(turn: Turn, ticket: Ticket) -> None:
    """What was registered under which number, when, and until when each thing is done on what ground.

    The consent can be withdrawn right here, as easily as it was given (152-ФЗ ст. 9 ч. 2).
    """
    words = turn.words
    facts = [words.number.format(number=ticket.number), words.received.format(day=words.day(ticket.received_on))]
    turn.say(
        bold(words.accepted[ticket.kind].format(request=_asked(words, ticket))),
        plain("\n".join([*facts, *_dates(words, ticket)])),
        *await _block(turn, ticket),
        *await turn.when_answered(),
        plain(words.follow),
        buttons=keyboard(withdraw_row(words, ticket.number)) if await has_consent(turn, ticket) else None,
    )


async def ticket_card(turn: Turn, ticket: Ticket, into: Ticket | None) -> tuple[Block, ...]:
    """Where a ticket stands; `into` is the one that it goes on as, if it does."""
    words = turn.words
    lines = [words.received.format(day=words.day(ticket.received_on))]
    if ticket.status in OPEN:
        lines += _dates(words, ticket)
    if into is not None:
        lines.append(words.goes_on.format(number=into.number))
    if ticket.outcome_text:
        lines.append(words.outcome.format(text=ticket.outcome_text))
    if ticket.outcome is Outcome.REFUSED and ticket.norm:
        lines.append(words.basis.format(basis=ticket.norm))
    return bold(headline(words, ticket)), plain("\n".join(lines)), *await _block(turn, ticket)


def headline(words: BotWords, ticket: Ticket) -> str:
    """Number, what is asked, and where it stands."""
    what = _asked(words, ticket) or KINDS[ticket.kind].to(words.language)
    return f"{ticket.number} · {what} · {STATUSES[ticket.status].to(words.language)}"


def list_entry(words: BotWords, ticket: Ticket) -> Block:
    """A ticket among others."""
    lines = [headline(words, ticket)]
    if ticket.due_on and ticket.status in OPEN:
        lines.append(words.due.format(day=words.day(ticket.due_on)))
    return plain("\n".join(lines))


async def has_consent(turn: Turn, ticket: Ticket) -> bool:
    """Whether there is a consent that can be withdrawn."""
    consent = await turn.session.get(Consent, ticket.id)
    return consent is not None and consent.withdrawn_at is None


def listed(words: BotWords, requests: Iterable[Request]) -> str:
    """Legal shapes in plain words."""
    return ", ".join(REQUESTS[request].to(words.language) for request in requests)


def _asked(words: BotWords, ticket: Ticket) -> str:
    return ", ".join(name.to(words.language) for name in asked(ticket))


def _dates(words: BotWords, ticket: Ticket) -> Iterator[str]:
    """Each date that is still to be met, with what it is for where there are several."""
    running = [clock for clock in ticket.clocks if clock.running]
    if ticket.undated:
        yield words.undated
    for clock in sorted(running, key=lambda clock: clock.ends_at):
        day = words.day(clock.due_on)
        what = PERIODS.get(clock.period) if len(running) > 1 else None
        if what is None:
            yield words.due.format(day=day)
        else:
            yield words.due_for.format(what=capital(what.to(words.language)), day=day)
        yield words.basis.format(basis=clock.basis)


async def _block(turn: Turn, ticket: Ticket) -> tuple[Block, ...]:
    """That the data are not used meanwhile (152-ФЗ ст. 21 ч. 1), as long as they are not."""
    in_force = await block_of(turn.session, ticket) is not None
    return (plain(turn.words.blocked),) if in_force else ()
