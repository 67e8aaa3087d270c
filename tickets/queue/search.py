"""Search: tickets by words in whatever form, by number, and by a whole e-mail address or telephone number.

Whoever knows the `People` also finds them by a part of a name, an address or a number.
"""

import asyncio
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from russian.words import forms
from tickets.queue.lists import said_in
from tickets.queue.people import People
from tickets.record.contact import email_index, phone_index
from tickets.record.ticket import Ticket, TicketCounter
from tickets.store.database import Database, Session
from tickets.store.findable import INDEXED, UNCOMPOSED, TicketWord, add_words, telling_words

LONGEST = 200  #: characters that are looked at
MOST_WORDS = 8
ENOUGH = 2000  #: tickets of a word; which of two that have more is rarer does not matter
BATCH = 50  #: tickets in a transaction
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
    words = dict.fromkeys(telling_words(typed[:LONGEST]))
    return tuple(Sought(word, forms(word)) for word in list(words)[:MOST_WORDS])


async def found_by(session: Session, typed: str, people: People | None = None) -> ColumnElement[bool]:
    """Condition of the tickets that what was typed finds; what finds nothing is a condition, too."""
    typed = typed[:LONGEST].strip()
    conditions = list(_conditions(session, typed))
    if people is not None and (met := people.find(typed)).tickets:
        theirs = Ticket.id.in_(met.tickets) & Ticket.erased_at.is_(None)
        if not met.rest:
            conditions.append(theirs)
        elif said := sought(" ".join(met.rest)):
            conditions.append(theirs & await _words(session, said))
    if terms := sought(typed):
        conditions.append(await _words(session, terms))
    return or_(false(), *conditions)


async def index_older(database: Database) -> int:
    """Index what was said in tickets from before there was an index of words, or before it composed letters.

    Gives how many. Killed, the next call goes on.
    """
    done = 0
    while True:
        left = await database.fetch(_missing())
        if not left:
            return done
        async with database.transaction() as session:
            connection = await session.connection()
            # Looked for again: meanwhile some may have been erased.
            missing = (await session.scalars(select(Ticket).where(Ticket.id.in_(_missing())))).all()
            for ticket, texts in (await said_in(session, missing)).items():
                if await session.get(TicketWord, (UNCOMPOSED, ticket)):
                    texts = [text for text in texts if not unicodedata.is_normalized("NFC", text)]  # noqa: PLW2901
                await connection.run_sync(add_words, [ticket], texts)
        done += len(left)
        await asyncio.sleep(0)  # others may write


def _conditions(session: Session, typed: str) -> Iterator[ColumnElement[bool]]:
    if number := _NUMBER.fullmatch(typed.upper()):
        year, last = number[1], f"-{int(number[2]):06d}"
        every_year = select(literal("П-") + cast(TicketCounter.year, String) + literal(last))
        yield Ticket.number == f"П-{year}{last}" if year else Ticket.number.in_(every_year)
    if _EMAIL.fullmatch(typed):
        yield Ticket.email_index == email_index(session, typed)
    elif _PHONE.fullmatch(typed):
        yield Ticket.phone_index == phone_index(session, typed)


async def _words(session: Session, terms: Sequence[Sought]) -> ColumnElement[bool]:
    """Condition of the tickets in which all of them were said."""
    sizes = [
        select(func.count()).select_from(_tickets_with(term).limit(ENOUGH).subquery()).scalar_subquery()
        for term in terms
    ]
    known = zip((await session.execute(select(*sizes))).one(), terms, strict=True)
    (size, rarest), *others = sorted(known, key=itemgetter(0))
    if size < ENOUGH:  # few: each is looked up, and asked for the other words
        said: list[ColumnElement[bool]] = [Ticket.id.in_(_tickets_with(rarest))]
        for _, other in others:
            word = aliased(TicketWord)
            said.append(exists().where(word.ticket_id == Ticket.id, or_(*_alike(other, word))))
        return and_(*said)
    # Many: the list is walked in its index, which a bare id would be looked up in a ticket for.
    return and_(*((Ticket.id + 0).in_(_tickets_with(term)) for term in terms))


def _tickets_with(term: Sought) -> CompoundSelect[int]:
    # One after the other: asked with an «or», PostgreSQL would look into the table for what the index tells.
    return union_all(*(select(TicketWord.ticket_id).where(alike) for alike in _alike(term, TicketWord)))


def _alike(term: Sought, row: type[TicketWord]) -> list[ColumnElement[bool]]:
    """Conditions of words that are found; no word meets two."""
    if len(term.word) < BEGINNING:
        return [row.word.in_(sorted(term.forms))]
    after = term.word[:-1] + chr(ord(term.word[-1]) + 1)
    others = sorted(form for form in term.forms if not form.startswith(term.word))
    return [(row.word >= term.word) & (row.word < after), *([row.word.in_(others)] if others else [])]


def _missing() -> Select[int]:
    indexed = exists().where(TicketWord.word == INDEXED, TicketWord.ticket_id == Ticket.id)
    return select(Ticket.id).where(~indexed, Ticket.erased_at.is_(None)).order_by(Ticket.id.desc()).limit(BATCH)
