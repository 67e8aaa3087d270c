"""Buttons of the staff group. They name the ticket by its number, and every press is checked like a command."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.dialogue.buttons import button, keyboard
from bot.staff import group_words
from desk.clause_names import SHORT, clause_name, key, titled
from desk.ref import Ref
from tickets.acts.act import Act
from tickets.acts.performing import begins
from tickets.acts.table import ASK, CLOSE, EXTEND, MUTE, REFUSE, REOPEN, RESOLVE, RETURN, TAKE, UNMUTE
from tickets.record.ticket import Ticket
from tickets.terms.periods import periods


class StaffStep(StrEnum):
    """What the card offers."""

    TAKE = "take"
    RETURN = "return"
    ASK = "ask"
    RESOLVE = "resolve"
    REFUSE = "refuse"
    EXTEND = "extend"
    CLOSE = "close"
    REOPEN = "reopen"
    MUTE = "mute"
    UNMUTE = "unmute"


class Do(CallbackData, prefix="do"):
    """Take this step, or begin it where words are needed."""

    step: StaffStep
    number: str


class SendAnyway(CallbackData, prefix="send"):
    """Whether an answer is sent although a colleague has answered meanwhile."""

    send: bool


class SendClause(CallbackData, prefix="law"):
    """Send this clause to the person, as an answer to their message."""

    clause: str  #: its `key`
    message: str  #: our id; "" where none is answered


class ShowMine(CallbackData, prefix="mine"):
    """Name the tickets of whoever presses."""


#: Buttons in rows, each an act that must begin where the ticket stands.
_ROWS: Sequence[Sequence[Act[object]]] = (
    (TAKE, ASK, RETURN),
    (RESOLVE, REFUSE, EXTEND),
    (CLOSE, REOPEN),
    (MUTE, UNMUTE),
)


def card_keyboard(ticket: Ticket) -> InlineKeyboardMarkup | None:
    """The steps that may be taken where the ticket stands; none of an erased one."""
    if ticket.erased_at is not None:
        return None
    rows = [
        [
            button(group_words.BUTTONS[act.name], Do(step=StaffStep(act.name), number=ticket.number))
            for act in row
            if begins(ticket, act) and _fits(act, ticket)
        ]
        for row in _ROWS
    ]
    return keyboard(*rows) if any(rows) else None


def _fits(act: Act[object], ticket: Ticket) -> bool:
    """What the status does not tell."""
    if act in {MUTE, UNMUTE}:
        return ticket.muted is (act is UNMUTE)
    return act is not EXTEND or bool(extendable(ticket))


def extendable(ticket: Ticket) -> Sequence[str]:
    """Periods that run on the ticket and may still be given a later date, in the order of its clocks."""
    return [
        clock.period
        for clock in ticket.clocks
        if clock.running and clock.first_due_on is None
        if clock.period in periods() and periods()[clock.period].extension
    ]


def board_keyboard() -> InlineKeyboardMarkup:
    return keyboard([button(group_words.BUTTON_MINE, ShowMine())])


def clause_keyboard(clauses: Mapping[Ref, str], message: str) -> InlineKeyboardMarkup:
    """The clauses, each with the title of its document where there are several."""
    return keyboard(
        *(
            [
                button(
                    group_words.BUTTON_CLAUSE.format(clause=titled(clause_name(ref.address, alone=SHORT), title)),
                    SendClause(clause=key(*ref), message=message),
                )
            ]
            for ref, title in clauses.items()
        )
    )


def anyway_keyboard() -> InlineKeyboardMarkup:
    return keyboard(
        [
            button(group_words.BUTTON_SEND, SendAnyway(send=True)),
            button(group_words.BUTTON_DROP, SendAnyway(send=False)),
        ]
    )
