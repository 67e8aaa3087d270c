"""Several documents at the desk: who answers, what is kept of it, and what it is called."""

from pathlib import Path

import pytest

from desk.clause_names import key
from desk.desk import Desk
from desk.insight import by_clause
from desk.journal import Question
from desk.knowledge import Knowledge, UnknownDocumentError
from desk.lookup import begun_with, everywhere_named, look_up
from desk.message import Message
from desk.reasons import NoSuchQuestion, reasons
from desk.ref import Ref
from desk.reply import Answer, NoAnswer, Reply, Suggestions
from tests.conftest import MOSCOW
from tests.documents import OFFER, two_documents
from tickets.figures.span import Span
from tickets.record.conversation import StoredMessage, find_conversation
from tickets.store.base import now
from tickets.store.database import Database

DELIVERY, STORED, TERMS = "сколько стоит доставка?", "сколько вы храните мои данные?", "какой срок?"


@pytest.fixture
def library(tmp_path: Path) -> Knowledge:
    return two_documents(tmp_path / "offer")


@pytest.fixture
def desk(any_database: Database, library: Knowledge) -> Desk:
    return Desk(any_database, library, MOSCOW)


async def ask(desk: Desk, database: Database, text: str, number: int = 1, document: str | None = None) -> Reply:
    message = Message("web", "somebody", f"m{number}", text, document=document)
    async with database.transaction() as session:
        return await desk.receive(message, session)


async def kept(database: Database, reply: Reply) -> Question:
    async with database.reading() as session:
        return await session.get_one(Question, reply.message)


async def test_whichever_document_knows_answers_and_is_named(desk: Desk, any_database: Database) -> None:
    """The journal keeps document and edition; the link leads to the page of that document."""
    reply = await ask(desk, any_database, DELIVERY)
    assert isinstance(reply, Answer)
    quote = reply.quotes[0]
    assert ("offer", OFFER, "3", "5.2") == (quote.document, quote.title, quote.edition, quote.address)
    assert "http://127.0.0.1:8000/documents/offer#5.2" == quote.url
    assert quote.text.startswith("Доставка стоит триста рублей")
    question = await kept(any_database, reply)
    assert ("offer", "3") == (question.document, question.edition)
    assert Ref("5.2", "offer") == question.refs[0]

    first = await ask(desk, any_database, STORED, 2)
    assert isinstance(first, Answer)
    assert ("privacy", "http://127.0.0.1:8000/policy#5.1") == (first.quotes[0].document, first.quotes[0].url)


async def test_two_questions_of_two_documents_get_both_clauses(desk: Desk, any_database: Database) -> None:
    """Each with the name of its document; asked to say it again, the desk says both again."""
    reply = await ask(desk, any_database, "сколько вы храните мои данные и сколько стоит доставка?")
    assert isinstance(reply, Answer)
    both = [("Политика конфиденциальности", "5.1"), (OFFER, "5.2")]
    assert both == [(quote.title, quote.address) for quote in reply.quotes]
    question = await kept(any_database, reply)
    assert [Ref("5.1", "privacy"), Ref("5.2", "offer")] == [*question.refs][:2]
    message = Message("web", "somebody", "m1", "сколько вы храните мои данные и сколько стоит доставка?")
    assert reply == await desk.repeat(message)


async def test_close_clauses_of_several_documents_are_offered_by_name(desk: Desk, any_database: Database) -> None:
    reply = await ask(desk, any_database, TERMS)
    assert isinstance(reply, Suggestions)
    assert {"privacy", "offer"} == {quote.document for quote in reply.quotes}
    assert {"Политика конфиденциальности", OFFER} == {quote.title for quote in reply.quotes}
    question = await kept(any_database, reply)
    assert question.documents is not None
    assert [ref.document for ref in question.refs] == question.documents


async def test_whoever_names_a_document_is_answered_from_it_alone(desk: Desk, any_database: Database) -> None:
    alone = await ask(desk, any_database, DELIVERY, document="privacy")
    assert isinstance(alone, NoAnswer)
    assert {"privacy"} == {quote.document for quote in alone.near}
    offer = await ask(desk, any_database, TERMS, 2, document="offer")
    assert isinstance(offer, Suggestions)
    assert {"offer"} == {quote.document for quote in offer.quotes}
    with pytest.raises(UnknownDocumentError):
        await ask(desk, any_database, TERMS, 3, document="nowhere")


async def test_a_conversation_keeps_to_the_document_that_was_chosen(desk: Desk, any_database: Database) -> None:
    """Until that is no longer there: then all are asked again."""
    await ask(desk, any_database, STORED)
    for chosen, expected in (("privacy", NoAnswer), ("gone", Answer)):
        async with any_database.transaction() as session:
            conversation = await find_conversation(session, "web", "somebody")
            assert conversation is not None
            conversation.document = chosen
        assert expected is type(await ask(desk, any_database, DELIVERY, 2 if chosen == "privacy" else 3))


async def test_a_lost_answer_comes_again_from_the_same_document(desk: Desk, any_database: Database) -> None:
    given = await ask(desk, any_database, TERMS, document="offer")
    message = Message("web", "somebody", "m1", TERMS, document="offer")
    assert given == await desk.repeat(message)


async def test_questions_of_one_number_are_counted_by_document(desk: Desk, any_database: Database) -> None:
    """What is older than documents were told of is the first document's."""
    await ask(desk, any_database, DELIVERY)
    old = await ask(desk, any_database, STORED, 2)
    await ask(desk, any_database, STORED, 3)
    async with any_database.transaction() as session:
        (await session.get_one(Question, old.message)).document = None
    today = now().astimezone(MOSCOW).date()
    async with any_database.reading() as session:
        found = await by_clause(session, Span(today, today, MOSCOW), "privacy")
    assert {("privacy", "5.1", 2), ("offer", "5.2", 1)} == {(one.document, one.clause, one.total) for one in found}


async def test_why_is_told_of_what_was_shown_of_that_document(desk: Desk, any_database: Database) -> None:
    reply = await ask(desk, any_database, DELIVERY)
    async with any_database.reading() as session:
        stored = await session.get_one(StoredMessage, reply.message)
        with pytest.raises(NoSuchQuestion):
            await reasons(session, desk.knowledge, stored, "5.1", "privacy")


def test_a_number_of_several_documents_brings_the_clauses_of_all(library: Knowledge) -> None:
    assert (Ref("5.2"), Ref("5.2", "offer")) == everywhere_named(library, "пункт 5.2")
    assert ["privacy", "offer"] == [quote.document for quote in look_up(library, "5.2", 5)]
    assert ["privacy", "offer"] == [quote.document for quote in begun_with(library, "5.2", 2)]
    assert (Ref("5.2", "offer"),) == everywhere_named(library.alone("offer"), "5.2")


def test_a_button_names_a_clause_of_any_document(library: Knowledge) -> None:
    """Those of the first one are called as ever."""
    for ref in (Ref("5.2"), Ref("5.2", "offer"), Ref(""), Ref("", "offer")):
        word = key(*ref)
        assert ref == library.keyed(word)
        assert len(word) < 20
    assert "5.2" == key("5.2")
    assert library.keyed("5.2~00000000") is None


def test_one_document_alone_has_no_title_to_say(library: Knowledge) -> None:
    alone = Knowledge([library.first], "")
    assert "" == alone.quote("5.1").title
    assert OFFER == library.alone("offer").quote("5.1").title, "chosen among several"
