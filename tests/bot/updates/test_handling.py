"""Handling: what was delivered is handled once, in order, whatever happens around it."""

import asyncio
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from running import Running
from scripted import open_desk
from sqlalchemy import literal_column, select, update

from bot.telegram import open_bot
from bot.updates.dispatcher import build_dispatcher
from bot.updates.handling import Handling
from desk.desk import Desk
from index.policy import Policy
from stand_in import PATIENCE, StandIn, User
from tickets.post.inbox import ATTEMPTS, InboxRow, Incoming, accept
from tickets.post.outbox import OutboxRow
from tickets.record.attachment import Shelf
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import Ticket
from tickets.store.database import Database


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries are as many as ever, and short."""
    monkeypatch.setattr("tickets.loops.FIRST", 0.01)


async def rows(database: Database, table):
    async with database.reading() as session:
        return list((await session.execute(select(table).order_by(table.id))).scalars())


async def test_a_claim_goes_on_where_it_was_after_every_restart(
    anna: User, running: Running, database: Database
) -> None:
    """The bot is stopped and started between all steps; there is one ticket and nothing is asked twice."""

    async def restart() -> None:
        await running.settles()
        await running.stop()
        await running.start()

    await anna.says("это претензия, верните деньги")
    await restart()
    await anna.presses("Да, подать претензию")
    await restart()
    await anna.says("anna@example.org")
    await restart()
    await anna.presses("Согласен")
    await restart()

    [ticket] = await rows(database, Ticket)
    assert ("это претензия, верните деньги", "anna@example.org") == (ticket.text, ticket.email)
    assert ["Похоже", "Шаг 2 ", "Шаг 3 ", "Я даю ", "Претен"] == [said.text[:6] for said in anna.messages]
    assert ticket.number in anna.messages[-1].text


async def test_what_came_while_the_bot_was_down_is_answered_when_it_is_up(
    anna: User, running: Running, database: Database
) -> None:
    await running.stop()
    await anna.says("сколько храните?")
    await running.start()
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_an_update_delivered_again_is_answered_once(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """Telegram repeats an update whose receipt it did not note; the same message under a new id changes nothing."""
    update = await anna.says("сколько храните?")
    await running.settles()
    await running.stop()
    await stand_in.deliver_again(update)
    await stand_in.deliver_again(update)
    await stand_in.deliver(message=update["message"])
    await running.start()
    await running.settles()

    assert 1 == len(anna.messages)
    assert 1 == len(await rows(database, StoredMessage))


async def test_a_button_pressed_twice_opens_one_ticket(anna: User, running: Running, database: Database) -> None:
    """At once, and again later on an old screen, where the number pops up."""
    await anna.says("это претензия")
    offer = await anna.hears()
    await asyncio.gather(anna.presses("Да, подать претензию", offer), anna.presses("Да, подать претензию", offer))
    await anna.says("anna@example.org")
    await running.settles()
    consent = anna.messages[-1]
    await asyncio.gather(anna.presses("Согласен", consent), anna.presses("Согласен", consent))

    [ticket] = await rows(database, Ticket)
    assert ticket.number in (await anna.presses("Согласен", consent) or "")
    assert ticket.number in (await anna.presses("Да, подать претензию", offer) or "")
    await running.settles()
    assert 1 == len(await rows(database, Ticket))


async def test_a_button_of_a_dropped_draft_does_nothing_to_the_next(anna: User, database: Database) -> None:
    """Consent to one claim is no consent to another."""
    await anna.says("/claim первая")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    first = await anna.hears()
    await anna.says("/claim вторая")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()

    assert "Эта кнопка уже не действует." == await anna.presses("Согласен", first)
    assert [] == await rows(database, Ticket)


async def test_messages_of_a_chat_are_answered_in_their_order(anna: User, running: Running) -> None:
    for word in ("сколько храните?", "доставщик", "привет", "кто вы?", "партнёры"):
        await anna.says(word)
    await running.settles()

    marks = ["Пункт 5.1", "Пункт 5.2", "Что вас интересует", "Преамбула", "4.1.12"]
    assert [True] * 5 == [mark in message.text for mark, message in zip(marks, anna.messages, strict=True)]


async def test_chats_do_not_wait_for_each_other(
    anna: User, stand_in: StandIn, scripted_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one question is still thought about, another chat has its answer."""
    gate = threading.Event()
    understand = scripted_desk.knowledge.understand

    def slowly(text, earlier):
        if "подумай" in text:
            gate.wait(20)
        return understand(text, earlier)

    monkeypatch.setattr(scripted_desk.knowledge, "understand", slowly)
    boris = stand_in.user("Борис")
    await boris.says("подумай, сколько храните")
    await anna.says("доставщик")
    assert "Пункт 5.2" in (await anna.hears()).text
    assert [] == boris.unheard

    gate.set()
    assert "Пункт 5.1" in (await boris.hears()).text


async def test_a_stop_lets_the_update_in_hand_finish(
    anna: User, running: Running, scripted_desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SIGTERM the composition root cancels the edge: what was begun is committed, not thrown away."""
    begun, gate = threading.Event(), threading.Event()
    understand = scripted_desk.knowledge.understand

    def slowly(text, earlier):
        begun.set()
        gate.wait(20)
        return understand(text, earlier)

    monkeypatch.setattr(scripted_desk.knowledge, "understand", slowly)
    await anna.says("сколько храните?")
    await asyncio.to_thread(begun.wait, 20)
    stopping = asyncio.create_task(running.stop())
    await asyncio.sleep(0)
    gate.set()
    await stopping

    [row] = await rows(database, InboxRow)
    assert row.handled_at is not None
    assert 1 == len(await rows(database, OutboxRow))


async def test_an_update_that_always_fails_is_set_aside_and_its_chat_goes_on(
    anna: User, running: Running, stand_in: StandIn, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The person is told, staff are told, the message is kept, and no log line repeats its words."""
    await anna.says("взорвись, мой телефон 89001234567")
    await anna.says("сколько храните?")
    await running.settles()

    apology, answer = anna.messages
    assert "Оно сохранено, сотрудник его посмотрит" in apology.text
    assert "Пункт 5.1" in answer.text
    failed, _ = await rows(database, InboxRow)
    assert (ATTEMPTS, "ZeroDivisionError") == (failed.attempts, failed.error)
    assert "взорвись" in str(failed.payload["message"]["text"])
    [told] = [message.text for message in stand_in.chats["-100500"]]
    assert f"запись {failed.id}" in told
    assert "ZeroDivisionError at" in caplog.text
    assert "89001234567" not in caplog.text


async def test_two_processes_handle_every_update_once(
    any_database: Database, policy: Policy, stand_in: StandIn, tmp_path: Path
) -> None:
    """Replicas share an inbox: each message has one answer, and each chat its order."""
    updates = [
        Incoming(str(number), str(chat), {"update_id": number, "message": _update(chat, number)})
        for number, chat in enumerate([1, 2, 3, 4] * 5)
    ]
    async with any_database.transaction() as session:
        await accept(session, "telegram", updates)
    client = open_bot(stand_in.token, stand_in.address)
    tasks = []
    for _ in range(2):
        desk = open_desk(any_database, policy)
        dispatcher = build_dispatcher(desk, any_database, ZoneInfo("Europe/Moscow"), Shelf(tmp_path), public=False)
        tasks.append(asyncio.create_task(Handling(client, dispatcher, desk, any_database).run()))
    async with asyncio.timeout(PATIENCE):
        while any(row.handled_at is None for row in await rows(any_database, InboxRow)):
            await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await client.session.close()

    told = await rows(any_database, OutboxRow)
    assert 20 == len(told)
    assert {f"update:{number}" for number in range(20)} == {row.cause for row in told}
    for lane in {row.lane for row in told}:
        causes = [int(row.cause.split(":")[1]) for row in told if row.lane == lane]
        assert sorted(causes) == causes
    assert [0] * 20 == [row.attempts for row in await rows(any_database, InboxRow)]


def _update(chat: int, number: int):
    return {
        "message_id": number + 1,
        "date": 1,
        "chat": {"id": chat, "type": "private"},
        "from": {"id": chat, "is_bot": False, "first_name": "x"},
        # Only the claim keeps a command from being handled twice: it leaves no message with a unique key.
        "text": "/help" if number % 2 else f"сколько храните {number}",
    }


async def test_an_update_that_lies_garbled_is_set_aside_and_its_chat_goes_on(
    anna: User, running: Running, database: Database
) -> None:
    """Nobody can read it any more: its person and staff are told, as of any other that fails."""
    await running.stop()
    async with database.transaction() as session:
        await accept(session, "telegram", [Incoming("0", str(anna.id), {"update_id": 0})])
        spoil = update(InboxRow).values(payload=literal_column("'{not json'"))
        await session.execute(spoil, execution_options={"synchronize_session": False})
    await running.start()
    await anna.says("сколько храните?")
    await running.settles()

    assert ["Простите", "Пункт 5.1"] == [
        word for said in anna.messages for word in ("Простите", "Пункт 5.1") if word in said.text
    ]
    assert "Garbled" == (await rows(database, InboxRow))[0].error


async def test_without_the_key_of_contacts_a_request_can_still_be_sent(
    anna: User, running: Running, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address or a file is refused with a sentence; whoever is answered in the chat needs none."""
    monkeypatch.setattr(database.means.vault, "_shut", True)
    await anna.says("это претензия, верните деньги")
    await running.settles()
    await anna.presses("Да, подать претензию")
    for refused in (anna.says("anna@example.org"), anna.sends_photo()):
        await running.settles()
        await refused
        await running.settles()
        assert "не могу принять контакты и файлы" in anna.messages[-1].text
    await anna.presses("Ответить мне здесь")
    await running.settles()
    await anna.presses("Согласен")
    await running.settles()

    [ticket] = await rows(database, Ticket)
    assert ticket.number in anna.messages[-1].text
    assert None is ticket.email
