"""The card: what a ticket is about, how it stands and what can be done, as its topic shows it on top."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from aiogram.types import InlineKeyboardMarkup

from bot.sending.layout import Block, bold, compose, link, note, plain
from bot.staff import group_words
from bot.staff.buttons import card_keyboard
from bot.words.russian import RUSSIAN
from tickets.record.clock import Clock
from tickets.record.labels import CHANNELS, CLAUSES, IDENTITIES, KINDS, STATUSES, asked, what_is_due
from tickets.record.ticket import HELD, Outcome, Ticket
from tickets.text.masking import mask

LONGEST_NAME = 128  #: characters of a topic's name


@dataclass(frozen=True, slots=True)
class Card:
    """As it is sent."""

    html: str
    buttons: InlineKeyboardMarkup | None

    @property
    def digest(self) -> str:
        """Tells whether the card that is shown says the same."""
        buttons = self.buttons.model_dump_json(exclude_none=True) if self.buttons else ""
        return hashlib.sha256(f"{self.html}\n{buttons}".encode()).hexdigest()


def topic_name(ticket: Ticket) -> str:
    """How the topic is called: state, number and kind, nothing of the person."""
    name = group_words.TOPIC.format(
        mark=group_words.MARKS[ticket.status], number=ticket.number, kind=KINDS[ticket.kind].staff
    )
    return name[:LONGEST_NAME]


def console_page(address: str, number: str) -> str:
    """Where the ticket can be read in whole, by whoever is signed in."""
    return f"{address}/console/tickets/{quote(number)}"


def card(ticket: Ticket, channel: str, address: str, *, blocked: bool, complained: bool, text: bool) -> Card:
    """The card of a ticket; without `text` nothing of the person is on it, not even masked."""
    kind, named = KINDS[ticket.kind].staff, ", ".join(name.staff for name in asked(ticket))
    what = f"{kind}: {named}" if named else kind
    blocks: list[Block] = [
        bold(group_words.HEAD.format(number=ticket.number, what=what)),
        plain("\n".join(_lines(ticket, channel, blocked=blocked, complained=complained, text=text))),
        link(group_words.HISTORY, console_page(address, ticket.number)),
        note(group_words.HOW_TO_ANSWER if text else group_words.HOW_TO_ANSWER_ELSEWHERE),
    ]
    return Card(compose(blocks)[0], card_keyboard(ticket))


def _lines(ticket: Ticket, channel: str, *, blocked: bool, complained: bool, text: bool) -> Iterator[str]:
    yield group_words.STATUS.format(status=STATUSES[ticket.status].staff)
    yield group_words.HELD_BY.format(assignee=ticket.assignee) if ticket.assignee else group_words.NOBODY
    if ticket.unclear:
        yield group_words.UNCLEAR
    clocks = [clock for clock in ticket.clocks if clock.dropped_at is None]
    last = {clock.period: clock for clock in clocks}  # of a ticket that was opened again, each term has run before
    yield from (_date(clock) for clock in clocks if clock.met_at is None or last[clock.period] is clock)
    if ticket.undated:
        yield ticket.undated
    if complained:
        yield group_words.COMPLAINED
    if ticket.erased_at is not None:
        yield group_words.ERASED
        return
    yield group_words.FROM.format(channel=CHANNELS[channel].staff)
    if text:
        contact = mask(", ".join(each for each in (ticket.email, ticket.phone) if each))
        yield group_words.CONTACT.format(contact=contact) if contact else group_words.NO_CONTACT
    if ticket.identity:
        yield group_words.PROVEN.format(how=IDENTITIES[ticket.identity])
    else:
        yield group_words.UNPROVEN_NEEDED if ticket.identity_needed else group_words.UNPROVEN
    if blocked:
        yield group_words.BLOCKED
    if ticket.status in HELD:
        yield group_words.CLAUSES.format(given=CLAUSES[ticket.muted])
    if ticket.outcome is Outcome.REFUSED:
        yield group_words.NORM.format(norm=ticket.norm)


def _date(clock: Clock) -> str:
    what = what_is_due(clock.period)
    if clock.met_at is not None:
        return group_words.MET.format(what=what)
    day = RUSSIAN.day(clock.due_on)
    if clock.first_due_on is None:
        return group_words.DUE.format(what=what, day=day, basis=clock.basis)
    return group_words.EXTENDED.format(what=what, day=day, before=RUSSIAN.day(clock.first_due_on), basis=clock.basis)
