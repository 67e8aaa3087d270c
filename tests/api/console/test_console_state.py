"""«Состояние»: leads and admins see what lives, what waits and what fails, without Grafana."""

import shutil
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import event, update

from desk.knowledge import Knowledge
from desk.known import Known
from desk.settings import TEXTS
from index.policy import load_policy
from tests.api.console.browsing import Browser, Page, sign_in
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import VAULT, both_databases
from tickets.loops import Loops
from tickets.post.outbox import OutboxRow, tell
from tickets.post.topics.to_person import Notice, StaffAsked
from tickets.record.clock import Clock
from tickets.staff.member import Role
from tickets.staff.membership import set_role
from tickets.store.backups import note_backup
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.heartbeat import HeartbeatRow, beat

pytestmark = both_databases
STATE = "/console/state"


@pytest.fixture
async def worker(database: Database) -> Database:
    """Another process on the same database, which has said that it lives."""
    other = Database(database.url, VAULT)
    async with other.transaction() as session:
        await beat(
            session, "worker", "app-2:8201", {"news": "redis", "index": "v-one", "disk_free": 1, "disk_total": 9}
        )
    await other.close()
    return other


async def troubles(browser: Browser) -> list[str]:
    """What should be looked at."""
    page = await browser.open(STATE)
    return [item.get_text(" ", strip=True) for item in page.soup.main.select("[role=status] li")]


def fact(page: Page, title: str) -> str:
    """What stands beside a title."""
    [found] = [row for row in page.soup.select(".facts dl > div") if row.dt.get_text(strip=True) == title]
    return " ".join(found.dd.get_text(" ").split())


async def silence(database: Database, role: str, **ago: float) -> None:
    async with database.transaction() as session:
        past = now() - timedelta(**ago)
        await session.execute(update(HeartbeatRow).where(HeartbeatRow.role == role).values(seen_at=past))


async def test_when_all_is_well_the_page_says_so_in_one_sentence(anna, database, worker):
    async with database.transaction() as session:
        await note_backup(session, now())
        await session.execute(update(HeartbeatRow).values(told={"index": "v-one"}))
    page = await anna.open(STATE)
    assert "Всё в порядке." in page.text
    assert "никто" == fact(page, "Ждут нашего ответа")
    assert "ни у кого" == fact(page, "Срок прошёл")
    assert "ничего" == fact(page, "Ждёт отправки")
    assert "не настроен обходимся без него" == fact(page, "Redis")
    assert fact(page, "База данных").startswith("SQLite" if database.is_sqlite else "PostgreSQL")
    assert fact(page, "Последняя копия") != "неизвестна"
    assert fact(page, "Диск папки данных").startswith("свободно ")


async def test_each_copy_has_a_line_with_its_role_and_what_it_lacks(anna, worker):
    rows = (await anna.open(STATE)).soup.select("table tbody tr")
    told = [" ".join(row.get_text(" ").split()) for row in rows]
    assert 2 == len(told)
    assert "всё в одном процессе" in told[0]
    assert "фоновая работа app-2:8201" in told[1]
    assert "узнаёт через Redis" in told[1]


async def test_a_copy_that_fell_silent_is_told_with_its_last_moment(anna, database, worker):
    await silence(database, "worker", minutes=7)
    [line] = [line for line in await troubles(anna) if "app-2:8201" in line]
    assert "Фоновая работа, app-2:8201 : молчит 7 минут" == line


async def test_a_successor_at_the_same_port_takes_the_line_over(anna, database, worker):
    """A killed process that systemd has started again is no trouble."""
    await silence(database, "worker", seconds=20)
    again = Database(database.url, VAULT)
    async with again.transaction() as session:
        await beat(session, "worker", "app-2:8201", {})
    await again.close()
    assert 2 == len((await anna.open(STATE)).soup.select("table tbody tr"))


async def test_a_full_disk_and_indexes_that_differ_are_told(anna, database, worker):
    other = Database(database.url, VAULT)
    async with other.transaction() as session:
        await beat(session, "web", "app-3:8001", {"index": "v-two"})
    await other.close()
    told = await troubles(anna)
    assert any("по разным индексам" in line for line in told)
    assert any(line.startswith("Диск папки данных, app-2 : свободно 1 Б") for line in told)


async def test_loops_that_fail_are_named_in_words(app, anna, database):
    loops: Loops = app.state.context.loops

    async def fails() -> None:
        raise ConnectionRefusedError("smtp://user:password@mail.example.org")

    await loops.attempt("outbox", fails)
    page = await anna.open(STATE)
    assert "не ладится: отправка" in page.text
    assert "ConnectionRefusedError, 1 неудача подряд" in page.text
    assert "password" not in page.html


async def test_missed_terms_waiting_people_and_what_cannot_leave_are_counted(anna, hers, database):
    async with database.transaction() as session:
        await session.execute(update(Clock).values(ends_at=now() - timedelta(hours=1)))
        for n, (attempts, dead) in enumerate([(3, None), (30, now())]):
            row = tell(session, "email", f"lane{n}", Notice(None, "ru", StaffAsked("m1", "Вопрос")), "message:1")
            row.attempts, row.dead_at, row.created_at = attempts, dead, now() - timedelta(minutes=20)
    page = await anna.open(STATE)
    assert fact(page, "Ждут нашего ответа").startswith("1 дольше всех")
    assert fact(page, "Не доставлено").startswith("1 ")
    assert "самое раннее — 20 минут" in fact(page, "Ждёт отправки")
    told = await troubles(anna)
    assert any(line.startswith("Ждёт отправки") for line in told)
    assert any(line.startswith("Не доставлено") for line in told)


async def test_nobody_who_works_in_the_background_is_told(app, anna, database):
    app.state.context.process.role = "web"
    assert any("запустите punkt worker" in line for line in await troubles(anna))


@pytest.mark.parametrize(("role", "status"), [(Role.AGENT, 403), (Role.LEAD, 200), (Role.ADMIN, 200)])
async def test_it_is_for_leads_and_admins(anna, boris, database, role, status):
    async with database.transaction() as session:
        await set_role(session, BORIS, role, by=ANNA)
    page = await boris.open(STATE)
    assert status == page.status
    menu = (await boris.open()).soup.select_one("nav.pages").get_text(" ")
    assert (status == 200) == ("Состояние" in menu)


async def test_however_much_there_is_the_database_is_asked_as_often(anna, opens, database, worker):
    async def asked() -> int:
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_more) -> None:
            statements.append(statement)

        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        await anna.open(STATE)
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
        return len(statements)

    await anna.open(STATE)
    few = await asked()
    for n in range(5):
        await opens()
        other = Database(database.url, VAULT)
        async with other.transaction() as session:
            await beat(session, "web", f"app-{n}:8001", {})
            tell(session, "email", f"lane{n}", Notice(None, "ru", StaffAsked("m1", "Вопрос")), "message:1")
        await other.close()
    assert few == await asked()


async def test_redis_that_does_not_answer_is_told_without_its_address(app_with, client_of, staff):
    app = app_with(redis_url="redis://user:geheim@127.0.0.1:1/0")
    client: Callable[..., httpx.AsyncClient] = client_of
    async with client(app) as opened:
        await sign_in(opened, ANNA)
        page = await Browser(opened, ANNA).open(STATE)
    assert fact(page, "Redis").startswith("не отвечает ConnectionError")
    assert "geheim" not in page.html


async def test_a_channel_that_fails_is_told_beside_its_setting(app_with, client_of, staff, database):
    app = app_with(smtp_url="smtp://127.0.0.1:1", mail_from="help@example.org")
    async with database.transaction() as session:
        row = tell(session, "email", "lane", Notice(None, "ru", StaffAsked("m1", "Вопрос")), "message:1")
        row.attempts = 2
        assert isinstance(row, OutboxRow)
    async with client_of(app) as opened:
        await sign_in(opened, ANNA)
        page = await Browser(opened, ANNA).open(STATE)
    assert "не уходит: 1 пробуем снова" == fact(page, "Почта")
    assert "не настроено" == fact(page, "Telegram")


async def test_a_confirmed_term_that_the_edition_says_otherwise_is_told(anna, desk, tmp_path):
    """With what was confirmed and what stands there now, until somebody confirms it."""
    folder = tmp_path / "privacy"
    shutil.copytree(TEXTS / "privacy", folder)
    terms = (folder / "terms.toml").read_text("utf-8")
    (folder / "terms.toml").write_text(terms.replace("в течение 30 календарных", "в течение 20 календарных"), "utf-8")
    desk.knowledge = Knowledge([Known(load_policy(folder), desk.knowledge.first.understander)], "")
    page = await anna.open(STATE)
    told = fact(page, "Срок претензии")
    assert "был подтверждён по прежней редакции, п. 8.2" in told
    assert "Теперь п. 8.2: «Получатель претензии в течение 30 календарных дней" in told
    assert any("Срок претензии" in each for each in await troubles(anna))
