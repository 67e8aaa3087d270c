"""Search: tickets by words in whatever form, by number, and by a whole e-mail address or telephone number."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, false, intersect, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.contact import email_index, phone_index
from tickets.findable import TicketWord
from tickets.text.lemmas import forms, plain_words
from tickets.text.masking import leave_out
from tickets.ticket import Ticket, TicketCounter

LONGEST = 200  #: characters that are looked at
MOST_WORDS = 8
BEGINNING = 3  #: letters from which on a word also finds those that begin with it
_NUMBER = re.compile(r"(?:[ПP]?\s*[-–№]?\s*(20[0-9]{2})\s*[-–])?\s*0*([0-9]{1,6})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()\-–.]{8,22}")


@dataclass(frozen=True, slots=True)
class Sought:
    """A word that is looked for."""

    word: str
    forms: frozenset[str]

    def is_met_by(self, word: str) -> bool:
        """Whether a plain word of a text is one that this finds."""
        return (len(self.word) >= BEGINNING and word.startswith(self.word)) or not self.forms.isdisjoint(forms(word))


def sought(typed: str) -> tuple[Sought, ...]:
    """What somebody typed, as words that must all be found; without what a person could be found by."""
    words = dict.fromkeys(plain_words(leave_out(typed[:LONGEST])))
    return tuple(Sought(word, forms(word)) for word in list(words)[:MOST_WORDS])


def found_by(session: AsyncSession, typed: str) -> ColumnElement[bool]:
    """Condition of the tickets that what was typed finds; what finds nothing is a condition, too."""
    typed = typed[:LONGEST].strip()
    return or_(false(), *_by_number(typed), *_by_contact(session, typed), *_by_words(typed))


def _by_number(typed: str) -> list[ColumnElement[bool]]:
    found = _NUMBER.fullmatch(typed.upper())
    if not found:
        return []
    year, last = found[1], f"-{int(found[2]):06d}"
    if year:
        return [Ticket.number == f"П-{year}{last}"]
    return [Ticket.number.in_(select(literal("П-") + cast(TicketCounter.year, String) + literal(last)))]


def _by_contact(session: AsyncSession, typed: str) -> list[ColumnElement[bool]]:
    if _EMAIL.fullmatch(typed):
        return [Ticket.email_index == email_index(session, typed)]
    if _PHONE.fullmatch(typed):
        return [Ticket.phone_index == phone_index(session, typed)]
    return []


def _by_words(typed: str) -> list[ColumnElement[bool]]:
    # Whole sets, found once: PostgreSQL, which has no statistics of words, would else ask for each ticket in turn.
    found = [select(TicketWord.ticket_id).where(_is(term)).distinct() for term in sought(typed)]
    if not found:
        return []
    return [Ticket.id.in_(intersect(*found) if len(found) > 1 else found[0])]


def _is(term: Sought) -> ColumnElement[bool]:
    same = TicketWord.word.in_(sorted(term.forms))
    if len(term.word) < BEGINNING:
        return same
    after = term.word[:-1] + chr(ord(term.word[-1]) + 1)
    return same | ((TicketWord.word >= term.word) & (TicketWord.word < after))
