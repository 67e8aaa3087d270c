"""Buttons under a ticket: what its person can do with it. They name it by its number, checked at each press."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.dialogue.buttons import Row, button, keyboard
from bot.words.wording import BotWords
from tickets.life import ENDED
from tickets.record.labels import HELPED, OWN_ACTS, capital
from tickets.record.ticket import OPEN, Ticket


class OwnStep(StrEnum):
    """What a person does with their own ticket."""

    ADD = "add"
    RETRACT = "retract"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    COMMENT = "comment"  #: to whether they were helped


class BeginStep(CallbackData, prefix="own"):
    """Begin a step: what it needs is asked first."""

    step: OwnStep
    number: str


class Sure(CallbackData, prefix="sure"):
    """Yes, really."""

    step: OwnStep
    number: str


class Keep(CallbackData, prefix="keep"):
    """No, leave the ticket as it is."""

    number: str


class RateTicket(CallbackData, prefix="helped"):
    """Whether the person was helped."""

    helped: bool
    number: str


class ShowTicket(CallbackData, prefix="ticket"):
    """Show one ticket of the list."""

    number: str


class ShowMore(CallbackData, prefix="more"):
    """Show the list from there on."""

    skip: int


def ticket_keyboard(words: BotWords, ticket: Ticket, *, consent: bool) -> InlineKeyboardMarkup | None:
    """What can be done with the ticket now; `consent` says whether there is one to withdraw."""
    number, rows = ticket.number, list[Row]()
    if ticket.status in OPEN:
        rows.append([_begin(words, OwnStep.ADD, number)])
        rows.append([_begin(words, OwnStep.RETRACT, number)])
    if ticket.status in ENDED:
        rows.append(reopen_row(words, number))
    if consent:
        rows.append(withdraw_row(words, number))
    return keyboard(*rows) if rows else None


def reopen_row(words: BotWords, number: str) -> Row:
    return [_begin(words, OwnStep.REOPEN, number)]


def asked_keyboard(words: BotWords, number: str) -> InlineKeyboardMarkup:
    """«Помогли ли мы?», or open it again."""
    return keyboard(_rating_row(words, number), reopen_row(words, number))


def rated_keyboard(words: BotWords, number: str, *, helped: bool) -> InlineKeyboardMarkup:
    """The answer marked, which can be changed; a line can be added."""
    comment = [button(words.button_comment, BeginStep(step=OwnStep.COMMENT, number=number))]
    return keyboard(_rating_row(words, number, helped), comment, reopen_row(words, number))


def _rating_row(words: BotWords, number: str, chosen: bool | None = None) -> Row:
    return [
        button(f"{'✓ ' if helped is chosen else ''}{name.to(words.language)}", RateTicket(helped=helped, number=number))
        for helped, name in HELPED.items()
    ]


def withdraw_row(words: BotWords, number: str) -> Row:
    return [_begin(words, OwnStep.WITHDRAW, number)]


def _begin(words: BotWords, step: OwnStep, number: str) -> InlineKeyboardButton:
    name = "withdraw_consent" if step is OwnStep.WITHDRAW else step
    return button(capital(OWN_ACTS[name].to(words.language)), BeginStep(step=step, number=number))


def sure_keyboard(words: BotWords, step: OwnStep, number: str) -> InlineKeyboardMarkup:
    return keyboard(
        [
            button(words.button_sure, Sure(step=step, number=number)),
            button(words.button_keep, Keep(number=number)),
        ]
    )


def list_keyboard(words: BotWords, numbers: Sequence[str], skip: int, more: int) -> InlineKeyboardMarkup:
    """A button for each number, two in a row, and one for the `more` that follow."""
    choices = [button(number, ShowTicket(number=number)) for number in numbers]
    further = [button(words.button_more.format(count=more), ShowMore(skip=skip + len(numbers)))] if more else []
    return keyboard(*(choices[start : start + 2] for start in range(0, len(choices), 2)), further)
