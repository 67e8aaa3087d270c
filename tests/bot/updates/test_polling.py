"""Polling: what Telegram has for us is stored before Telegram is told, whatever fails on the way."""

import pytest
from faults import cut, nonsense, refused
from running import Running

import bot.updates.polling
from stand_in import StandIn, User
from tickets.post.inbox import accept
from tickets.store.database import Database


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries are as many as ever, and short."""
    monkeypatch.setattr("tickets.loops.FIRST", 0.01)


async def test_telegram_is_not_told_before_the_update_is_stored(
    anna: User, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that fails once costs a moment, not the message."""
    failures = iter([OSError("no space left")])

    async def accept_later(*args):
        for failure in failures:
            raise failure
        return await accept(*args)

    monkeypatch.setattr(bot.updates.polling, "accept", accept_later)
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text


@pytest.mark.parametrize(
    "fault",
    [
        refused(500, "Internal Server Error"),
        refused(502, "Bad Gateway"),
        refused(409, "Conflict: terminated by other getUpdates request"),
        refused(429, "Too Many Requests: retry after 1", retry_after=1),
        refused(401, "Unauthorized"),
        cut,
        nonsense,
    ],
    ids=["500", "502", "conflict", "429", "401", "cut", "nonsense"],
)
async def test_the_bot_hears_again_after_telegram_failed(anna: User, stand_in: StandIn, fault) -> None:
    """Whatever getUpdates met, the next try gets what waits."""
    stand_in.fail("getUpdates", fault, times=2)
    await anna.says("сколько храните?")
    await anna.hears()
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_a_webhook_left_behind_does_not_make_the_bot_deaf(
    anna: User, running: Running, stand_in: StandIn
) -> None:
    await running.stop()
    stand_in.webhook = "https://old.example.org/hook"
    await running.start()
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_the_bot_introduces_its_commands(anna: User, running: Running, stand_in: StandIn) -> None:
    """The menu of the chat shows them."""
    await stand_in.wait_for(lambda: bool(stand_in.made("setMyCommands")))
    call, *_ = stand_in.made("setMyCommands")
    assert all(f'"{name}"' in call["commands"] for name in ("start", "help", "policy", "status", "claim", "delete"))
