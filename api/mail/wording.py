"""Wording: what letters have to say, whatever the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tickets.ticket import Request, TicketKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Letters in one language. Braces are filled in with `str.format`."""

    language: str
    months: tuple[str, ...]
    date_format: str

    hello: str
    subject: str
    headings: Mapping[str, str]  #: how the letter of a topic begins; with words of staff below, it ends with a colon
    endings: Mapping[str, str]  #: what a topic adds at its end

    code_subject: str
    code_asked: str
    code_site: str
    code_minutes: str
    code_not_you: str
    code_tell_nobody: str

    kind: str
    kinds: Mapping[TicketKind, str]
    request: str
    requests: Mapping[Request, str]
    received: str
    due: str
    due_by: str
    basis: str
    norm: str

    open_ticket: str
    automatic: str
    answer_by_link: str
    answer_on_site: str
    answer_in_chat: str

    def day(self, day: date) -> str:
        """A date in words."""
        return self.date_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def due_of(self, period: str) -> str:
        """What is done by a date, where a ticket has several: «Срок, удаление данных»."""
        names = {str(key): name for names in (self.requests, self.kinds) for key, name in names.items()}
        return f"{self.due}, {names[period]}" if period in names else self.due
