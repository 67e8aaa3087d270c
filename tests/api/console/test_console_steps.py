"""Every step that staff take with a ticket, from its page to what is stored and told."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from tests.api.console.conftest import ANNA, BORIS, VERA
from tests.conftest import MOSCOW, both_databases
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.ticket import Identity, Outcome, Request, Status, Ticket, TicketKind
from tickets.staff.member import go_away
from tickets.steps.blocking import is_blocked
from tickets.steps.by_staff import ask
from tickets.steps.deciding import close, refuse, resolve
from tickets.steps.pending import send_waiting
from tickets.store.base import now


async def stored(database, number) -> Ticket:
    async with database.reading() as session:
        return await ticket_with_history(session, number)


async def left(database, number) -> None:
    """The time in which replies can be taken back is over."""
    async with database.transaction() as session:
        await send_waiting(session, number)


async def told(database, topic) -> list[dict]:
    async with database.reading() as session:
        query = select(OutboxRow.data).where(OutboxRow.topic == topic, OutboxRow.channel == "web")
        return list((await session.execute(query)).scalars())


async def running(database, number) -> list[str]:
    return sorted(clock.period for clock in (await stored(database, number)).clocks if clock.running)


@both_databases
async def test_a_ticket_goes_from_the_queue_to_its_end(anna, number):
    """Take, answer, resolve, close: each step shows on the page and in its history."""
    assert number in (await anna.open()).text
    assert "В работе" in (await anna.do(number, "take")).text
    assert "Деньги вернём" in (await anna.do(number, "answer", text="Деньги вернём")).section("talk")
    assert "Решено" in (await anna.do(number, "resolve", text="Деньги вернули")).section("outcome")
    page = await anna.do(number, "close")
    for step in ("Обращение открыто", "Взято в работу", "Ответ отправлен", "Решено", "Закрыто"):
        assert step in page.section("history")
    assert number not in (await anna.open()).text


async def test_a_ticket_can_go_back_into_the_queue(anna, hers, database):
    """For somebody else to take."""
    page = await anna.do(hers, "return")
    assert "Возвращено в очередь" in page.section("history")
    assert (await stored(database, hers)).assignee is None


async def test_a_ticket_is_given_to_a_colleague_who_is_there(anna, hers, database):
    """Who is away stands in the list and cannot be chosen."""
    async with database.transaction() as session:
        await go_away(session, BORIS, now() + timedelta(days=2))
    page = await anna.ticket(hers)
    assert page.choices("assign", "assignee") == [VERA]
    assert f"{BORIS} (нет до" in page.form("assign").get_text()
    assert f"Кому: {VERA}" in (await anna.send(page, "assign", assignee=VERA)).section("history")
    assert (await stored(database, hers)).assignee == VERA


async def test_an_answer_is_written_to_the_person(anna, hers, database):
    """In their own channel, in line breaks of one kind."""
    await anna.do(hers, "answer", text="Здравствуйте!\r\nДеньги вернём.")
    await left(database, hers)
    assert [row["text"] for row in await told(database, "staff_answered")] == ["Здравствуйте!\nДеньги вернём."]


@both_databases
async def test_a_question_makes_the_ticket_wait(anna, hers, database):
    """The person is asked, and the queue says who is waited for."""
    page = await anna.do(hers, "ask", text="Какой номер заказа?")
    assert "Ждём человека" not in page.text
    await left(database, hers)
    assert "Ждём человека" in (await anna.ticket(hers)).text
    assert [row["text"] for row in await told(database, "staff_asked")] == ["Какой номер заказа?"]
    assert (await stored(database, hers)).status is Status.WAITING


async def test_staff_vouch_for_a_person(anna, opens, database):
    """How it was checked is kept, and the work begins."""
    number = await opens(Request.ACCESS, by=ANNA)
    assert "Сначала нужно убедиться" in (await anna.ticket(number)).text
    page = await anna.do(number, "vouch", how="по договору в офисе")
    assert "Как: по договору в офисе" in page.section("history")
    ticket = await stored(database, number)
    assert (ticket.status, ticket.identity) == (Status.TAKEN, Identity.STAFF)


async def test_no_number_of_a_document_is_kept(anna, opens, database):
    """Whatever a colleague writes about how it was checked (152-ФЗ ст. 5 ч. 5)."""
    number = await opens(Request.ACCESS, by=ANNA)
    page = await anna.do(number, "vouch", how="показал паспорт 4510 123456")
    assert "Как: показал паспорт [паспорт]" in page.section("history")
    assert "123456" not in str([event.detail for event in (await stored(database, number)).events])


async def test_what_is_asked_is_confirmed_in_the_words_of_the_law(anna, opens, database):
    """Today's shapes are ticked; exactly what is ticked runs afterwards, and the person hears of it."""
    number = await opens(Request.STOP, by=ANNA)
    page = await anna.ticket(number)
    assert page.filled("confirm")["asked"] == ["stop"]
    assert "10 рабочих дней, ч. 5.1 ст. 21" in page.form("confirm").get_text()
    page = await anna.send(page, "confirm", asked=["stop", "marketing", "leak"])
    assert await running(database, number) == ["leak", "marketing", "stop"]
    assert "Сообщить Роскомнадзору об утечке" in page.section("terms")
    [notice] = await told(database, "request_confirmed")
    assert sorted(notice["requests"]) == ["marketing", "stop"]


async def test_a_claim_keeps_its_own_clock(anna, hers, database):
    """Whatever else is confirmed."""
    page = await anna.ticket(hers)
    assert "claim" not in page.choices("confirm", "asked")
    await anna.send(page, "confirm", asked=["leak"])
    assert await running(database, hers) == ["claim", "leak"]


async def test_a_date_is_extended_once_with_a_reason(anna, opens, database):
    """Only terms whose norm allows it can be chosen; the person reads the reason, and nothing is left to extend."""
    number = await opens(Request.STOP, Request.MARKETING, by=ANNA)
    page = await anna.ticket(number)
    assert page.choices("extend", "period") == ["stop"]
    page = await anna.send(page, "extend", reason="Архив поднимают")
    assert "продлено с" in page.section("terms")
    assert "Архив поднимают" in page.section("terms")
    assert [row["text"] for row in await told(database, "term_extended")] == ["Архив поднимают"]
    assert "extend" not in page.steps


async def test_one_of_several_things_is_marked_as_done(anna, opens, database):
    """Its clock stops, the others run on."""
    number = await opens(Request.STOP, Request.WITHDRAW, by=ANNA)
    page = await anna.do(number, "meet", period="stop", done="Рассылку отключили")
    assert "выполнено" in page.section("terms")
    assert "Сделано: Рассылку отключили" in page.section("history")
    assert await running(database, number) == ["withdraw"]


async def test_data_are_blocked_until_the_check_has_an_outcome(anna, hers, database):
    """A banner says since when and why; who holds the ticket lifts the block with what was found."""
    page = await anna.do(hers, "block", reason="Номер мог утечь")
    assert "Данные заблокированы" in page.text
    assert "Номер мог утечь" in page.text
    assert "block" not in page.steps
    page = await anna.do(hers, "unblock", outcome="Утечки не было")
    assert "Итог проверки: Утечки не было" in page.section("history")
    async with database.reading() as session:
        assert not await is_blocked(session, (await stored(database, hers)).conversation_id)


async def test_staff_may_want_no_clauses_said_on_a_ticket(anna, boris, hers, database):
    """Any of them, in one press; the page says which it is, and the history who wanted it."""
    assert "На ясный вопрос бот сразу даёт пункт" in (await boris.ticket(hers)).text
    page = await boris.do(hers, "mute")
    assert (True, False) == ("unmute" in page.steps, "mute" in page.steps)
    assert "Бот их не показывает, отвечает только сотрудник" in page.text
    assert re.search(rf"Показ пунктов выключен [\d., :]+{BORIS}", page.section("history"))
    assert (await stored(database, hers)).muted
    page = await anna.do(hers, "unmute")
    assert "На ясный вопрос бот сразу даёт пункт" in page.text
    assert not (await stored(database, hers)).muted


@both_databases
async def test_a_note_is_for_colleagues_only(anna, boris, hers, database):
    """Whoever opens the ticket reads it; the person is told nothing."""
    await boris.do(hers, "note", text="Звонил, просил\nне торопить")
    assert "Пометка сотрудника Звонил, просил не торопить" in (await anna.ticket(hers)).section("history")
    async with database.reading() as session:
        told = (await session.execute(select(OutboxRow.topic).where(OutboxRow.channel == "web"))).scalars().all()
    assert told == []


async def test_a_refusal_has_a_reason_and_a_norm(anna, hers, database):
    """Common norms are suggested; what is written stands on the page and is told."""
    page = await anna.ticket(hers)
    suggested = [option["value"] for option in page.form("refuse").find_all("option")]
    assert "ч. 8 ст. 14 Федерального закона № 152-ФЗ" in suggested
    page = await anna.send(page, "refuse", reason="Тайна следствия", norm=suggested[0])
    assert f"Норма: {suggested[0]}" in page.section("outcome")
    [notice] = await told(database, "ticket_refused")
    assert (notice["text"], notice["norm"]) == ("Тайна следствия", suggested[0])
    assert (await stored(database, hers)).outcome is Outcome.REFUSED


async def test_what_ended_is_opened_again(anna, hers, database):
    """Back in the queue, with clocks that start anew."""
    async with database.transaction() as session:
        await resolve(session, hers, ANNA, "Сделано")
    page = await anna.do(hers, "reopen", reason="Деньги не дошли")
    assert "Причина: Деньги не дошли" in page.section("history")
    assert (await stored(database, hers)).status is Status.NEW
    assert await running(database, hers) == ["claim"]


async def test_a_repeat_goes_on_under_the_first_number(anna, opens, database):
    """Only an earlier ticket of the same person that asks for as much can be chosen."""
    first = await opens(at=now() - timedelta(days=1))
    await opens(Request.STOP, at=now() - timedelta(days=1))
    second = await opens()
    page = await anna.ticket(second)
    assert page.choices("duplicate", "into") == [first]
    page = await anna.send(page, "duplicate")
    assert f"Дальше — в обращении {first}" in page.text
    assert (await stored(database, second)).status is Status.DUPLICATE


async def test_two_wishes_are_merged(anna, opens, database):
    """The words become a version of the other ticket, and its page shows them under its own."""
    other, number = await opens(), await opens(Request.STOP, text="И не пишите мне")
    page = await anna.do(number, "merge", into=other)
    assert "Объединено" in page.text
    assert "Версия 2" in (await anna.ticket(other)).section("text")
    assert "И не пишите мне" in (await anna.ticket(other)).section("text")
    assert await running(database, other) == ["claim", "stop"]


ALONE = ["assign", "block", "export", "note", "take"]
HELD = ["answer", "assign", "block", "confirm", "export", "meet", "mute", "note", "refuse", "return"]


@pytest.mark.parametrize(
    ("status", "mine", "others"),
    [
        ("new", ALONE, ALONE),
        ("taken", sorted([*HELD, "ask", "resolve"]), ["assign", "block", "export", "mute", "note"]),
        ("waiting", sorted([*HELD, "resolve"]), ["assign", "block", "export", "mute", "note"]),
        ("resolved", ["close", "export", "note", "reopen"], ["close", "export", "note", "reopen"]),
        ("refused", ["close", "export", "note", "reopen"], ["close", "export", "note", "reopen"]),
        ("closed", ["export", "note", "reopen"], ["export", "note", "reopen"]),
    ],
)
async def test_a_page_shows_the_steps_that_can_be_taken_and_no_others(
    anna, boris, opens, database, status, mine, others
):
    """To who holds the ticket, and to a colleague."""
    number = await opens(by=None if status == "new" else ANNA)
    async with database.transaction() as session:
        if status == "waiting":
            await ask(session, number, ANNA, "?")
        if status in {"resolved", "closed"}:
            await resolve(session, number, ANNA, "Сделано")
        if status == "refused":
            await refuse(session, number, ANNA, "Нельзя", "ч. 8 ст. 14")
        if status == "closed":
            await close(session, number, ANNA)
    assert (await stored(database, number)).status == status
    assert (await anna.ticket(number)).steps == mine
    assert (await boris.ticket(number)).steps == others


async def test_before_it_is_known_who_asks_nothing_is_resolved(anna, opens):
    """The page offers to vouch, to write and to refuse."""
    number = await opens(Request.CORRECT, by=ANNA)
    steps = (await anna.ticket(number)).steps
    assert "vouch" in steps
    assert "resolve" not in steps
    assert "ask" not in steps


async def test_what_is_not_clear_is_confirmed_first(anna, opens, database):
    """The page says so and does not offer to resolve; a page that is older than that is refused. Then it is done."""
    number = await opens(kind=TicketKind.DELETION, text="Порядок", identity=Identity.SITE, by=ANNA)
    page = await anna.ticket(number)
    assert "Запрос о данных: не ясно, чего просит" in page.section("text")
    assert "Не ясно, чего просит человек. Подтвердите это в меню «Ещё»" in page.text
    assert "Уточнить, чего просит человек" in page.section("terms")
    assert {"resolve", "meet"}.isdisjoint(page.steps)
    assert page.filled("confirm")["asked"] == []
    assert "не ясно, чего просит" in (await anna.open()).text

    for data in ({}, {"data": ["erase"]}, {"data": ["keep"], "kept": ["Так"]}):
        body = await anna.token() | {"text": ["Сделано"], "seen": page.filled("confirm")["seen"]} | data
        refused = await anna.post(f"/console/tickets/{quote(number)}/resolve", body)
        assert (refused.status, refused.fault.startswith("Не ясно, чего просит человек.")) == (409, True)
    await anna.do(number, "confirm", asked=["access"])
    await anna.do(number, "resolve", text="Показали")
    assert (await stored(database, number)).outcome is Outcome.RESOLVED


async def test_who_took_which_step_and_when_is_in_the_history(anna, opens):
    """Colleagues by their addresses, the person and the program by what they are."""
    at = now() - timedelta(days=1)
    page = await anna.do(await opens(at=at, block="заявлена утечка"), "take")
    on = f"{at.astimezone(MOSCOW):%d.%m.%Y}"
    assert f"Данные заблокированы Причина: заявлена утечка {on}" in page.section("history")
    assert "человек" in page.section("history")
    assert ANNA in page.section("history")
