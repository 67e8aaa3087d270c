"""What could not be delivered: staff see it with its reason, and try once more."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.api.console.conftest import ANNA
from tests.conftest import both_databases
from tests.delivering import deliver_due
from tickets.post.outbox import UNSURE, OutboxRow, tell
from tickets.post.topics.to_person import CodeMailed, Notice, StaffAsked
from tickets.steps.by_staff import answer
from tickets.store.base import now

pytestmark = both_databases


class Channel:
    """A sender that remembers."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def send(self, parcel) -> None:
        self.said.append(parcel.topic.news.text)


@pytest.fixture
async def dead(database, hers) -> int:
    """Id of an answer that a channel refused for good."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Деньги вернём")
        query = select(OutboxRow).where(OutboxRow.topic == "staff_answered")
        row = (await session.execute(query)).scalar_one()
        row.dead_at, row.attempts, row.error = now(), 30, "the mail server refuses the letter: 550 5.1.1"
        return row.id


async def test_what_is_dead_is_told_on_the_queue_and_sent_again(anna, hers, dead, database):
    """The list says what, where, for which ticket, how often and why; pressed, it leaves."""
    assert "Не доставлено: 1" in (await anna.open()).text
    page = await anna.open("/console/outbox")
    first = page.soup.select_one("tbody tr").get_text(" ", strip=True)
    for fact in ("ответ сотрудника", "Сайт", hers, "не доставлено", "почтовый сервер не принимает письмо", "30"):
        assert fact in first
    page = await anna.post(f"/console/outbox/{dead}/revive", page.filled("revive"))
    assert page.path == "/console/outbox"
    assert not page.soup.select(".mark-bad")
    channel = Channel()
    await deliver_due(database, {"web": channel})
    assert channel.said == ["Деньги вернём"]
    assert "Не доставлено" not in (await anna.open()).text


async def test_what_waits_is_shown_after_what_is_dead(anna, dead, database):
    """With when it is tried next, and it can be tried at once."""
    async with database.transaction() as session:
        row = tell(session, "test", "lane", Notice(None, "ru", StaffAsked("m1", "Ещё вопрос")), "message:1")
        row.attempts, row.not_before, row.error = 5, now() + timedelta(hours=1), "ConnectionRefusedError"
    page = await anna.open("/console/outbox")
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert "не доставлено" in rows[0]
    waiting = next(row for row in rows if "вопрос сотрудника" in row)
    assert "с каналом нет связи" in waiting
    assert "снова" in waiting
    await anna.post(f"/console/outbox/{row.id}/revive", await anna.token())
    channel = Channel()
    await deliver_due(database, {"test": channel})
    assert channel.said == ["Ещё вопрос"]


async def test_what_was_delivered_or_emptied_is_not_sent_again(anna, dead, database):
    """Who pressed second is told; a code that died is offered to nobody."""
    async with database.transaction() as session:
        code = tell(session, "email", "lane", CodeMailed("493021", 10, "ru"), "code:1")
        code.data, code.dead_at = {}, now()
        (await session.get_one(OutboxRow, dead)).delivered_at = now()
    page = await anna.open("/console/outbox")
    assert "содержимое стёрто" in page.text
    for row in (code.id, dead):
        refused = await anna.post(f"/console/outbox/{row}/revive", await anna.token())
        assert refused.status == 409
        assert refused.fault == "Отправлять нечего: это уже доставлено, или содержимое стёрто."


@pytest.mark.parametrize("row", ["4000", "0", "-1", str(10**30), str(2**31)])
async def test_a_row_that_is_not_there_is_a_page(anna, row):
    """404 with a sentence."""
    refused = await anna.post(f"/console/outbox/{row}/revive", await anna.token())
    assert (refused.status, refused.fault) == (404, "Такого отправления нет: возможно, его уже удалили.")


async def test_when_all_is_delivered_the_page_says_so(anna):
    """Nothing to do."""
    assert "Всё доставлено" in (await anna.open("/console/outbox")).text


async def test_what_came_out_of_a_copy_is_let_go_or_dropped(anna, hers, dead, database):
    """It may have left before: staff read so, and decide."""
    async with database.transaction() as session:
        (await session.get(OutboxRow, dead)).error = UNSURE
    page = await anna.open("/console/outbox")
    first = page.soup.select_one("tbody tr").get_text(" ", strip=True)
    for fact in ("ждёт вашего решения", "могло уже уйти", "Отправить", "Убрать"):
        assert fact in first
    page = await anna.post(f"/console/outbox/{dead}/drop", page.filled("drop"))
    assert "ответ сотрудника" not in page.text
    channel = Channel()
    await deliver_due(database, {"web": channel})
    assert [] == channel.said
