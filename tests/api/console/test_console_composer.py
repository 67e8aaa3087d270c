"""The composer: clauses and canned replies in an answer, answers that are taken back, quicker colleagues."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import both_databases
from tickets.queue.canned import write_canned
from tickets.record.conversation import Author, StoredMessage, store_message
from tickets.staff.member import Role, StaffMember
from tickets.steps.by_staff import answer, assign
from tickets.steps.pending import send_waiting


async def left(database, number) -> None:
    """The time in which replies can be taken back is over."""
    async with database.transaction() as session:
        await send_waiting(session, number)


async def said(database) -> list[str]:
    async with database.reading() as session:
        query = select(StoredMessage.text).where(StoredMessage.author == Author.STAFF).order_by(StoredMessage.at)
        return list((await session.execute(query)).scalars())


async def took_over(database, number, text: str | None = None) -> None:
    """Boris makes himself responsible, and may answer."""
    async with database.transaction() as session:
        await assign(session, number, BORIS, BORIS)
        if text is not None:
            await answer(session, number, BORIS, text)


async def test_clauses_are_found_by_number_and_by_words(anna, client, knowledge):
    """Word for word, with the number and the edition; who is not signed in is told nothing."""
    found = (await anna.client.get("/console/clauses", params={"q": "5.1"})).json()
    assert found[0]["number"] == "5.1"
    assert all(one["number"].startswith("5.1") for one in found)
    quoted = f"редакция {knowledge.edition.id}:\n«{knowledge.quote('5.1').text}»"
    assert found[0]["insert"] == f"Пункт 5.1 Политики, {quoted}"
    words = (await anna.client.get("/console/clauses", params={"q": "сколько хранятся мои данные"})).json()
    assert "5.1" in [one["number"] for one in words]
    assert (await anna.client.get("/console/clauses", params={"q": "\x00/"})).json() == []
    assert (await client.get("/console/clauses", params={"q": "5.1"})).status_code == 303


async def test_clauses_for_the_last_words_are_offered_and_inserted_without_a_script(
    anna, hers, database, conversation, knowledge
):
    """Below what was written so far."""
    async with database.transaction() as session:
        await store_message(session, conversation, Author.USER, "Сколько вы храните мои данные?")
    page = await anna.ticket(hers)
    [chip] = [one for one in page.soup.select("button.chip") if one["value"] == "5.1"]
    form = {name: value for name, value in page.filled("answer").items() if name != "canned"}
    path = str(chip["formaction"])
    page = await anna.post(path, form | {"text": ["Здравствуйте!"], "clause": ["5.1"]})
    assert page.filled("answer")["text"][0].startswith("Здравствуйте!\n\nПункт 5.1 Политики")
    assert knowledge.quote("5.1").text in page.filled("answer")["text"][0]
    page = await anna.post(path, form | {"text": ["Здравствуйте!"], "clause": ["99.9"]})
    assert (page.status, page.filled("answer")["text"]) == (404, ["Здравствуйте!"])
    assert await said(database) == []


async def test_a_canned_reply_is_filled_in_for_the_ticket(anna, boris, hers, database):
    """One's own and everybody's, never a colleague's."""
    async with database.transaction() as session:
        shared = await write_canned(session, None, "Приняли", "{имя}, обращение {номер} принято.")
        his = await write_canned(session, BORIS, "Борисов", "тайна")
    page = await anna.ticket(hers)
    assert "Борисов" not in page.html
    form, path = page.filled("answer"), f"/console/tickets/{quote(hers)}/compose"
    page = await anna.post(path, form | {"canned": [str(shared.id)]})
    assert page.filled("answer")["text"] == [f"Ян, обращение {hers} принято."]
    page = await anna.post(path, form | {"canned": [str(his.id)]})
    assert (page.status, page.fault[:18]) == (404, "Такого шаблона нет")


async def test_canned_replies_are_written_on_their_own_page(anna, boris, database):
    """Everybody's only by a lead."""
    assert "Своих шаблонов пока нет" in (await boris.open("/console/canned")).text
    async with database.transaction() as session:
        (await session.get_one(StaffMember, BORIS)).role = Role.AGENT
        (await session.get_one(StaffMember, ANNA)).role = Role.LEAD
    new = {"title": ["Спасибо"], "text": ["Спасибо,\r\n{имя}!"]}
    page = await boris.post("/console/canned", await boris.token() | new)
    assert "Спасибо, {имя}!" in page.section("canned-own")
    assert "Спасибо" not in (await anna.open("/console/canned")).text
    refused = await boris.post("/console/canned", await boris.token() | new | {"whose": ["all"]})
    assert refused.status == 403
    page = await anna.post("/console/canned", await anna.token() | new | {"whose": ["all"]})
    [form] = page.soup.select("main details form")
    path = str(form["action"])
    assert "Спасибо" in (await boris.open("/console/canned")).section("canned-all")
    assert (await boris.post(path, await boris.token() | new)).status == 404
    assert (await boris.post(f"{path}/drop", await boris.token() | {"whose": ["all"]})).status == 403
    page = await anna.post(path, await anna.token() | {"title": ["ы" * 81], "text": ["т"], "whose": ["all"]})
    assert page.fault == "Поле «Название» слишком длинное: сократите его до 80 знаков."
    page = await anna.post(f"{path}/drop", await anna.token() | {"whose": ["all"]})
    assert "Общих шаблонов пока нет" in page.text


async def test_an_answer_is_taken_back_and_its_text_returns(anna, boris, hers, database):
    """Also after a reload; a colleague cannot do it; put away, it is gone."""
    page = await anna.do(hers, "answer", text="С ошибкой")
    assert "Отправится через" in page.section("talk")
    assert "cancel" in page.steps
    seen = await boris.ticket(hers)
    assert ANNA in seen.section("talk")
    refused = await boris.send(seen, "cancel")
    assert (refused.status, refused.fault) == (409, "Ответ уже ушёл: отменить его нельзя.")
    page = await anna.send(page, "cancel")
    assert "Отправка отменена" in page.text
    assert page.filled("answer")["text"] == ["С ошибкой"]
    await left(database, hers)
    assert await said(database) == []
    assert (await anna.ticket(hers)).filled("answer")["text"] == ["С ошибкой"]
    page = await anna.post(f"/console/tickets/{quote(hers)}/replies/forget", await anna.token())
    assert page.filled("answer")["text"] == [""]


@both_databases
async def test_what_has_left_is_not_taken_back(anna, hers, database):
    """Kindly."""
    page = await anna.do(hers, "answer", text="Готово")
    await left(database, hers)
    refused = await anna.send(page, "cancel")
    assert (refused.status, refused.fault) == (409, "Ответ уже ушёл: отменить его нельзя.")
    assert await said(database) == ["Готово"]


async def test_what_was_said_before_a_decision_leaves_before_it(anna, hers, database):
    """And one's own answer that leaves meanwhile is no news that a decision waits for."""
    page = await anna.do(hers, "answer", text="Возвращаем деньги")
    await left(database, hers)
    await anna.send(page, "answer", text="Вернули")
    assert "Решено" in (await anna.send(page, "resolve", text="Деньги вернули")).section("outcome")
    assert await said(database) == ["Возвращаем деньги", "Вернули", "Деньги вернули"]


async def test_a_note_lets_the_answer_wait(anna, hers, database):
    """It has nothing to do with what is said."""
    await anna.do(hers, "answer", text="Ответ")
    assert "Отправится через" in (await anna.do(hers, "note", text="Для своих")).section("talk")
    assert await said(database) == []


async def test_a_colleague_s_answer_is_read_before_one_s_own_is_sent(anna, hers, database):
    """The text is kept, theirs is shown; sent again it counts."""
    page = await anna.ticket(hers)
    await took_over(database, hers, "Уже отвечаю")
    async with database.transaction() as session:
        await assign(session, hers, BORIS, ANNA)
    refused = await anna.send(page, "answer", text="Мой ответ")
    assert refused.status == 409
    assert refused.fault == f"Человеку уже ответил коллега: {BORIS}. Его слова — в переписке."
    assert "Уже отвечаю" in refused.section("talk")
    assert refused.filled("answer")["text"] == ["Мой ответ"]
    assert "Отправить всё равно" in refused.form("answer").get_text()
    await anna.send(refused, "answer")
    await left(database, hers)
    assert await said(database) == ["Уже отвечаю", "Мой ответ"]


async def test_an_answer_that_is_about_to_leave_counts_as_one(anna, boris, opens, database):
    """A colleague who took the ticket over reads it first."""
    number = await opens(by=ANNA)
    page = await anna.ticket(number)
    await took_over(database, number)
    await boris.do(number, "answer", text="Отвечаю")
    refused = await anna.send(page, "answer", text="Мой ответ")
    assert refused.fault.startswith("Человеку уже ответил коллега")
    assert "Отвечаю" in refused.section("talk")


async def test_who_lost_the_ticket_meanwhile_can_take_it_and_send(anna, hers, database):
    """Nothing that was written is lost."""
    page = await anna.ticket(hers)
    await took_over(database, hers)
    refused = await anna.send(page, "answer", text="Мой ответ")
    assert (refused.status, refused.fault) == (409, f"Обращением занимается {BORIS}.")
    assert refused.filled("answer")["text"] == ["Мой ответ"]
    page = await anna.send(refused, "answer", press=("anyway", "1"))
    await left(database, hers)
    assert await said(database) == ["Мой ответ"]
    assert "у вас" in page.text


async def test_text_that_nobody_can_send_is_shown(anna, hers):
    """To be copied."""
    page = await anna.ticket(hers)
    await anna.do(hers, "resolve", text="Сделано")
    refused = await anna.send(page, "answer", text="Ещё слово")
    assert refused.status == 409
    assert refused.soup.find(id="stranded").get_text().strip() == "Ещё слово"


@pytest.mark.parametrize("path", ["compose", "replies/1/cancel", "replies/forget"])
async def test_no_form_of_another_site_composes(anna, hers, path):
    """Each carries its token."""
    refused = await anna.post(f"/console/tickets/{quote(hers)}/{path}", {"form": ["x"]})
    assert refused.status == 403
