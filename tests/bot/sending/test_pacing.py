"""Pacing: what would be too much for Telegram is not sent too early, and no chat waits for another's."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from faults import refused

from bot.sending.calls import message
from bot.sending.delivery import deliver
from bot.sending.pacing import KEPT, Limits, Pacing
from bot.telegram import open_bot
from stand_in import StandIn
from tickets.post.outbox import TryLater

ANNA, BORIS, GROUP = 1001, 1002, -100500


class Time:
    """Stands still until a test moves it, or somebody sleeps."""

    def __init__(self) -> None:
        self.moment = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def pacing(time: Time) -> Pacing:
    return Pacing(Limits(), time, time.sleep)


@pytest.fixture
async def bot(stand_in: StandIn, pacing: Pacing) -> AsyncIterator[Bot]:
    client = open_bot(stand_in.token, stand_in.address)
    client.session.middleware(pacing)
    yield client
    await client.session.close()


async def write(bot: Bot, chat: int, times: int) -> None:
    for _ in range(times):
        await deliver(bot, message(chat, "Здравствуйте!"))


async def test_a_burst_in_a_chat_goes_at_once_and_what_is_more_waits(bot: Bot, time: Time) -> None:
    """Ten messages in ten seconds; another chat is free meanwhile."""
    await write(bot, ANNA, 10)
    with pytest.raises(TryLater) as later:
        await write(bot, ANNA, 1)
    assert 10.0 == later.value.wait.total_seconds()
    await write(bot, BORIS, 10)
    assert [] == time.slept

    time.moment += 10
    await write(bot, ANNA, 10)


async def test_a_group_hears_twenty_messages_a_minute(bot: Bot, time: Time) -> None:
    await write(bot, GROUP, 20)
    time.moment += 45
    with pytest.raises(TryLater) as later:
        await write(bot, GROUP, 1)
    assert 15.0 == later.value.wait.total_seconds()
    time.moment += 15
    await write(bot, GROUP, 20)


async def test_all_chats_together_hear_twenty_five_messages_a_second(bot: Bot, time: Time) -> None:
    """The wait is short, so it is waited out on the spot."""
    for chat in range(1, 61):
        await write(bot, chat, 1)
    assert [1.0, 1.0] == time.slept


async def test_a_chat_that_telegram_asks_to_spare_is_spared_by_all(bot: Bot, time: Time, stand_in: StandIn) -> None:
    """Also by what comes to it on another way; others are written to."""
    stand_in.fail("sendMessage", refused(429, "Too Many Requests", retry_after=7), chat=GROUP)
    waits = []
    for _ in range(2):
        with pytest.raises(TryLater) as later:
            await write(bot, GROUP, 1)
        waits.append(later.value.wait.total_seconds())
    await write(bot, ANNA, 1)
    time.moment += 7
    await write(bot, GROUP, 1)

    assert [7.0, 7.0] == waits
    assert [str(ANNA), str(GROUP)] == [call["chat_id"] for call in stand_in.made("sendMessage")]


async def test_what_puts_nothing_into_a_chat_does_not_count(bot: Bot, stand_in: StandIn) -> None:
    """The sign of typing and questions about the bot."""
    for _ in range(30):
        await bot.send_chat_action(ANNA, "typing")
        await bot.get_me()
    await write(bot, ANNA, 10)
    assert 10 == len(stand_in.made("sendMessage"))


async def test_chats_that_fell_silent_are_forgotten(bot: Bot, time: Time, pacing: Pacing) -> None:
    """A process that runs for months does not grow with everybody who ever wrote."""
    for chat in range(1, KEPT + 1):
        pacing._window(str(chat)).take(time.moment)
    time.moment += 11
    await write(bot, KEPT + 1, 1)
    assert [str(KEPT + 1)] == list(pacing._chats)
