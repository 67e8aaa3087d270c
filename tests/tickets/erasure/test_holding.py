"""Holdings: no table and no column of words is forgotten when somebody is."""

from sqlalchemy import JSON, inspect
from sqlalchemy.types import Enum, String, TypeDecorator

from tickets.erasure.holdings import HOLDINGS, TELL_NOTHING
from tickets.record.ticket import SYSTEM, USER, Status, TicketKind
from tickets.store.base import Base

#: Columns of words that an erasure leaves, each of which tells nothing of the person.
LEFT = {
    "rooms": {"place", "thread", "card"},
    "tickets": {
        "number",
        "conversation_id",
        "edition",
        "edition_sha256",
        "document",
        "claim_term",
        "basis",
        "assignee",
        "norm",
    },
    "ticket_events": {"step", "actor"},
    "clocks": {"period", "basis", "edition", "confirmed_by"},
    "blocks": {"conversation_id"},
    "consents": {"text", "sha256", "edition", "channel"},
    "inbox": {"channel", "origin"},
    "conversations": {"id", "channel", "language", "document"},
}


def words(table: type[Base]) -> set[str]:
    """Its columns that could hold anything somebody wrote."""
    kinds = {column.name: column.type for column in inspect(table).columns}
    plain = {name: kind.impl if isinstance(kind, TypeDecorator) else kind for name, kind in kinds.items()}
    return {name for name, kind in plain.items() if isinstance(kind, String | JSON) and not isinstance(kind, Enum)}


def test_every_table_of_this_package_is_declared_or_excused() -> None:
    """Whoever adds one decides, or this fails."""
    declared = {holding.table for holding in HOLDINGS}
    ours = {mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("tickets.")}

    assert ours == declared | TELL_NOTHING.keys()
    assert set() == declared & TELL_NOTHING.keys()
    assert all(TELL_NOTHING.values())
    assert len(declared) == len(HOLDINGS)


def test_every_column_of_words_is_emptied_or_known_to_tell_nothing() -> None:
    """In the rows that stay."""
    left = {
        holding.name: words(holding.table) - holding.sets.keys() for holding in HOLDINGS if holding.sets is not None
    }
    assert left == LEFT


def test_what_is_shown_is_there_and_has_a_russian_title() -> None:
    for holding in HOLDINGS:
        columns = inspect(holding.table).columns.keys()
        for shown in holding.shown:
            assert shown.column in columns, holding.name
            assert any("а" <= letter <= "я" for letter in shown.title.lower()) or shown.title == "SHA-256"
        assert any("а" <= letter <= "я" for letter in holding.title)


def test_the_person_reads_words_for_what_rows_hold() -> None:
    """And a staff member is never named to them."""
    said = {(holding.name, shown.column): shown.label for holding in HOLDINGS for shown in holding.shown if shown.label}
    assert ["вопрос сотруднику", "ждёт сотрудника", ""] == [
        said["tickets", "kind"](TicketKind.HUMAN),
        said["tickets", "status"](Status.NEW),
        said["tickets", "outcome"](None),
    ]
    actors = (USER, SYSTEM, "anna@example.org")
    assert ["вы", "программа", "сотрудник"] == [said["ticket_events", "actor"](actor) for actor in actors]
