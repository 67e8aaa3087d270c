"""Wording: what the bot has to say, whatever the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.words.browsing import Browsing
from bot.words.files import Files
from bot.words.menu import Menu
from bot.words.own_data import OwnData
from russian.numbers import day_in_words
from tickets.record.ticket import Request, TicketKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BotWords:
    """The bot in one language. Braces are filled in with `str.format`."""

    menu: Menu
    browsing: Browsing
    files: Files
    own: OwnData

    language: str
    hello: str
    help: str
    smalltalk: str
    policy: str
    effective: str
    write_to: str

    answer: str
    of_section: str
    section: str
    edition: str
    open_policy: str
    no_advice: str
    suggestions: str
    no_answer: str
    near: str
    offers: Mapping[TicketKind, str]

    only_text: str
    no_scans: str
    too_long: str
    one_by_one: str
    apology: str

    step: str
    ask_text: Mapping[TicketKind, str]
    ask_text_again: str
    ask_request: str
    choose_one: str
    chosen: str
    ask_contact: str
    no_contact: str
    press_button: str
    check: str
    answer_to: str
    answer_here: str
    attached: str
    consent_next: str
    consent_edition: str
    refused: str
    cancelled: str
    words_lost: str
    nothing_to_cancel: str

    accepted: Mapping[TicketKind, str]
    number: str
    received: str
    due: str
    due_for: str
    basis: str
    blocked: str
    follow: str
    already: str
    called_already: str

    no_tickets: str
    choose_ticket: str
    goes_on: str
    outcome: str
    hints: Mapping[Request, str]

    ask_addition: str
    ask_reason: str
    added: str
    edited: str
    left_as_is: str
    finish_first: str
    moved_on: str
    sure_to_retract: str
    sure_to_withdraw: str
    no_consent: str

    ends: Mapping[str, str]  #: of what is told, by topic of the outbox, where only this channel can say it
    reason: str
    erased_on: str
    asked: str

    thanks: str
    sorry: str
    sorry_near: str
    too_late_to_reopen: str
    stale_button: str

    button_helped: str
    button_wrong: str
    button_human: str
    button_offers: Mapping[TicketKind, str]
    button_question: str
    button_next: str
    button_here: str
    button_back: str
    button_cancel: str
    button_agree: str
    button_disagree: str
    button_sure: str
    button_keep: str
    button_more: str

    def day(self, day: date) -> str:
        """A date in words."""
        return day_in_words(day, self.language)
