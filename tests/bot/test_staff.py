"""Staff: a person answers in the same chat, and the bot keeps out of it."""

from running import STAFF_CHAT, Running
from talks import file_claim, tickets

from stand_in import StandIn, User
from tickets.record.ticket import Status
from tickets.steps.by_staff import answer, ask, take
from tickets.steps.deciding import close, resolve
from tickets.store.database import Database

AGENT = "olga@example.org"


async def test_staff_answer_in_the_same_chat_and_the_bot_is_silent(
    anna: User, running: Running, database: Database
) -> None:
    """Whoever writes to a person is not talked over; when the ticket is closed the bot answers again."""
    ticket = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, ticket.number, AGENT)
    await anna.says("ну что там с моими деньгами?")
    await running.settles()
    assert [] == anna.unheard

    async with database.transaction() as session:
        await answer(session, ticket.number, AGENT, "Деньги <b>вернули</b> & проверили.")
    said = await anna.hears()
    assert f"Ответ сотрудника по обращению {ticket.number}\n\nДеньги <b>вернули</b> & проверили." == said.text

    async with database.transaction() as session:
        await resolve(session, ticket.number, AGENT, "Деньги вернули.")
    said = await anna.hears()
    assert f"По обращению {ticket.number} принято решение\n\nДеньги вернули." in said.text
    assert ["Открыть снова"] == list(said.buttons)
    async with database.transaction() as session:
        closed = await close(session, ticket.number, AGENT)
    assert Status.CLOSED == closed.status
    assert f"Обращение {ticket.number} закрыто" in (await anna.hears()).text
    await anna.says("сколько вы храните мои данные?")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_a_question_of_staff_is_answered_right_here(anna: User, running: Running, database: Database) -> None:
    """The next message goes to them, and their ticket goes on."""
    ticket = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, ticket.number, AGENT)
        await ask(session, ticket.number, AGENT, "Какой был номер заказа?")
    said = await anna.hears()
    assert (
        f"Вопрос сотрудника по обращению {ticket.number}\n\nКакой был номер заказа?\n\n"
        "Ответьте, пожалуйста, прямо здесь, следующим сообщением."
    ) == said.text

    await anna.says("Заказ 15")
    await running.settles()
    [ticket] = await tickets(database)
    assert Status.TAKEN == ticket.status
    assert [] == anna.unheard


async def test_words_for_staff_do_not_fall_into_a_draft(anna: User, running: Running, database: Database) -> None:
    """While staff own the chat every word is theirs; the draft waits."""
    ticket = await file_claim(anna, database)
    await anna.says("/claim и ещё одно дело")
    await anna.hears()
    async with database.transaction() as session:
        await take(session, ticket.number, AGENT)
    await anna.says("вот мой адрес: anna@example.org")
    await running.settles()
    assert [] == anna.unheard

    async with database.transaction() as session:
        await resolve(session, ticket.number, AGENT, "Разобрались.")
    await anna.hears()
    await anna.says("anna@example.org")
    await anna.hears()  # what is to be checked
    assert "Согласен" in (await anna.hears()).buttons


async def test_the_staff_chat_hears_number_and_kind_and_no_word_of_the_person(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """A group chat is no place for what a person wrote."""
    ticket = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, ticket.number, AGENT)
    await anna.says("секретные подробности")
    await running.settles()

    heard = [message.text for message in stand_in.chats[str(STAFF_CHAT)]]
    assert [
        f"Новое обращение {ticket.number}: претензия.",
        f"Новое сообщение по обращению {ticket.number}.",
    ] == heard
