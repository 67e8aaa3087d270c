"""`punkt run` behind a webhook, as a process of its own; and what `punkt doctor` says of Telegram."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from desk.knowledge import Knowledge
from stand_in import StandIn
from tests.punkt.conftest import Punkt
from tests.punkt.process import Process
from tests.punkt.test_kill import everything_noted
from tests.punkt.warm import WarmParent


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    # A message that was in delivery when the process died is sent again only when its lease has ended.
    server = StandIn(patience=50)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def process(tmp_path: Path, telegram: StandIn, knowledge: Knowledge, warm: WarmParent) -> Iterator[Process]:
    """`knowledge` is asked for so that model and index are there before the process starts."""
    punkt = Process(
        tmp_path / "punkt.db",
        warm,
        telegram_token=telegram.token,
        telegram_api=telegram.address,
        telegram_webhook="true",
    )
    punkt.settings["PUNKT_PUBLIC_URL"] = punkt.address
    yield punkt
    punkt.kill()


async def test_messages_outlive_a_kill(process: Process, telegram: StandIn) -> None:
    """What was posted while nobody listened comes again, what was answered does not, and no log has the secret."""
    anna = telegram.user("Анна")
    await process.start()
    update = await anna.says("как долго вы храните мои данные?")
    assert "5.1" in (await anna.hears()).text
    await telegram.wait_for(lambda: not telegram.updates)
    await everything_noted(process)
    secret = telegram.hook.secret
    process.kill()

    await anna.says("/help")
    await telegram.deliver_again(update)
    await process.start()
    assert "/claim" in (await anna.hears()).text
    await telegram.wait_for(lambda: not telegram.updates)
    assert [] == anna.unheard
    process.stop()
    log = process.log.read_text("utf-8")
    assert secret == telegram.hook.secret
    assert secret not in log
    assert telegram.token not in log


async def test_doctor_says_all_that_telegram_lacks(
    telegram: StandIn, punkt: Punkt, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence a line; what can work all the same is no failure."""
    group = telegram.group("Сотрудники", forum=False)
    await group.forbids("can_pin_messages")
    telegram.me["supports_inline_queries"] = False
    for name, value in (("TOKEN", telegram.token), ("API", telegram.address), ("STAFF_CHAT", str(group.id))):
        monkeypatch.setenv(f"PUNKT_TELEGRAM_{name}", value)

    told = (await asyncio.to_thread(punkt, "doctor")).output
    lines = told[told.index("✓ Telegram") :].splitlines()[:4]
    assert "✓ Telegram: Telegram отвечает, бот — @punkt_test_bot." == lines[0]
    assert lines[1].startswith("  · В группе сотрудников выключены темы: включите их")
    assert lines[2].startswith("  · Боту в группе сотрудников не хватает прав (закрепление сообщений):")
    assert lines[3].startswith("  · Инлайн-режим выключен:")

    monkeypatch.setenv("PUNKT_TELEGRAM_STAFF_CHAT", "-77")
    result = await asyncio.to_thread(punkt, "doctor", ok=False)
    assert 1 == result.exit_code
    assert "✗ Telegram: Группа сотрудников -77 не найдена" in result.output
