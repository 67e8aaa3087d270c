"""Buttons: what each carries, within the 64 bytes that Telegram gives it, and the keyboards made of them.

A button names rows by their ids, so it works after a restart and however late it is pressed.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.words.wording import BotWords
from desk.clause_names import key
from desk.ref import Ref
from tickets.record.draft import Stage
from tickets.record.labels import REQUESTS, capital
from tickets.record.ticket import Request, TicketKind

Row = list[InlineKeyboardButton]


class Accept(CallbackData, prefix="yes"):
    """Register what this message of the person asks for."""

    kind: TicketKind
    message: str  #: our id


class Decline(CallbackData, prefix="no"):
    """The message was a question after all."""

    message: str


class ShowClause(CallbackData, prefix="clause"):
    """Quote this clause as the answer to the message."""

    number: str  #: its `key`, as in other buttons
    message: str


class Rate(CallbackData, prefix="rate"):
    """Whether the clause shown helped."""

    helpful: bool
    number: str
    message: str


class ShowNext(CallbackData, prefix="next"):
    """Other clauses that may answer the message, `skip` of them passed over, and the one that is shown."""

    shown: str
    skip: int
    message: str


class Choice(StrEnum):
    """What a button of a draft says."""

    NEXT = "next"
    HERE = "here"
    DISAGREE = "disagree"
    CANCEL = "cancel"


class Fill(CallbackData, prefix="fill"):
    """A step of the draft that `act` began; an older draft's button does nothing to a newer one."""

    act: str
    choice: Choice


class Back(CallbackData, prefix="back"):
    """To what was asked before; on an old screen, where the draft no longer is, it does nothing."""

    act: str
    stage: Stage


class Agree(CallbackData, prefix="agree"):
    """Consent to the words shown, known by the beginning of their SHA-256."""

    act: str
    words: str


class Shape(CallbackData, prefix="shape"):
    """A legal shape of what is asked, to be chosen or not; pressed twice on an old screen, it says the same."""

    act: str
    request: Request
    chosen: bool


class UnderDocument(CallbackData, prefix="under"):
    """The document under which a claim is made, by its `document_key`; "" says that the person does not know."""

    act: str
    document: str


def document_key(document: str) -> str:
    """A document's id within the room of a button."""
    return hashlib.sha256(document.encode()).hexdigest()[:8]


def button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def document_keyboard(words: BotWords, act: str, titles: Mapping[str, str]) -> InlineKeyboardMarkup:
    """A row for each document, then one for whoever does not know."""
    known = [
        [button(title, UnderDocument(act=act, document=document_key(document)))] for document, title in titles.items()
    ]
    return keyboard(
        *known,
        [button(words.button_not_known, UnderDocument(act=act, document=""))],
        [button(words.button_cancel, Fill(act=act, choice=Choice.CANCEL))],
    )


def human_row(words: BotWords, message: str) -> Row:
    """A person can be called from under everything the bot says."""
    return [button(words.button_human, Accept(kind=TicketKind.HUMAN, message=message))]


def clause_row(clauses: Sequence[Ref], message: str, label: Callable[[Ref], str]) -> Row:
    """A button for each clause, by what it is called."""
    return [button(label(ref), ShowClause(number=key(*ref), message=message)) for ref in clauses]


def next_row(words: BotWords, shown: Ref, skip: int, message: str) -> Row:
    return [button(words.browsing.more, ShowNext(shown=key(*shown), skip=skip, message=message))]


def rating_row(words: BotWords, ref: Ref, message: str) -> Row:
    return [
        button(words.button_helped, Rate(helpful=True, number=key(*ref), message=message)),
        button(words.button_wrong, Rate(helpful=False, number=key(*ref), message=message)),
    ]


def accept_rows(words: BotWords, kinds: Iterable[TicketKind], message: str) -> list[Row]:
    """A row for each ticket that the message may wish besides."""
    return [[button(words.button_beside[kind], Accept(kind=kind, message=message))] for kind in kinds]


def offer_keyboard(
    words: BotWords, kind: TicketKind, message: str, others: Iterable[TicketKind] = ()
) -> InlineKeyboardMarkup:
    """To agree to an offer; whoever only asked can say so, except where a person was asked for."""
    agree = [button(words.button_offers[kind], Accept(kind=kind, message=message))]
    rows = [agree, *accept_rows(words, others, message)]
    if kind is TicketKind.HUMAN:
        return keyboard(*rows)
    return keyboard(*rows, [button(words.button_question, Decline(message=message))])


def cancel_row(words: BotWords, act: str) -> Row:
    return [button(words.button_cancel, Fill(act=act, choice=Choice.CANCEL))]


def back_row(words: BotWords, act: str, stage: Stage) -> Row:
    """Back from that stage, or out of it all."""
    return [button(words.button_back, Back(act=act, stage=stage)), *cancel_row(words, act)]


def text_keyboard(words: BotWords, act: str, *, told: bool) -> InlineKeyboardMarkup:
    """Words that were told before can be left as they are."""
    leave = [button(words.button_next, Fill(act=act, choice=Choice.NEXT))] if told else []
    return keyboard(leave, cancel_row(words, act))


def request_keyboard(words: BotWords, act: str, chosen: Container[str]) -> InlineKeyboardMarkup:
    """Every shape, marked as chosen or not."""
    rows = [
        [
            button(
                f"{'☑️' if shape in chosen else '▫️'} {capital(REQUESTS[shape].to(words.language))}",
                Shape(act=act, request=shape, chosen=shape not in chosen),
            )
        ]
        for shape in Request
    ]
    go_on = [button(words.button_next, Fill(act=act, choice=Choice.NEXT))]
    return keyboard(*rows, go_on, back_row(words, act, Stage.REQUEST))


def contact_keyboard(words: BotWords, act: str) -> InlineKeyboardMarkup:
    here = [button(words.button_here, Fill(act=act, choice=Choice.HERE))]
    return keyboard(here, back_row(words, act, Stage.CONTACT))


def consent_keyboard(words: BotWords, act: str, shown: str) -> InlineKeyboardMarkup:
    return keyboard(
        [
            button(words.button_agree, Agree(act=act, words=shown)),
            button(words.button_disagree, Fill(act=act, choice=Choice.DISAGREE)),
        ]
    )
