"""Words of tickets: an index from each word to the tickets in which it was said, written with what it indexes.

A row of a class that is Findable adds its words when it is inserted or changed, in the same flush, so that no function
that stores something can forget it. What a person could be found by is left out. An erasure deletes the words.
"""

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Connection, ForeignKey, Index, String, column, event, inspect, select, table, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from russian.words import LONGEST, forms, words
from tickets.store.base import Base, Moment
from tickets.text.masking import leave_out

INDEXED = " "  #: this word stands for "what was said in the ticket is in the index"
#: The same, written before letters were composed: what was typed as a letter and its mark is not in the index yet.
UNCOMPOSED = ""
#: Of the detail of a step, what somebody has put into words.
SAID = ("note", "reason", "done", "outcome")
#: The columns that say of which tickets something is; the model stands above this module.
TICKETS = table(
    "tickets", column("id"), column("conversation_id"), column("received_at", Moment), column("erased_at", Moment)
)
#: All words of a ticket in one statement, in the order in which they are given.
_ADD_ON_POSTGRESQL = text(
    "INSERT INTO ticket_words (word, ticket_id) SELECT word, CAST(:ticket AS integer) "
    "FROM unnest(CAST(:words AS varchar[])) WITH ORDINALITY AS said (word, place) ORDER BY place ON CONFLICT DO NOTHING"
)
_ADD_ON_SQLITE = text(
    "INSERT INTO ticket_words (word, ticket_id) SELECT value, :ticket FROM json_each(:words) WHERE true "
    "ON CONFLICT DO NOTHING"
)


class TicketWord(Base):
    """A word, or the lemma of one, and a ticket in which it was said."""

    __tablename__ = "ticket_words"
    __table_args__ = (Index("ix_ticket_words_ticket_id_word", "ticket_id", "word"), {"sqlite_with_rowid": False})

    #: In the order of its code points everywhere, so that the beginning of a word is a range of the index.
    word: Mapped[str] = mapped_column(
        String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql"), primary_key=True
    )
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)


class Findable:
    """A model whose words find tickets."""

    findable: ClassVar[tuple[str, ...]] = ("text",)  #: columns of words

    def said_in(self) -> ColumnElement[bool] | int | None:
        """Condition of TICKETS: those in which it was said; or the one that it is known to be; None: it finds none."""
        raise NotImplementedError


@event.listens_for(Findable, "after_insert", propagate=True)
@event.listens_for(Findable, "after_update", propagate=True)
def _follow(_mapper: Mapper[Any], connection: Connection, target: Findable) -> None:
    where = target.said_in()
    if where is None:
        return
    state = inspect(target)
    changed = [new for name in target.findable for new in state.attrs[name].history.added or () if new]
    texts = [text for value in changed for text in texts_of(value)]
    if not texts:
        return
    if isinstance(where, int):
        add_words(connection, [where], texts)
        return
    found = select(TICKETS.c.id).where(where, TICKETS.c.erased_at.is_(None)).order_by(TICKETS.c.id)
    tickets = connection.execute(found).scalars().all()
    if tickets:
        add_words(connection, list(tickets), texts)


def telling_words(text: str) -> list[str]:
    """The words of a text by which tickets are found: neither single letters and digits, nor parts of a contact."""
    return [word for word in words(leave_out(text)) if 1 < len(word) <= LONGEST]


def texts_of(value: object) -> Iterator[str]:
    """The texts in a column: itself, or what the detail of a step says in words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (value[name] for name in SAID if isinstance(value.get(name), str))


def add_words(connection: Connection, tickets: list[int], texts: list[str]) -> None:
    """Let these texts find these tickets."""
    said = {form for text in texts for word in telling_words(text) for form in forms(word)} | {INDEXED}
    # Always in the same order, so that two that add to one ticket never wait for each other in a circle.
    words = sorted(said)
    for ticket in tickets:
        if connection.dialect.name == "postgresql":
            connection.execute(_ADD_ON_POSTGRESQL, {"words": words, "ticket": ticket})
        else:
            connection.execute(_ADD_ON_SQLITE, {"words": json.dumps(words, ensure_ascii=False), "ticket": ticket})
