"""What is learnt from questions, against small sets in which each number is known, on both databases."""

from datetime import date, datetime, timedelta

import pytest

from desk.insight import EXAMPLES, Asked, InVain, by_clause, escalation, in_vain
from tests.conftest import MOSCOW
from tests.desk.asking import ask, conversation
from tests.thirty_days import THIRTY_DAYS
from tickets.figures.span import Span
from tickets.record.contact import Contact
from tickets.record.ticket import TicketKind
from tickets.steps.blocking import block
from tickets.steps.opening import Opening, open_ticket

SPAN = Span(date(2026, 11, 2), date(2026, 11, 15), MOSCOW)
MONDAY = datetime(2026, 11, 2, 0, tzinfo=MOSCOW)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


@pytest.fixture
async def talk(any_database) -> str:
    return await conversation(any_database)


async def opens(database, talk: str, at: datetime) -> str:
    told = (talk, "web", f"web:{talk}{at}", TicketKind.CLAIM, (), "Верните", Contact(), None, "1", "0" * 64)
    wish = Opening(*told, claim_term=THIRTY_DAYS)
    async with database.transaction() as session:
        return (await open_ticket(session, wish, MOSCOW, at)).number


async def test_questions_are_counted_by_their_nearest_clause(any_database, talk) -> None:
    """Answered, suggested or not; wishes and small talk are no questions; nor is what was asked before or after."""
    for helpful in (True, True, False, None):
        await ask(any_database, talk, MONDAY + HOUR, helpful=helpful)
    await ask(any_database, talk, MONDAY, "5.1", "Suggestions")
    await ask(any_database, talk, MONDAY, "6.2.4", "NoAnswer", helpful=False)
    await ask(any_database, talk, MONDAY, None, "NoAnswer")
    await ask(any_database, talk, MONDAY, "7.1", "TicketOffer")
    await ask(any_database, talk, MONDAY, None, "Smalltalk")
    await ask(any_database, talk, MONDAY - timedelta(seconds=1), "2.1")
    await ask(any_database, talk, MONDAY + 2 * WEEK, "2.2")

    async with any_database.reading() as session:
        found = await by_clause(session, SPAN)
    assert Asked("5.1", answered=4, suggested=1, unanswered=0, liked=2, disliked=1) == found[0]
    assert {
        Asked("6.2.4", answered=0, suggested=0, unanswered=1, liked=0, disliked=1),
        Asked(None, answered=0, suggested=0, unanswered=1, liked=0, disliked=0),
    } == set(found[1:])
    assert 7 == sum(one.total for one in found)


async def test_what_was_asked_in_vain_comes_with_masked_examples(any_database, talk) -> None:
    """A question that got no answer and was disliked besides counts once; of the examples the newest, each once."""
    for place in range(EXAMPLES + 2):
        await ask(any_database, talk, MONDAY + place * HOUR, "3.2", "NoAnswer", text=f"вопрос {place}")
    await ask(any_database, talk, MONDAY + 9 * HOUR, "3.2", "NoAnswer", False, "звоните +7 912 345-67-89 или на a@b.ru")
    for _ in range(2):
        await ask(any_database, talk, MONDAY, "5.1", "Answer", helpful=False, text="а зачем?")
    await ask(any_database, talk, MONDAY, "5.1", "Answer", helpful=True)
    await ask(any_database, talk, MONDAY, "5.1", "Answer")

    async with any_database.reading() as session:
        found = await in_vain(session, SPAN)
    assert [
        InVain("3.2", 6, 0, ["звоните [телефон …89] или на [почта]", "вопрос 4", "вопрос 3"]),
        InVain("5.1", 0, 2, ["а зачем?"]),
    ] == list(found)


async def test_escalation_counts_each_conversation_once(any_database, talk) -> None:
    """In the week of its first question; a ticket from before the question did not come of it."""
    second, third, fourth = [await conversation(any_database) for _ in range(3)]
    await ask(any_database, talk, MONDAY + HOUR)
    await ask(any_database, talk, MONDAY + WEEK)
    await opens(any_database, talk, MONDAY + 2 * WEEK)
    await ask(any_database, second, MONDAY + HOUR)
    await opens(any_database, second, MONDAY)
    await ask(any_database, third, MONDAY + WEEK)
    await opens(any_database, third, MONDAY + WEEK)
    await opens(any_database, third, MONDAY + WEEK + HOUR)
    await opens(any_database, fourth, MONDAY + HOUR)

    async with any_database.reading() as session:
        found = await escalation(session, SPAN)
    assert [(2, 1), (1, 1)] == [(week.conversations, week.escalated) for week in found]
    assert [0.5, 1.0] == [week.share for week in found]


async def test_blocked_people_are_in_no_figure(any_database, talk) -> None:
    """Clause 6.2.4; and of a week without questions no share is told."""
    await ask(any_database, talk, MONDAY, "5.1", "NoAnswer", helpful=False)
    number = await opens(any_database, talk, MONDAY + HOUR)
    async with any_database.transaction() as session:
        await block(session, number, "anna@example.org", "Проверка")

    async with any_database.reading() as session:
        assert [] == await by_clause(session, SPAN)
        assert [] == await in_vain(session, SPAN)
        assert [(0, None), (0, None)] == [(one.conversations, one.share) for one in await escalation(session, SPAN)]
