"""Checks: what is wrong with the settings is said at the start and by `punkt doctor`, each in one sentence."""

import pytest
from faults import cut, refused
from replica import KEY
from running import settings

from bot.edge import check, open_telegram
from bot.telegram import TelegramRefused, TelegramSilent
from bot.updates.webhook import PATH
from desk.desk import Desk
from stand_in import StandIn
from tickets.post.room import note_move
from tickets.store.database import Database

FINE = "Telegram отвечает, бот — @punkt_test_bot."
NO_TOPICS = "В группе сотрудников выключены темы: включите их в её настройках, иначе обращения пойдут одной лентой."
BLIND = (
    "Бот не видит сообщений в группе сотрудников: сделайте его администратором или выключите у @BotFather режим "
    "приватности (/setprivacy) и добавьте бота в группу заново."
)
NO_RIGHTS = (
    "Боту в группе сотрудников не хватает прав (управление темами, закрепление сообщений, удаление сообщений): "
    "сделайте его администратором с этими правами."
)


async def said(stand_in: StandIn, database: Database, **more: object) -> list[str]:
    """The sentences of `punkt doctor`, whether all is well or not."""
    try:
        return (await check(settings(stand_in, **more), database, KEY)).split("\n")
    except TelegramRefused as refusal:
        return str(refusal).split("\n")


async def test_a_forum_with_all_rights_is_fine(stand_in: StandIn, database: Database) -> None:
    group = stand_in.group("Сотрудники")
    assert [FINE] == await said(stand_in, database, telegram_staff_chat=group.id)


async def test_a_group_without_topics_works_in_one_row(stand_in: StandIn, database: Database) -> None:
    """The right to manage topics is not asked for where there are none."""
    group = stand_in.group("Сотрудники", forum=False)
    await group.allows("can_pin_messages", "can_delete_messages")
    assert [FINE, NO_TOPICS] == await said(stand_in, database, telegram_staff_chat=group.id)


@pytest.mark.parametrize(
    ("right", "title"),
    [
        ("can_manage_topics", "управление темами"),
        ("can_pin_messages", "закрепление сообщений"),
        ("can_delete_messages", "удаление сообщений"),
    ],
)
async def test_a_missing_right_is_named(stand_in: StandIn, database: Database, right: str, title: str) -> None:
    group = stand_in.group("Сотрудники")
    await group.forbids(right)
    assert [
        FINE,
        f"Боту в группе сотрудников не хватает прав ({title}): сделайте его администратором с этими правами.",
    ] == await said(stand_in, database, telegram_staff_chat=group.id)


async def test_privacy_mode_matters_to_who_is_no_administrator(stand_in: StandIn, database: Database) -> None:
    """It hides the words of staff from the bot, unless it is an administrator."""
    group = stand_in.group("Сотрудники")
    stand_in.me["can_read_all_group_messages"] = False
    assert [FINE] == await said(stand_in, database, telegram_staff_chat=group.id)
    await group.forbids()
    assert [FINE, NO_RIGHTS, BLIND] == await said(stand_in, database, telegram_staff_chat=group.id)
    stand_in.me["can_read_all_group_messages"] = True
    assert [FINE, NO_RIGHTS] == await said(stand_in, database, telegram_staff_chat=group.id)


async def test_a_staff_chat_that_is_none_is_a_fault(stand_in: StandIn, database: Database) -> None:
    """Staff are not reached at all: `punkt doctor` fails, and says all else that it found."""
    anna = stand_in.user("Анна")
    stand_in.me["supports_inline_queries"] = False
    inline = "Инлайн-режим выключен: включите его у @BotFather (/setinline), чтобы вставлять пункты в любой чат."
    assert [
        f"PUNKT_TELEGRAM_STAFF_CHAT: {anna.id} — не группа. Укажите номер группы, он начинается с минуса.",
        inline,
    ] == await said(stand_in, database, telegram_staff_chat=anna.id)
    assert [
        "Группа сотрудников -77 не найдена: проверьте PUNKT_TELEGRAM_STAFF_CHAT и добавьте туда бота.",
        inline,
    ] == await said(stand_in, database, telegram_staff_chat=-77)


async def test_a_bot_that_was_put_out_is_told_of(stand_in: StandIn, database: Database) -> None:
    group = stand_in.group("Сотрудники")
    out = [f"Бота нет в группе сотрудников {group.id}: добавьте его туда."]
    await group.kicks_the_bot()
    assert out == await said(stand_in, database, telegram_staff_chat=group.id)
    stand_in.fail("getChatMember", refused(403, "Forbidden: bot is not a member of the supergroup chat"))
    await group.allows()
    assert out == await said(stand_in, database, telegram_staff_chat=group.id)


async def test_a_group_that_moved_is_looked_at_where_it_is(stand_in: StandIn, database: Database) -> None:
    """Whether we know of the move already or hear of it now."""
    group = stand_in.group("Сотрудники", -5, kind="group")
    moved = await group.becomes_supergroup(-1005, forum=True)
    assert [
        FINE,
        f"Группа сотрудников стала супергруппой: впишите в PUNKT_TELEGRAM_STAFF_CHAT её новый номер {moved.id}.",
    ] == await said(stand_in, database, telegram_staff_chat=-5)
    async with database.transaction() as session:
        await note_move(session, "-5", "-1005")
    assert [FINE] == await said(stand_in, database, telegram_staff_chat=-5)


@pytest.mark.parametrize(
    ("public_url", "sentence"),
    [
        (None, "только по https"),
        ("http://help.example.org", "только по https"),
        ("https://", "нет адреса сайта"),
        ("https://help.example.org:8000", "порты 443, 80, 88 и 8443"),
    ],
    ids=["none", "without tls", "no host", "another port"],
)
async def test_a_webhook_that_telegram_cannot_reach_stops_the_start(
    stand_in: StandIn, scripted_desk: Desk, database: Database, public_url: str | None, sentence: str
) -> None:
    """Nobody would be heard; no call is made before this is mended."""
    given = settings(stand_in, telegram_api="https://api.telegram.org", telegram_webhook=True, public_url=public_url)
    with pytest.raises(TelegramRefused, match=sentence):
        await check(given, database, KEY)
    with pytest.raises(TelegramRefused):
        async with open_telegram(given, scripted_desk, database, KEY):
            pass


async def test_what_telegram_says_of_the_webhook_is_passed_on(stand_in: StandIn, database: Database) -> None:
    """A certificate or a proxy that lets nothing through is seen here first."""
    public = "http://127.0.0.1:1"
    given = {"telegram_webhook": True, "public_url": public, "telegram_staff_chat": None}
    assert [FINE] == await said(stand_in, database, **given)
    stand_in.hook.url, stand_in.hook.trouble = f"{public}{PATH}", "SSL error {certificate verify failed}"
    sentence = (
        f"Telegram не смог передать сообщения на {public}{PATH} (SSL error {{certificate verify failed}}): "
        "проверьте адрес, сертификат и прокси перед сайтом."
    )
    assert [FINE, sentence] == await said(stand_in, database, **given)
    stand_in.hook.url = "https://old.example.org"
    assert [FINE] == await said(stand_in, database, **given)


async def test_the_start_tells_what_is_wrong_and_goes_on(
    stand_in: StandIn, scripted_desk: Desk, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """People must be answered while the staff group is being mended."""
    given = settings(stand_in, telegram_staff_chat=-77)
    async with open_telegram(given, scripted_desk, database) as edge:
        assert {"telegram", "staff"} == edge.senders.keys()
    assert "Группа сотрудников -77 не найдена" in caplog.text


async def test_a_question_that_gets_no_answer_is_silence(stand_in: StandIn, database: Database) -> None:
    """A group that could not be looked at is not said to be wrong."""
    group = stand_in.group("Сотрудники")
    stand_in.fail("getChat", cut)
    with pytest.raises(TelegramSilent):
        await check(settings(stand_in, telegram_staff_chat=group.id), database)


async def test_an_older_server_of_ones_own_is_not_found_fault_with(stand_in: StandIn, database: Database) -> None:
    stand_in.fail("getChat*", refused(404, "Not Found: method not found"), times=None)
    assert [FINE] == await said(stand_in, database, telegram_staff_chat=-5)
