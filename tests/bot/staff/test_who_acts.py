"""Who acts: only members of the group whom the bot knows, and it is looked at every time."""

import json

import pytest
from faults import refused
from rooms import OLGA, calls, known, taken, ticket
from running import STAFF_CHAT, Running
from sqlalchemy import update

from stand_in import Group, StaffMember, StandIn, User
from tests.conftest import both_databases
from tickets.record.ticket import Status
from tickets.staff.member import StaffMember as Member
from tickets.staff.member import add_staff, begin_link, find_staff
from tickets.store.base import now
from tickets.store.database import Database


async def code_for(database: Database, email: str) -> str:
    async with database.transaction() as session:
        return await begin_link(session, email)


async def test_a_stranger_in_the_group_changes_nothing(
    vera: User, staff: Group, running: Running, database: Database
) -> None:
    """Neither by buttons nor by words; the bot says how to become known, and talk among staff is not disturbed."""
    stranger = staff.member("Чужой")
    topic = await calls(vera, staff, database)
    assert "Сначала привяжите Telegram: punkt staff link ПОЧТА, затем мне: /link КОД" == await stranger.presses("Взять")
    await stranger.says("просто болтаю", topic)
    await stranger.replies(topic.said[1], "Здравствуйте, я взломщик")
    assert "Я ещё не знаю, кто вы, поэтому ничего не сделал." in (await staff.hears(topic)).text
    await stranger.says("/take", topic)
    assert "Я ещё не знаю, кто вы" in (await staff.hears(topic)).text
    await stranger.reacts(topic.said[1], "👎")
    await running.settles()
    assert [] == vera.unheard
    assert Status.NEW == (await ticket(database)).status


async def test_whoever_left_the_group_acts_no_more(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Also by a button on a screen that is still open, a moment after they could."""
    await taken(vera, staff, database, olga)
    await olga.leaves()
    assert "Это могут только участники группы сотрудников." == await olga.presses("Вернуть")
    assert Status.TAKEN == (await ticket(database)).status


async def test_an_anonymous_administrator_is_nobody(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Who writes in the name of the group cannot be told from anybody else who does."""
    topic = await calls(vera, staff, database)
    await olga.says("/take", topic, sender_chat={"id": STAFF_CHAT, "type": "supergroup", "title": "Сотрудники"})
    assert "Вы пишете от имени группы" in (await staff.hears(topic)).text
    assert Status.NEW == (await ticket(database)).status


async def test_another_group_is_not_listened_to(
    vera: User, olga: StaffMember, staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    await calls(vera, staff, database)
    other = stand_in.group("Чужая", -1001112223334)
    guest = other.member("Гость")
    await guest.says("/take")
    await guest.says("/link AAAAAAAAAA")
    await running.settles()
    assert [] == [message.text for message in other.general.said]


async def test_a_forwarded_message_of_the_person_is_no_way_to_them(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Whom a reply is for is known by what was sent where, never by what a message says of itself."""
    topic = await taken(vera, staff, database, olga)
    origin = {"type": "user", "sender_user": vera.as_json(), "date": 1}
    copy = await olga.says("слова Веры", topic, forward_origin=origin)
    await olga.replies(copy, "это обсуждение")
    await running.settles()
    assert [] == vera.unheard


async def test_a_member_becomes_known_by_a_code(
    staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    """In the group or in private; the code works once."""
    member = staff.member("Ольга")
    async with database.transaction() as session:
        await add_staff(session, OLGA)
    code = await code_for(database, OLGA)
    await member.says(f"/link {code.lower()}")
    assert f"Готово: теперь вы — {OLGA}." == (await staff.hears()).text
    await member.says(f"/link {code}")
    assert "Такого кода нет, или он устарел." in (await staff.hears()).text
    await member.says("/link")
    assert "Пришлите код" in (await staff.hears()).text
    async with database.reading() as session:
        assert member.id == (await find_staff(session, OLGA)).telegram_id


async def test_a_code_in_private_needs_membership(
    staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    """A code that was seen by somebody else is of no use outside the group."""
    async with database.transaction() as session:
        await add_staff(session, OLGA)
    code = await code_for(database, OLGA)
    thief = stand_in.user("Вор")
    await thief.says(f"/link {code}")
    assert "Сначала вступите в группу сотрудников, потом пришлите код ещё раз." == (await thief.hears()).text
    async with database.reading() as session:
        assert (await find_staff(session, OLGA)).telegram_id is None


@both_databases
async def test_an_old_code_and_a_replaced_one_are_refused(staff: Group, running: Running, database: Database) -> None:
    member = staff.member("Ольга")
    async with database.transaction() as session:
        await add_staff(session, OLGA)
    first, second = await code_for(database, OLGA), await code_for(database, OLGA)
    await member.says(f"/link {first}")
    assert "Такого кода нет" in (await staff.hears()).text
    async with database.transaction() as session:
        await session.execute(update(Member).values(link_until=now()))
    await member.says(f"/link {second}")
    assert "Такого кода нет" in (await staff.hears()).text


async def test_one_account_is_one_member(olga: StaffMember, staff: Group, running: Running, database: Database) -> None:
    """Linked to another e-mail, it acts as that one only."""
    await known(olga, "new@example.org", database)
    async with database.reading() as session:
        assert [None, olga.id] == [
            (await find_staff(session, email)).telegram_id for email in (OLGA, "new@example.org")
        ]


@pytest.mark.parametrize("text", ["/take", "просто слова"])
async def test_silence_of_telegram_keeps_nobody_out_for_ever(
    text: str, vera: User, olga: StaffMember, staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    """When it cannot be asked who is a member, the act is tried again."""
    topic = await calls(vera, staff, database)
    stand_in.fail("getChatMember", refused(500, "Internal Server Error"))
    await olga.says(text, topic)
    await running.settles()
    assert (f"Взято в работу: {OLGA}." in topic.unheard) == (text == "/take")


async def test_the_group_has_a_menu_of_its_own(staff: Group, running: Running, stand_in: StandIn) -> None:
    """Commands of staff are offered there, and nowhere else."""
    await stand_in.wait_for(lambda: len(stand_in.made("setMyCommands")) >= 3)
    menus = [json.loads(params["commands"]) for params in stand_in.made("setMyCommands") if "chat" in params["scope"]]
    assert ["take"] == [menu[0]["command"] for menu in menus if menu[0]["command"] == "take"]
