"""What collectors of logs and traces are given: the whole way of a message, and nothing of its person."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from desk.knowledge import Knowledge
from stand_in import StandIn
from tests.collector import Collector, collector
from tests.conftest import KEY
from tests.punkt.process import Process
from tests.punkt.test_canary import ADDRESS, CANARIES, PHONE, WORD
from tests.punkt.warm import REPOSITORY, WarmParent


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    server = StandIn()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def collected() -> AsyncIterator[Collector]:
    async with collector() as opened:
        yield opened


@pytest.fixture
def punkt(
    tmp_path: Path, knowledge: Knowledge, warm: WarmParent, telegram: StandIn, collected: Collector
) -> Iterator[Process]:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("cache", "index"):
        (data / name).symlink_to(REPOSITORY / "var" / name)
    staff = telegram.group("Сотрудники")
    started = Process(
        tmp_path / "punkt.db", warm, data=str(data), contact_keys=KEY, log="json", log_level="debug",
        traces=collected.address, telegram_token=telegram.token, telegram_api=telegram.address,
        telegram_staff_chat=str(staff.id),
    )  # fmt: skip
    yield started
    started.kill()


async def test_one_trace_leads_from_a_message_to_what_telegram_is_told(
    punkt: Process, telegram: StandIn, collected: Collector
) -> None:
    """Of a message in the bot and of a ticket of the website; neither names, contacts, words nor conversations."""
    await punkt.start()
    person = telegram.user(WORD)
    await person.says(f"Я {WORD}, мой номер {PHONE}, сколько вы его храните?")
    await person.hears()
    contact = {"name": WORD, "email": ADDRESS, "phone": PHONE}
    async with httpx.AsyncClient(base_url=punkt.address, timeout=60) as web:
        asked = (await web.post("/api/v1/messages", json={"text": f"а долго мое досье, {WORD}"})).json()
        talk = asked["conversation"]
        body = {"kind": "claim", "text": f"Верните {WORD}", "contact": contact, "consent": True}
        headers = {"Authorization": f"Bearer {talk['token']}", "Idempotency-Key": "k1"}
        opened = await web.post("/api/v1/tickets", json=body | {"conversation": talk["id"]}, headers=headers)
    assert 201 == opened.status_code
    await collected.until(lambda: any("createForumTopic" in spans for spans in collected.traces_with("request")))
    await collected.until(lambda: any("sendMessage" in spans for spans in collected.traces_with("update")))
    assert 0 == await asyncio.to_thread(punkt.stop)

    [of_bot] = [spans for spans in collected.traces_with("update") if "understand" in spans]
    assert {"update", "understand", "transaction", "outbox", "send", "sendMessage"} <= of_bot.keys()
    assert b"" == of_bot["update"].parent_span_id
    assert of_bot["outbox"].span_id == of_bot["send"].parent_span_id
    assert of_bot["send"].span_id == of_bot["sendMessage"].parent_span_id
    routes = {
        each.value.string_value
        for span in collected.named("request")
        for each in span.attributes
        if each.key == "http.route"
    }
    assert {"/api/v1/messages", "/api/v1/tickets"} == routes

    lines = punkt.log.read_text("utf-8").splitlines()
    assert {"run"} == {json.loads(line)["role"] for line in lines}
    told, private = "\n".join(lines), [*CANARIES, "досье", talk["id"], f"{person.id}"]
    assert [] == [each for each in private if each in told or each.encode() in collected.bytes]


async def test_a_collector_that_is_away_keeps_nobody_waiting(punkt: Process, telegram: StandIn, tmp_path: Path) -> None:
    """People are answered; what could not be sent is lost, and the log says so in a line."""
    punkt.settings["PUNKT_TRACES"] = "http://127.0.0.1:9"
    await punkt.start()
    person = telegram.user("Анна")
    await person.says("сколько храните телефон?")
    await person.hears()
    assert 0 == await asyncio.to_thread(punkt.stop)
    assert all(json.loads(line) for line in punkt.log.read_text("utf-8").splitlines())
