"""The talk of a ticket: who said what, where, and whether it arrived; what is old is folded."""

from datetime import timedelta

from sqlalchemy import select, update

from desk.journal import Question
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import both_databases
from tickets.post.copy import Original
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Author, StoredMessage, store_message
from tickets.steps.by_staff import answer, ask, correct, note
from tickets.steps.deciding import refuse, resolve
from tickets.store.base import now

pytestmark = both_databases


async def test_what_the_person_and_the_bot_said_before_is_folded(anna, opens, database, conversation):
    """With the clauses that the bot gave."""
    async with database.transaction() as session:
        asked = await store_message(session, conversation, Author.USER, "Где мои данные?")
        asked.at = now() - timedelta(hours=1)
        session.add(
            Question(message_id=asked.id, kind="clause", outcome="Suggestions", edition="1", edition_sha256="0" * 64,
                     clauses=[["5.1", 0.4], ["4.2", 0.2], ["1.1", 0.01]])
        )  # fmt: skip
    number = await opens()
    folded = (await anna.ticket(number)).soup.select_one("details.earlier")
    assert "open" not in folded.attrs
    assert "Раньше: 1 сообщение" in folded.summary.get_text()
    assert "Бот предложил пункты 5.1, 4.2" in " ".join(folded.get_text(" ").split()).replace(" ,", ",")
    assert [link["href"] for link in folded.select("a")] == ["/policy#5.1", "/policy#4.2"]


async def test_a_clause_that_the_bot_gave_meanwhile_stands_under_the_question(anna, hers, database, conversation):
    """Who answers knows what the person has read already."""
    async with database.transaction() as session:
        asked = await store_message(session, conversation, Author.USER, "Сколько храните?")
        session.add(
            Question(message_id=asked.id, kind="question", outcome="Relayed", edition="1", edition_sha256="0" * 64,
                     clauses=[["5.1", 0.9]])
        )  # fmt: skip
    page = await anna.ticket(hers)
    assert "Сколько храните?" in page.section("talk")
    [line] = page.soup.select(".talk .line.bot")
    assert "Бот сразу показал человеку пункт 5.1" == " ".join(line.get_text(" ").split())


async def test_each_answer_tells_who_wrote_it_and_whether_it_arrived(anna, hers, database):
    """In its channel, with the reason where it did not."""
    async with database.transaction() as session:
        for text in ("раз", "два", "три"):
            await answer(session, hers, ANNA, text)
        text = OutboxRow.data["text"].as_string()
        await session.execute(update(OutboxRow).where(text == "раз").values(delivered_at=now()))
        dead = {"dead_at": now(), "error": "Forbidden: bot was blocked by the user"}
        await session.execute(update(OutboxRow).where(text == "два").values(**dead))
    turns = [" ".join(one.get_text(" ").split()) for one in (await anna.ticket(hers)).soup.select(".turn.staff")]
    assert [ANNA in turn for turn in turns] == [True] * 3
    assert turns[0].endswith("Сайт: доставлено")
    assert turns[1].endswith("Сайт: не доставлено: человек заблокировал бота")
    assert turns[2].endswith("Сайт: ждёт отправки")


async def test_a_decision_tells_who_wrote_it(anna, boris, opens, database):
    """Of this ticket, and of another of the same person whose words stand in the same talk."""
    first, second = await opens(by=BORIS), await opens(by=ANNA)
    async with database.transaction() as session:
        await refuse(session, first, BORIS, "Уже отвечали", "ч. 6 ст. 14")
        await ask(session, second, ANNA, "Какой номер?")
    async with database.transaction() as session:
        await resolve(session, second, ANNA, "Вернули")
    page = (await boris.ticket(second)).soup
    turns = [one.get_text(" ", strip=True) for one in page.select(".turn.staff")]
    assert [BORIS, ANNA, ANNA] == [next(who for who in (ANNA, BORIS) if who in turn) for turn in turns]
    assert [False, True, False] == ["Вопрос, ждём ответа" in turn for turn in turns]
    steps = [one.span.get_text() for one in page.select(".talk .line")]
    assert "Решено" in steps
    assert "Задан вопрос" not in steps


async def test_a_correction_stands_in_the_place_of_what_it_corrects(anna, hers, database):
    """The former words can be unfolded, and it is told that they came from the staff group."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Вернём во вторник", Original("-100", ("1",)))
        before = (await session.execute(select(StoredMessage))).scalar_one()
        await correct(session, hers, ANNA, before, "Вернём в среду", Original("-100", ("1",)))
    [turn] = (await anna.ticket(hers)).soup.select(".turn.staff")
    assert turn.select_one(".verbatim").get_text() == "Вернём в среду"
    assert turn.select_one("details .verbatim").get_text() == "Вернём во вторник"
    assert "группа сотрудников" in turn.get_text()


async def test_notes_stand_among_the_words_and_look_apart(anna, hers, database):
    """Nobody takes one for an answer."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Проверяем")
        await note(session, hers, ANNA, "Ждём склад")
        await answer(session, hers, ANNA, "Нашли")
    turns = (await anna.ticket(hers)).soup.select(".turn")
    assert [turn["class"][1] for turn in turns] == ["staff", "note", "staff"]
    assert "человек её не видит" in turns[1].get_text()


async def test_of_two_hundred_messages_the_last_are_shown(anna, hers, database, conversation):
    """The others are one fold away."""
    async with database.transaction() as session:
        for turn in range(200):
            await store_message(session, conversation, Author.USER, f"слово {turn}")
    page = (await anna.ticket(hers)).soup
    assert len(page.select(".talk-section > .talk > li")) == 30
    assert page.select(".talk-section > .talk .verbatim")[-1].get_text() == "слово 199"
    assert len(page.select(".earlier .turn")) == 170
