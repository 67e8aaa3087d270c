"""Wording: what letters have to say, whatever the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from russian.numbers import day_in_words
from tickets.record.labels import PERIODS


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """Letters in one language. Braces are filled in with `str.format`."""

    language: str

    hello: str
    subject: str
    headings: Mapping[str, str]  #: by topics of which only letters tell
    reason: str  #: ends the heading above a reason
    endings: Mapping[str, str]  #: what a topic adds at its end, where only letters can say it

    code_subject: str
    code_asked: str
    code_site: str
    code_minutes: str
    code_not_you: str
    code_tell_nobody: str

    kind: str
    request: str
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
        return day_in_words(day, self.language)

    def due_of(self, period: str) -> str:
        """What is done by a date, where a ticket has several: «Срок, удаление данных»."""
        return f"{self.due}, {PERIODS[period].to(self.language)}" if period in PERIODS else self.due
