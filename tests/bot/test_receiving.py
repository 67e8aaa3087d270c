"""Webhook: Telegram posts to us, and people notice nothing of how their words come in."""

from collections.abc import AsyncIterator

import pytest
from faults import BROKEN, UNAUTHORIZED
from replica import KEY, Replica
from running import Running
from sqlalchemy import select

from bot.updates.polling import HEARD
from bot.updates.webhook import PATH, webhook_secret
from desk.desk import Desk
from index.policy import Policy
from stand_in import StandIn, User
from stand_in.people import Update
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.store.database import Database


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries are as many as ever, and short."""
    monkeypatch.setattr("tickets.loops.FIRST", 0.01)


@pytest.fixture
async def replica(stand_in: StandIn, policy: Policy, database: Database) -> AsyncIterator[Replica]:
    """The bot behind a webhook, on a real port."""
    made = Replica(stand_in, policy, database.url)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def anna(replica: Replica, stand_in: StandIn) -> User:
    return stand_in.user("Анна")


async def rows(database: Database, table):
    async with database.reading() as session:
        return list((await session.execute(select(table).order_by(table.id))).scalars())


async def test_a_question_that_was_posted_is_answered(anna: User, stand_in: StandIn, replica: Replica) -> None:
    """Telegram was told where to, with what secret, and what we want to hear of."""
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text
    [told] = stand_in.made("setWebhook")
    assert f"{replica.address}{PATH}" == told["url"]
    assert webhook_secret(KEY) == told["secret_token"]
    assert list(HEARD) == told.data("allowed_updates")
    assert "20" == told["max_connections"]
    assert not told.flag("drop_pending_updates")
    await stand_in.wait_for(lambda: not stand_in.updates)
    assert [200] == [post.status for post in stand_in.hook.posts]


async def test_a_yes_that_got_lost_changes_nothing(anna: User, stand_in: StandIn, database: Database) -> None:
    """Telegram posts again what we have long answered."""
    stand_in.hook.deaf = 3
    await anna.says("сколько храните?")
    await anna.hears()
    await stand_in.wait_for(lambda: not stand_in.updates)
    assert [0, 0, 0, 200] == [post.status for post in stand_in.hook.posts]
    assert 1 == len(await rows(database, InboxRow))
    assert [] == anna.unheard


async def test_the_bot_hears_again_after_telegram_would_not_set_the_webhook(
    stand_in: StandIn, policy: Policy, database: Database
) -> None:
    for fault in (BROKEN, UNAUTHORIZED):
        stand_in.fail("setWebhook", fault)
    replica = Replica(stand_in, policy, database.url)
    await replica.start()
    anna = stand_in.user("Анна")
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text
    await replica.stop()


async def test_a_webhook_that_somebody_took_away_is_set_again(
    anna: User, stand_in: StandIn, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a process with other settings that has ended meanwhile."""
    await stand_in.wait_for(lambda: stand_in.webhook)
    await replica.stop()
    monkeypatch.setattr("bot.updates.webhook.GLANCE", 0.05)
    await replica.start()
    await stand_in.wait_for(lambda: stand_in.webhook)
    stand_in.hook.drop()
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_what_telegram_cannot_post_is_told_once(
    stand_in: StandIn, policy: Policy, database: Database, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    """In the log, without the secret."""
    monkeypatch.setattr("bot.updates.webhook.GLANCE", 0.02)
    replica = Replica(stand_in, policy, database.url)
    await replica.start()
    await stand_in.wait_for(lambda: stand_in.webhook)
    stand_in.hook.trouble = "SSL error {certificate verify failed}"
    looks = len(stand_in.made("getWebhookInfo"))
    await stand_in.wait_for(lambda: len(stand_in.made("getWebhookInfo")) > looks + 3)
    await replica.stop()
    assert 1 == caplog.text.count("Telegram could not post to us: SSL error")
    assert webhook_secret(KEY) not in caplog.text


async def _say(user: User, first: int, last: int) -> list[Update]:
    return [await user.says(f"сколько храните? {number}") for number in range(first, last)]


@pytest.mark.parametrize("way", ["to webhook", "to polling"])
async def test_a_change_of_the_way_loses_and_doubles_nothing(
    stand_in: StandIn, scripted_desk: Desk, policy: Policy, database: Database, way: str
) -> None:
    """Messages come before, while nobody runs, and after; Telegram gives again what it got no yes for."""
    ways = [Replica(stand_in, policy, database.url), Running(stand_in, scripted_desk, database)]
    first, second = reversed(ways) if way == "to webhook" else ways
    anna = stand_in.user("Анна")
    await first.start()
    before = await _say(anna, 1, 3)
    for _ in before:
        await anna.hears()
    await first.stop()
    await _say(anna, 3, 5)
    for update in before:
        await stand_in.deliver_again(update)
    await second.start()
    await _say(anna, 5, 7)
    for _ in range(4):
        await anna.hears()
    await stand_in.wait_for(lambda: not stand_in.updates)
    await second.stop()

    assert [] == anna.unheard
    said = [row.cause for row in await rows(database, OutboxRow)]
    assert 6 == len(said)
    assert sorted(said) == said
