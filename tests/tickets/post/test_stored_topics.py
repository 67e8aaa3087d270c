"""Topics: rows are read as every version wrote them, and written as outside readers know them."""

import ast
from dataclasses import fields
from typing import Any

import pytest

from api.public.events import TOLD
from tests.conftest import TESTS
from tests.tickets.post.topic_rows import DAY, DUE, REGISTERED, ROWS, TO_PERSON, N
from tickets.post.outbox import EMAIL, STAFF, OutboxRow
from tickets.post.topics.stored import Unreadable, as_data, read
from tickets.post.topics.to_browsers import TO_BROWSERS
from tickets.post.topics.to_members import TO_MEMBERS
from tickets.post.topics.to_person import (
    BY_MAIL,
    NEWS,
    TO_CHANNEL,
    Extended,
    Notice,
    Receipt,
)
from tickets.post.topics.to_staff import (
    TO_HELP_DESK,
    TO_STAFF,
    UserWrote,
)
from tickets.post.topics.topic import Topic
from tickets.record.ticket import Request, TicketKind


@pytest.mark.parametrize(("channel", "name", "data", "topic"), ROWS)
def test_what_an_earlier_version_wrote_is_read_and_is_written_alike(
    channel: str, name: str, data: dict[str, Any], topic: Topic
) -> None:
    """Further fields, of a later version, are passed over."""
    assert topic == OutboxRow(channel=channel, topic=name, data={**data, "later": 1}).read()
    assert (name, data) == (topic.name, as_data(topic))


def test_every_topic_is_among_these_rows() -> None:
    shown = {type(topic.news) if isinstance(topic, Notice) else type(topic) for _, _, _, topic in ROWS}
    assert {*TO_CHANNEL, *BY_MAIL, *TO_MEMBERS, *TO_STAFF, *TO_HELP_DESK, *TO_BROWSERS} == shown


@pytest.mark.parametrize(
    ("channel", "name", "data", "topic"),
    [
        (STAFF, "user_wrote", {"number": N}, UserWrote(N, None, None)),
        ("web", "term_extended", {**TO_PERSON, "text": "Архив.", **DUE},
         Notice(N, "ru", Extended(DAY, "ст. 20", None, "Архив."), "7")),
        (EMAIL, "ticket_opened", REGISTERED | DUE,
         Receipt(N, "ru", TicketKind.CLAIM, (Request.STOP,), DAY, None, DAY, "ст. 20")),
    ],
)  # fmt: skip
def test_what_the_first_versions_did_not_write_is_not_missed(
    channel: str, name: str, data: dict[str, Any], topic: Topic
) -> None:
    assert topic == OutboxRow(channel=channel, topic=name, data=data).read()


@pytest.mark.parametrize(
    ("kinds", "name", "data"),
    [
        (TO_CHANNEL, "ticket_merged", {}),
        (TO_CHANNEL, "term_extended", {"text": "Ищем.", "due_on": "завтра"}),
        (TO_CHANNEL, "request_confirmed", {"requests": ["fly"]}),
        (TO_CHANNEL, "unheard_of", {}),
        (TO_STAFF, "date_near", {}),
    ],
)
def test_what_lacks_its_facts_is_told_to_nobody(
    kinds: tuple[type[Topic], ...], name: str, data: dict[str, object]
) -> None:
    """The reason names the topic, without a word of the person."""
    with pytest.raises(Unreadable, match=name) as refused:
        read(kinds, name, TO_PERSON | data)
    assert "Ищем" not in str(refused.value)


def test_an_emptied_row_tells_nothing() -> None:
    emptied = OutboxRow(channel=EMAIL, topic="email_code", data={})
    assert (None, None, True) == (emptied.told, emptied.number, emptied.emptied)
    assert not OutboxRow(channel=STAFF, topic="act_failed", data={}).emptied, "it never had more to tell"


def test_what_the_public_reads_are_fields_of_news() -> None:
    """A field that is renamed would be lacking in the events of the API."""
    assert set(TOLD) <= {each.name for news in (Notice, *NEWS) for each in fields(news)}


#: Hands the row's own bytes to the public, field by field; `test_what_the_public_reads_are_fields_of_news` minds it.
PROJECTS = {"api/public/events.py"}


def test_no_code_looks_into_a_row_or_asks_for_a_topic_by_a_string() -> None:
    """Whoever tells is seen by mypy; whoever reads asks the row what it tells, and for a topic by its class."""
    files = [
        file for room in ("api", "bot", "desk", "tickets", "punkt") for file in (TESTS.parent / room).rglob("*.py")
    ]
    found = []
    for file in files:
        name = file.relative_to(TESTS.parent).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Attribute(ast.Name("row" | "parcel"), "data", ast.Load()) if name not in PROJECTS:
                    found.append(f"{name}:{node.lineno}")
                case ast.Compare(ast.Attribute(attr="topic"), comparators=[ast.Constant()]):
                    found.append(f"{name}:{node.lineno}")
    assert [] == found
