"""The stand-in's failures and its webhook: each breaks exactly what its name says."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import faults
import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import web

from stand_in import StandIn, User
from stand_in.webhook import HEADER


@pytest.mark.parametrize(
    ("fault", "error", "done", "outcome"),
    [
        (faults.flood(3), TelegramRetryAfter, 0, "429 Too Many Requests: retry after 3"),
        (faults.BLOCKED, TelegramForbiddenError, 0, "403 Forbidden: bot was blocked by the user"),
        (faults.BROKEN, TelegramServerError, 0, "500 Internal Server Error"),
        (faults.cut, TelegramNetworkError, 0, "cut"),
        (faults.cut_after, TelegramNetworkError, 1, "cut after it was done"),
        (faults.cut_midway, TelegramNetworkError, 1, "cut midway"),
        (faults.nonsense, ClientDecodeError, 0, "no JSON"),
        (faults.garbled, ClientDecodeError, 1, "garbled"),
    ],
    ids=["flood", "blocked", "broken", "cut", "cut after", "cut midway", "nonsense", "garbled"],
)
async def test_a_fault_breaks_one_call_and_is_written_down(
    bot: Bot, stand_in: StandIn, vera: User, fault: Any, error: type[Exception], done: int, outcome: str
) -> None:
    """The bot gets the error, the message is there or not, and the next call goes well."""
    stand_in.fail("sendMessage", fault)
    with pytest.raises(error):
        await bot.send_message(vera.id, "раз")
    assert done == len(vera.messages)
    await bot.send_message(vera.id, "два")
    assert [outcome, "ok"] == [call.outcome for call in stand_in.history]
    assert done + 1 == len(stand_in.made("sendMessage"))


async def test_a_call_that_hangs_ends_with_the_bots_own_patience(bot: Bot, stand_in: StandIn, vera: User) -> None:
    stand_in.fail("sendMessage", faults.hang)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(vera.id, "раз", request_timeout=1)
    await stand_in.wait_for(lambda: stand_in.history)
    assert ["hung"] == [call.outcome for call in stand_in.history]
    assert [] == vera.messages


async def test_a_call_held_at_a_gate_goes_on_when_it_opens(bot: Bot, stand_in: StandIn, vera: User) -> None:
    """Others are not held up."""
    opened = asyncio.Event()
    stand_in.fail("send*", faults.gate(opened), chat=vera.id)
    held = asyncio.create_task(bot.send_message(vera.id, "раз"))
    boris = stand_in.user("Борис")
    await bot.send_message(boris.id, "два")
    assert [] == vera.messages
    opened.set()
    await held
    assert ["раз"] == vera.unheard


async def test_a_share_of_calls_fails_for_as_long_as_it_is_wanted(bot: Bot, stand_in: StandIn, vera: User) -> None:
    """The same share with every run, as chance is sown."""
    stand_in.fail("sendMessage", faults.flood(1), times=None, share=0.3)
    for number in range(100):
        with suppress(TelegramRetryAfter):
            await bot.send_message(vera.id, str(number))
    outcomes = Counter(call.ok for call in stand_in.history)
    assert 15 <= outcomes[False] <= 45
    assert outcomes[True] == len(vera.messages)
    stand_in.heal()
    before = len(stand_in.history)
    for _ in range(10):
        await bot.send_message(vera.id, "снова")
    assert {"ok"} == {call.outcome for call in stand_in.history[before:]}


async def test_only_the_named_chat_fails_after_those_that_are_spared(bot: Bot, stand_in: StandIn, vera: User) -> None:
    boris = stand_in.user("Борис")
    stand_in.fail("sendMessage", faults.CHAT_NOT_FOUND, chat=vera.id, spared=1)
    for user in (boris, vera, vera, boris, vera):
        with suppress(TelegramBadRequest):
            await bot.send_message(user.id, "?")
    assert [(str(vera.id), "400 Bad Request: chat not found")] == [
        (call.chat, call.outcome) for call in stand_in.history if not call.ok
    ]
    assert (2, 2) == (len(boris.messages), len(vera.messages))


class Hook:
    """A server of the bot's own; `answers` are used up before all is well."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.answers: list[int] = []
        self.address = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append((update["message"]["text"], request.headers.get(HEADER, "")))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_a_webhook_is_tried_until_it_takes_the_update(
    bot: Bot, stand_in: StandIn, vera: User, hook: Hook
) -> None:
    """With its secret, those of one chat in their order, and none that was taken comes again."""
    hook.answers = [500, 404]
    await vera.says("до того")
    await bot.set_webhook(hook.address, secret_token="tajna_1")
    await vera.says("раз")
    await stand_in.wait_for(lambda: not stand_in.updates)

    assert [(text, "tajna_1") for text in ("до того", "до того", "до того", "раз")] == hook.got
    assert [500, 404, 200, 200] == [post.status for post in stand_in.hook.posts]
    info = await bot.get_webhook_info()
    assert (hook.address, 0, None) == (info.url, info.pending_update_count, info.last_error_message)


async def test_an_update_whose_answer_was_lost_comes_again(bot: Bot, stand_in: StandIn, vera: User, hook: Hook) -> None:
    """The bot has it, and Telegram does not know."""
    stand_in.hook.deaf = 1
    await bot.set_webhook(hook.address)
    await vera.says("раз")
    await stand_in.wait_for(lambda: not stand_in.updates)
    assert ["раз", "раз"] == [text for text, _ in hook.got]


async def test_a_webhook_and_polling_exclude_each_other(bot: Bot, stand_in: StandIn, vera: User, hook: Hook) -> None:
    """What a dead webhook did not take waits for who asks next."""
    await bot.set_webhook("http://127.0.0.1:1/hook")
    await vera.says("раз")
    await stand_in.wait_for(lambda: stand_in.hook.trouble)
    assert "Connection failed" in (await bot.get_webhook_info()).last_error_message
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert ["раз"] == [update.message.text for update in await bot.get_updates()]
    with pytest.raises(TelegramBadRequest, match="HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(TelegramBadRequest, match="unallowed characters"):
        await bot.set_webhook(hook.address, secret_token="нельзя")
