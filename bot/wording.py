"""Wording: what the bot has to say, whatever the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tickets.ticket import Request, Status, TicketKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The bot in one language. Braces are filled in with `str.format`."""

    months: tuple[str, ...]
    date_format: str

    hello: str
    help: str
    smalltalk: str
    policy: str
    effective: str
    write_to: str

    answer: str
    clause: str
    of_section: str
    section: str
    preamble: str
    edition: str
    open_policy: str
    no_advice: str
    suggestions: str
    no_answer: str
    near: str
    offers: Mapping[TicketKind, str]

    only_text: str
    only_text_to_staff: str
    too_long: str
    apology: str

    ask_text: Mapping[TicketKind, str]
    ask_request: str
    ask_contact: str
    no_contact: str
    press_button: str
    consent_edition: str
    refused: str
    cancelled: str
    nothing_to_cancel: str

    accepted: Mapping[TicketKind, str]
    number: str
    received: str
    due: str
    basis: str
    follow: str
    already: str
    called_already: str

    no_tickets: str
    more_tickets: str
    kinds: Mapping[TicketKind, str]
    requests: Mapping[Request, str]
    statuses: Mapping[Status, str]

    staff_answered: str
    closed: str

    thanks: str
    sorry: str
    sorry_near: str
    stale_button: str

    button_helped: str
    button_wrong: str
    button_human: str
    button_clause: str
    button_offers: Mapping[TicketKind, str]
    button_question: str
    button_here: str
    button_cancel: str
    button_agree: str
    button_disagree: str

    def day(self, day: date) -> str:
        """A date in words."""
        return self.date_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)
