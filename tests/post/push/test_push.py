"""Web Push: whoever of the staff does not look hears that somebody waits, and nobody else reads of whom."""

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from push_members import ANNA, BORIS, OURS, VERA, wants
from push_service import HOST, Window, said
from sqlalchemy import select, text
from starlette.responses import Response

from tests.delivering import deliver_due
from tests.tickets.conftest import opened, opening
from tickets.post.outbox import PUSH, OutboxRow, wake_staff
from tickets.post.undelivered import hold_unsure, undelivered
from tickets.staff.member import go_away
from tickets.staff.membership import disable
from tickets.staff.presence import FRESH, forget_page, note_page
from tickets.staff.session import end_all_sessions
from tickets.staff.subscription import PushSubscription, subscriptions_of
from tickets.steps.by_staff import assign, give_back, take
from tickets.steps.own_steps import add
from tickets.store.base import now

HERS, HIS, VERAS = Window("hers"), Window("his"), Window("veras")
WORDS = "Мой номер утёк, разберитесь"


@pytest.fixture
async def subscribed(pushing):
    await wants(pushing, ANNA, HERS)
    await wants(pushing, BORIS, HIS)


async def open_rows(database):
    return await database.fetch(
        select(OutboxRow).where(
            OutboxRow.channel == PUSH, OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None)
        )
    )


async def wake(database, number=None):
    async with database.transaction() as session:
        wake_staff(session, number)


async def test_a_new_ticket_knocks_in_every_browser_and_tells_nothing(
    subscribed, pushing, conversation, service, carry
):
    """Each push proves by our key who sends it; all that it says is that there is something new."""
    number = await opened(pushing, opening(conversation, text=WORDS))
    await carry()
    assert ["hers", "his"] == service.told
    for push, window in zip(service.came, (HERS, HIS), strict=True):
        assert {"aud": f"https://{HOST}", "sub": "https://help.example.org"}.items() <= push.claims(OURS.public).items()
        assert {"say": "Есть новое", "open": "/console"} == said(push, window)
        assert ("aes128gcm", "high") == (push.headers["content-encoding"], push.headers["urgency"])
        everything = f"{push.headers}{window.reads(push.body).decode()}"
        assert not [word for word in (number, WORDS, "Анна", "anna@", number[-6:]) if word in everything]
    assert [] == await open_rows(pushing)


async def test_nobody_else_reads_a_push(subscribed, pushing, service, carry):
    """Not even another browser of the same service."""
    await wake(pushing)
    await carry()
    [first, *_] = service.came
    with pytest.raises(InvalidTag):
        VERAS.reads(first.body)


async def test_the_one_in_charge_hears_alone(subscribed, pushing, conversation, service, carry, clock):
    """Back in the queue it is everybody's again, and given to a colleague it is theirs."""
    number = await opened(pushing, opening(conversation))
    async with pushing.transaction() as session:
        await take(session, number, ANNA)
    await carry()
    assert ["hers"] == service.told
    for step, expected in (
        (lambda session: add(session, number, "И ещё", "a1"), ["hers"]),
        (lambda session: give_back(session, number, ANNA), ["hers", "his"]),
        (lambda session: assign(session, number, ANNA, BORIS), ["his"]),
    ):
        service.came.clear()
        clock.ahead += timedelta(minutes=2)
        async with pushing.transaction() as session:
            await step(session)
        await set_now(pushing, clock)
        await carry()
        assert expected == sorted(service.told)


async def set_now(database, clock):
    """What was just written happened by the test's clock."""
    for row in await open_rows(database):
        async with database.transaction() as session:
            held = await session.get_one(OutboxRow, row.id)
            held.data = {**held.data, "at": clock().isoformat()}


async def test_who_is_away_or_gone_hears_nothing(pushing, service, carry):
    """Nor is anything kept of a browser of somebody who works here no more."""
    for email, window in ((ANNA, HERS), (BORIS, HIS), (VERA, VERAS)):
        await wants(pushing, email, window)
    async with pushing.transaction() as session:
        await go_away(session, BORIS, now() + timedelta(days=3))
        await disable(session, VERA)
    await wake(pushing)
    await carry()
    assert ["hers"] == service.told
    assert [ANNA, BORIS] == sorted(await pushing.fetch(select(PushSubscription.email)))


async def test_at_most_once_a_minute_and_nothing_is_forgotten(pushing, service, carry, clock):
    """What comes within the minute is told after it, once."""
    await wants(pushing, ANNA, HERS)
    for _ in range(3):
        await wake(pushing)
        await carry()
    assert ["hers"] == service.told
    assert 2 == len(await open_rows(pushing))
    clock.ahead = timedelta(seconds=61)
    await carry()
    assert ["hers", "hers"] == service.told
    assert [] == await open_rows(pushing)


async def test_whoever_sees_the_console_is_not_disturbed(subscribed, pushing, service, carry, clock):
    """Once the page is closed, or has not been heard of for long, news knock again."""
    async with pushing.transaction() as session:
        await note_page(session, "p1", ANNA)
        await note_page(session, "p2", ANNA)
        await forget_page(session, "p1")
    await wake(pushing)
    await carry()
    assert ["his"] == service.told
    clock.ahead = FRESH + timedelta(minutes=2)
    await wake(pushing)
    await set_now(pushing, clock)
    await carry()
    assert ["hers", "his", "his"] == sorted(service.told)


@pytest.mark.parametrize("status", [404, 410])
async def test_a_subscription_that_is_over_is_forgotten(subscribed, pushing, service, carry, status):
    """The browser's maker says so; nothing waits, nothing failed."""
    service.script = [Response(status_code=status)]
    await wake(pushing)
    await carry()
    [gone] = service.told[:1]
    assert {"hers", "his"} - {gone} == {"hers" if gone == "his" else "his"}
    left = await pushing.fetch(select(PushSubscription.email))
    assert [BORIS if gone == "hers" else ANNA] == list(left)
    assert [] == await open_rows(pushing)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Response(status_code=429, headers={"Retry-After": "120"}), "the receiver asks to wait (429)"),
        (Response(status_code=429), "RefusedByReceiver"),
        (Response(status_code=500), "ReceiverFailed"),
        (Response(status_code=403), "RefusedByReceiver"),
        (Response(status_code=307, headers={"Location": "https://inside.example.org/"}), "RedirectNotFollowed"),
    ],
)
async def test_a_push_service_in_trouble_is_asked_again(pushing, sender, service, carry, answer, error):
    """Later, as with any other channel; the answer leads nowhere."""
    await wants(pushing, ANNA, HERS)
    service.script = [answer]
    await wake(pushing)
    for _ in range(2):
        await deliver_due(pushing, {PUSH: sender})
    [row] = await open_rows(pushing)
    assert (error, True) == (row.error, row.not_before > row.created_at)
    await carry()
    assert ["hers", "hers"] == service.told
    assert [] == await open_rows(pushing)


async def test_a_push_service_that_is_not_there_is_asked_again(pushing, sender, service, monkeypatch):
    await wants(pushing, ANNA, HERS)
    monkeypatch.setattr(service, "port", 1)
    await wake(pushing)
    for _ in range(2):
        await deliver_due(pushing, {PUSH: sender})
    [row] = await open_rows(pushing)
    assert "PushServiceUnreachable" == row.error


async def test_a_browser_that_knows_an_older_key_of_ours_is_forgotten(pushing, service, carry):
    """After the loss of the data folder: its service would refuse us for ever, and its page subscribes anew."""
    await wants(pushing, ANNA, HERS, ours="another key")
    await wake(pushing)
    await carry()
    assert [] == service.told
    assert [] == list(await pushing.fetch(select(PushSubscription.id)))


async def test_where_nothing_may_knock_nothing_is_even_written(any_database, pushing, conversation):
    """The setting is off by default."""
    await opened(any_database, opening(conversation))
    assert [] == list(await pushing.fetch(select(OutboxRow.id).where(OutboxRow.channel == PUSH)))


async def test_addresses_of_browsers_lie_encrypted(pushing):
    """Whoever gets a copy of the database cannot knock."""
    await wants(pushing, ANNA, HERS)
    async with pushing.reading() as session:
        [row] = (await session.execute(text("SELECT * FROM push_subscriptions"))).all()
        [read] = await subscriptions_of(session, ANNA)
    assert "/hers" not in str(row)
    assert f"https://{HOST}/hers" == read.endpoint


async def test_after_a_copy_was_brought_back_nobody_is_knocked_up(subscribed, pushing, service, carry):
    """What waited then is no news any more, and needs no decision of staff."""
    await wake(pushing)
    async with pushing.transaction() as session:
        await hold_unsure(session)
        await end_all_sessions(session)
    async with pushing.reading() as session:
        assert [] == list(await undelivered(session))
    await wake(pushing)
    await carry()
    assert [] == service.told
    assert [] == list(await pushing.fetch(select(PushSubscription.id)))
