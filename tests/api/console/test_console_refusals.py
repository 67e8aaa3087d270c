"""What cannot be done is told in a sentence on a page, and what was written is not lost."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.api.console.conftest import ANNA, BORIS, VERA
from tests.conftest import MOSCOW
from tickets.queue.lists import ticket_with_history
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Request, Status
from tickets.staff.member import go_away
from tickets.steps.by_staff import take
from tickets.steps.extending import extend
from tickets.steps.own_steps import add, withdraw_consent
from tickets.store.base import now


async def status(database, number) -> Status:
    async with database.reading() as session:
        return (await ticket_with_history(session, number)).status


async def test_who_comes_second_is_told_who_was_first(anna, number, database):
    """In a sentence, on the page that shows the ticket as it is now."""
    page = await anna.ticket(number)
    async with database.transaction() as session:
        await take(session, number, BORIS)
    refused = await anna.send(page, "take")
    assert (refused.status, refused.fault) == (409, f"Обращением занимается {BORIS}.")
    assert "В работе" in refused.text


async def test_a_step_that_cannot_begin_here_is_refused(anna, hers):
    """Also when it comes from a page that was opened before."""
    page = await anna.ticket(hers)
    await anna.do(hers, "resolve", text="Сделано")
    refused = await anna.send(page, "ask", text="Ещё вопрос")
    assert (refused.status, refused.fault) == (409, "Так нельзя: сейчас обращение в состоянии «решено».")


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\x00"])
async def test_an_empty_answer_is_not_sent(anna, hers, text):
    """And the ticket stays as it was."""
    refused = await anna.do(hers, "answer", text=text)
    assert refused.status == 422
    assert refused.fault == "Поле «Ответ человеку» пусто: заполните его."
    assert "Ответ отправлен" not in refused.section("history")


async def test_what_was_written_stays_in_its_form(anna, hers):
    """A refusal without a norm keeps its reason, in a form that is open."""
    refused = await anna.do(hers, "refuse", reason="Так решил\nюрист", norm=" ")
    assert (refused.status, refused.fault) == (422, "Поле «Норма закона» пусто: заполните его.")
    assert refused.filled("refuse")["reason"] == ["Так решил\nюрист"]
    assert "open" in refused.form("refuse").parent.attrs


async def test_too_much_is_refused_with_how_much_is_allowed(anna, hers):
    """10 000 characters of text, 500 of a line."""
    long = await anna.do(hers, "answer", text="ы" * 10_001)
    assert long.fault == "Поле «Ответ человеку» слишком длинное: сократите его до 10000 знаков."
    long = await anna.do(hers, "refuse", reason="Нельзя", norm="ы" * 501)
    assert long.fault == "Поле «Норма закона» слишком длинное: сократите его до 500 знаков."


async def test_a_decision_is_made_on_what_is_there(anna, hers, database):
    """What the person added meanwhile is read first; the text of the decision is kept, and sent again it counts."""
    page = await anna.ticket(hers)
    async with database.transaction() as session:
        await add(session, hers, "И ещё проценты", "web:add")
    refused = await anna.send(page, "resolve", text="Деньги вернули")
    assert (refused.status, refused.fault[:36]) == (409, "Пока вы решали, обращение изменилось")
    assert "И ещё проценты" in refused.section("text")
    assert refused.filled("resolve")["text"] == ["Деньги вернули"]
    assert "Решено" in (await anna.send(refused, "resolve")).section("outcome")


async def test_a_consent_withdrawn_meanwhile_is_not_dropped(anna, hers, database):
    """An old page does not stop the clock that the person has just started."""
    page = await anna.ticket(hers)
    async with database.transaction() as session:
        await withdraw_consent(session, hers, MOSCOW)
    refused = await anna.send(page, "confirm")
    assert refused.status == 409
    assert refused.filled("confirm")["asked"] == ["withdraw"]


async def test_a_request_asks_for_something(anna, opens):
    """Nothing ticked is no confirmation."""
    number = await opens(Request.STOP, by=ANNA)
    refused = await anna.do(number, "confirm", asked=[])
    assert (refused.status, refused.fault) == (422, "Укажите хотя бы одно из требований о данных.")
    assert refused.filled("confirm")["asked"] == ["stop"]


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("confirm", {"asked": ["nonsense"]}, "Такого срока нет. Откройте страницу заново."),
        ("extend", {"period": "marketing", "reason": "Не успеваем"}, "Срок «Прекратить рекламу» продлить нельзя"),
        ("extend", {"period": "access", "reason": "Не успеваем"}, "Такого срока у обращения нет"),
        ("meet", {"period": "\x00", "done": "Сделано"}, "Такого срока у обращения нет"),
        ("unblock", {"outcome": "Всё в порядке"}, "Данные по этому обращению не заблокированы."),
        ("unmute", {}, "По этому обращению бот и так показывает пункты."),
        ("assign", {"assignee": "nobody\x00@example.ru"}, "Такого сотрудника нет"),
        ("merge", {"into": "П-2000-000001"}, "Такого обращения нет"),
        ("merge", {"into": ""}, "Такого обращения нет"),
        ("reopen", {"reason": "Не всё"}, "Так нельзя: сейчас обращение в состоянии «в работе»."),
        ("vouch", {"how": "лично"}, "Так нельзя: сейчас обращение в состоянии «в работе»."),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
async def test_what_no_page_offers_is_refused_too(anna, opens, step, fields, sentence):
    """A form that was made by hand gets the same sentences."""
    number = await opens(Request.STOP, Request.MARKETING, by=ANNA)
    seen = (await anna.ticket(number)).filled("confirm")["seen"]
    fields = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    path = f"/console/tickets/{quote(number)}/{step}"
    refused = await anna.post(path, await anna.token() | {"seen": seen} | fields)
    assert refused.status in {404, 409, 422}
    assert refused.fault.startswith(sentence)


async def test_a_date_is_not_extended_twice(anna, opens, database):
    """The second of two who extend is told so."""
    number = await opens(Request.STOP, by=ANNA)
    page = await anna.ticket(number)
    async with database.transaction() as session:
        await extend(session, number, ANNA, "stop", "Архив", MOSCOW)
    refused = await anna.send(page, "extend", reason="Ещё")
    assert (refused.status, refused.fault) == (409, "Срок уже продлён, второй раз нельзя.")


async def test_a_date_that_is_over_is_not_extended(anna, opens):
    """The page does not offer it, and the step refuses it."""
    number = await opens(Request.STOP, at=now() - timedelta(days=60), by=ANNA)
    page = await anna.ticket(number)
    assert "extend" not in page.steps
    form = await anna.token() | {"period": ["stop"], "reason": ["Не успели"]}
    refused = await anna.post(f"/console/tickets/{quote(number)}/extend", form)
    assert refused.fault == "Срок уже прошёл: продлить можно только до его окончания."


async def test_a_ticket_is_not_given_to_who_has_just_left(anna, hers, database):
    """The list was read before."""
    page = await anna.ticket(hers)
    async with database.transaction() as session:
        await go_away(session, VERA, now() + timedelta(days=2))
    refused = await anna.send(page, "assign", assignee=VERA)
    assert (refused.status, refused.fault) == (409, "Этот сотрудник сейчас отсутствует: выберите другого.")


async def test_tickets_of_different_people_never_meet(anna, opens, hers, database):
    """They are not offered, and a form made by hand joins nothing."""
    async with database.transaction() as session:
        stranger = (await begin_conversation(session, "web")).id
    foreign = await opens(conversation_id=stranger)
    assert foreign not in (await anna.ticket(hers)).text
    for step in ("merge", "duplicate"):
        form = await anna.token() | {"into": [foreign]}
        refused = await anna.post(f"/console/tickets/{quote(hers)}/{step}", form)
        assert refused.fault == "Это не другое обращение того же человека: объединить их нельзя."
    assert await status(database, hers) is Status.TAKEN


@pytest.mark.parametrize(
    "path",
    [
        "tickets/П-2000-000001",
        "tickets/%00",
        "tickets/{number}%00",
        "tickets/..%2f",
        "nowhere",
        "outbox/1",
        "%ff",
        "staff/",
    ],
)
async def test_what_is_not_there_is_a_page_too(anna, number, path):
    """With a sentence and a way back, also for addresses that no database could look for."""
    page = await anna.open(f"/console/{path.format(number=quote(number))}")
    assert page.status == 404
    assert page.fault in {"Такого обращения нет: проверьте номер.", "Такой страницы нет."}
    assert page.soup.find("a", href="/console")


@pytest.mark.parametrize("query", ["show=nonsense", "page=0", "page=x", f"page={10**30}"])
async def test_an_address_that_says_nothing_shows_the_queue(anna, number, query):
    """As if that part of it were not there."""
    page = await anna.open(f"/console?{query}")
    assert (page.status, page.fault) == (200, "")
    assert number in page.text


async def test_a_form_without_its_token_changes_nothing(anna, number, database):
    """Nor one with another's, nor one from another site: told on a page."""
    path = f"/console/tickets/{quote(number)}/take"
    assert (await anna.post(path, {})).status == 422
    assert (await anna.post(path, {"form": ["x"]})).status == 403
    foreign = await anna.client.post(path, data=await anna.token(), headers={"Origin": "https://evil.example.com"})
    assert foreign.status_code == 403
    assert "Откройте страницу заново" in foreign.text
    assert await status(database, number) is Status.NEW


@pytest.mark.parametrize("body", [b"{}", b"form=%ff&text=%00", b"--x\r\n"])
async def test_a_form_that_cannot_be_read_is_a_page_too(anna, number, body):
    """Whatever it is said to be."""
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"):
        headers = {"Origin": "http://punkt.test", "Content-Type": kind}
        refused = await anna.client.post(f"/console/tickets/{quote(number)}/take", content=body, headers=headers)
        assert refused.status_code in {400, 403, 422}
        assert 'role="alert"' in refused.text


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [(RuntimeError, 500, "Что-то сломалось у нас"), (PoolTimeout, 503, "Не получилось сохранить запрос")],
)
async def test_a_fault_of_ours_is_a_page_too(anna, database, caplog, kind, status, sentence):
    """Without a trace, and nothing that a person wrote is in the log."""
    words = "".join(["what ", "they wrote"])

    def fail(*_: object) -> None:
        raise kind(words)

    event.listen(database.engine.sync_engine, "before_cursor_execute", fail)
    try:
        page = await anna.client.get("/console/nowhere")
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", fail)
    assert page.status_code == status
    assert sentence in page.text
    assert words not in page.text + caplog.text
    assert ("RuntimeError" in caplog.text) == (kind is RuntimeError)
