"""Killed at any moment: what was acknowledged is there after the next start, once."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from desk.knowledge import Knowledge
from stand_in import StandIn
from tests.punkt.process import Process
from tests.punkt.warm import WarmParent

CLAIM = {
    "kind": "claim",
    "text": "После вашей формы на меня оформили подписку, верните деньги",
    "contact": {"email": "anna@example.org"},
    "consent": True,
}


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    # A message that was in delivery when the process died is sent again only when its lease has ended.
    server = StandIn(patience=120)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def process(tmp_path: Path, telegram: StandIn, knowledge: Knowledge, warm: WarmParent) -> Iterator[Process]:
    """`knowledge` is asked for so that model and index are there before the process starts."""
    punkt = Process(tmp_path / "punkt.db", warm, telegram_token=telegram.token, telegram_api=telegram.address)
    yield punkt
    punkt.kill()


def stored(process: Process, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(str(process.log.with_suffix(".db"))) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        return connection.execute(query).fetchall()


async def everything_noted(process: Process) -> None:
    """Wait until the deliveries are committed: a kill just before would rightly send the last message again."""
    open_rows = "SELECT count(*) FROM outbox WHERE channel = 'telegram' AND delivered_at IS NULL"
    async with asyncio.timeout(90):
        while [(0,)] != stored(process, open_rows):
            await asyncio.sleep(0.02)


async def test_a_message_whose_delivery_was_not_noted_is_sent_again(process: Process, telegram: StandIn) -> None:
    """Killed between Telegram's yes and our note of it: twice rather than never, and not a third time."""
    anna = telegram.user("Анна")
    await process.start()
    await anna.says("а долго мое досье у вас пролежит")
    first = await anna.hears()
    process.kill()
    with sqlite3.connect(str(process.log.with_suffix(".db"))) as connection:
        # As it stands when the kill comes just before the note, and the lease has ended.
        connection.execute("UPDATE outbox SET delivered_at = NULL, leased_until = NULL WHERE channel = 'telegram'")

    await process.start()

    assert first.text == (await anna.hears()).text
    await everything_noted(process)
    assert [] == anna.unheard


async def test_a_killed_process_loses_no_message_and_doubles_no_ticket(process: Process, telegram: StandIn) -> None:
    """Killed after an answer, after a receipt, in a Telegram claim and between Telegram's update and our answer."""
    anna = telegram.user("Анна")
    await process.start()
    async with httpx.AsyncClient(base_url=process.address, timeout=60) as web:
        asked = (await web.post("/api/v1/messages", json={"text": "а долго мое досье у вас пролежит"})).json()
        key = {"Idempotency-Key": "a-claim-of-anna"}
        receipt = await web.post("/api/v1/tickets", json=CLAIM, headers=key)
        assert 201 == receipt.status_code
        await anna.says("вычеркните меня из вашей базы, удалите мои данные")
        offer = await anna.hears()
        await everything_noted(process)
        process.kill()
        # Pressed while nobody is there: Telegram keeps it.
        pressing = asyncio.create_task(anna.presses(next(iter(offer.buttons))))

        await process.start()
        await pressing

        assert [("а долго мое досье у вас пролежит",)] == stored(
            process, f"SELECT text FROM messages WHERE id = '{asked['message']}'"
        )
        again = await web.post("/api/v1/tickets", json=CLAIM, headers=key)
        assert receipt.json() == again.json()
        assert [(1,)] == stored(process, "SELECT count(*) FROM tickets")
        step = await anna.hears()
        assert "Что нужно сделать" in step.text, "the dialogue goes on where it was"
        await everything_noted(process)
        process.kill()
        await process.start()
        await anna.says("кому вы передаёте мой телефон при доставке?")
        process.kill()
        await process.start()
        await anna.hears()
    assert 1 == len({row[0] for row in stored(process, "SELECT number FROM tickets")})
    assert [(0,)] == stored(process, "SELECT count(*) FROM inbox WHERE handled_at IS NULL")


async def test_a_storm_of_messages_cut_by_a_kill_loses_no_acknowledged_one(process: Process) -> None:
    """Every ticket whose receipt was read is stored; none is stored half or twice."""
    await process.start()
    receipts: list[str] = []

    async def file_claims(client: httpx.AsyncClient, person: int) -> None:
        for attempt in range(100):
            try:
                answer = await client.post(
                    "/api/v1/tickets", json=CLAIM, headers={"Idempotency-Key": f"{person}-{attempt}"}
                )
            except httpx.HTTPError:
                return
            if answer.status_code == 201:
                receipts.append(answer.json()["number"])

    async with httpx.AsyncClient(base_url=process.address, timeout=30) as client:
        people = [asyncio.create_task(file_claims(client, person)) for person in range(8)]
        while len(receipts) < 40:
            await asyncio.sleep(0.01)
        process.kill()
        await asyncio.gather(*people)

    numbers = [row[0] for row in stored(process, "SELECT number FROM tickets")]
    assert len(numbers) == len(set(numbers))
    assert set(receipts) <= set(numbers)
    assert [] == stored(
        process,
        "SELECT number FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.cause = 'ticket:' || t.id) "
        "OR NOT EXISTS (SELECT 1 FROM ticket_events e WHERE e.ticket_id = t.id) "
        "OR NOT EXISTS (SELECT 1 FROM consents c WHERE c.ticket_id = t.id)",
    )


async def test_a_polite_end_is_an_end(process: Process) -> None:
    """SIGTERM ends the process although somebody listens for news."""
    await process.start()
    async with httpx.AsyncClient(base_url=process.address, timeout=60) as web:
        asked = (await web.post("/api/v1/messages", json={"text": "привет"})).json()["conversation"]
        token = {"Authorization": f"Bearer {asked['token']}"}
        async with web.stream("GET", f"/api/v1/conversations/{asked['id']}/events", headers=token) as stream:
            assert 200 == stream.status_code
            await asyncio.to_thread(process.stop)


async def test_a_taken_port_ends_the_start_with_a_sentence(process: Process, warm: WarmParent, tmp_path: Path) -> None:
    """Exit code 1, one line, no trace."""
    await process.start()
    second = Process(tmp_path / "second.db", warm)
    second.settings["PUNKT_PORT"] = str(process.port)

    with pytest.raises(AssertionError, match="занят"):
        await second.start()

    assert "Traceback" not in second.log.read_text("utf-8")
