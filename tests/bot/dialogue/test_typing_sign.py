"""The sign of typing: shown while something takes long, and worth no trouble."""

import asyncio
import threading

import pytest
from faults import flood

from desk.desk import Desk
from stand_in import StandIn, User


@pytest.fixture
def gate(scripted_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The bot thinks until it is set."""
    opened = threading.Event()
    understand = scripted_desk.knowledge.understand

    def slowly(text, earlier):
        opened.wait(20)
        return understand(text, earlier)

    monkeypatch.setattr(scripted_desk.knowledge, "understand", slowly)
    return opened


async def test_a_sign_is_shown_while_the_bot_thinks(anna: User, stand_in: StandIn, gate: threading.Event) -> None:
    await anna.says("сколько храните?")
    await stand_in.wait_for(lambda: stand_in.actions)
    assert [(anna.id, None, "typing")] == stand_in.actions
    gate.set()
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_a_quick_answer_needs_no_sign(anna: User, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.dialogue.around.SLOW", 20)
    await anna.says("сколько храните?")
    await anna.hears()
    assert [] == stand_in.actions


async def test_a_sign_that_is_refused_costs_nothing(anna: User, stand_in: StandIn, gate: threading.Event) -> None:
    met, refuse = asyncio.Event(), flood(30)

    async def refused(request, answer):
        met.set()
        return await refuse(request, answer)

    stand_in.fail("sendChatAction", refused)
    await anna.says("сколько храните?")
    await met.wait()
    gate.set()
    assert "Пункт 5.1" in (await anna.hears()).text
