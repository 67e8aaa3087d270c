"""The stand-in's groups: topics, rights and who hears what are as in Telegram."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from client import refusal

from stand_in import Group, StaffMember, StandIn
from stand_in.icons import ICONS


@pytest.fixture
def staff(stand_in: StandIn) -> Group:
    return stand_in.group("Сотрудники")


@pytest.fixture
def olga(staff: Group) -> StaffMember:
    return staff.member("Ольга")


async def test_a_topic_is_made_named_closed_and_opened(bot: Bot, staff: Group) -> None:
    """Its number is that of the message that tells of it, and the bot hears of its own doings."""
    made = await bot.create_forum_topic(staff.id, "П-1", icon_custom_emoji_id=ICONS["❓"])
    topic = await staff.topic("П-1")
    await bot.edit_forum_topic(
        staff.id, made.message_thread_id, name="П-1 · претензия", icon_custom_emoji_id=ICONS["✅"]
    )
    assert ("П-1 · претензия", "✅", False) == (topic.name, topic.icon, topic.closed)
    await bot.close_forum_topic(staff.id, made.message_thread_id)
    assert topic.closed
    await bot.reopen_forum_topic(staff.id, made.message_thread_id)
    assert not topic.closed

    heard = [update.message for update in await bot.get_updates()]
    assert made.message_thread_id == heard[0].message_id
    assert ["forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"] == [
        message.content_type for message in heard
    ]
    assert {bot.id} == {message.from_user.id for message in heard}


async def test_what_is_so_already_is_refused(bot: Bot, staff: Group) -> None:
    """The same name, the same icon, closing what is closed."""
    topic = (await bot.create_forum_topic(staff.id, "П-1")).message_thread_id
    assert "TOPIC_NOT_MODIFIED" in await refusal(bot.edit_forum_topic(staff.id, topic, name="П-1"))
    assert "TOPIC_NOT_MODIFIED" in await refusal(bot.reopen_forum_topic(staff.id, topic))
    await bot.close_forum_topic(staff.id, topic)
    assert "TOPIC_NOT_MODIFIED" in await refusal(bot.close_forum_topic(staff.id, topic))


async def test_a_topic_deleted_by_hand_is_gone_without_a_word(bot: Bot, staff: Group, olga: StaffMember) -> None:
    """The bot learns of it when it writes there."""
    topic = (await bot.create_forum_topic(staff.id, "П-1")).message_thread_id
    card = await bot.send_message(staff.id, "Карточка", message_thread_id=topic)
    before = len(await bot.get_updates())
    await olga.deletes(await staff.topic("П-1"))

    assert before == len(await bot.get_updates())
    assert "message thread not found" in await refusal(bot.send_message(staff.id, "?", message_thread_id=topic))
    assert "TOPIC_ID_INVALID" in await refusal(bot.close_forum_topic(staff.id, topic))
    edit = bot.edit_message_text("?", chat_id=staff.id, message_id=card.message_id)
    assert "message to edit not found" in await refusal(edit)


async def test_words_in_a_topic_look_like_a_reply_to_its_beginning(bot: Bot, staff: Group, olga: StaffMember) -> None:
    """So a real reply is known only by what it replies to."""
    number = (await bot.create_forum_topic(staff.id, "П-1")).message_thread_id
    question = await bot.send_message(staff.id, "Где мои данные?", message_thread_id=number)
    topic = await staff.topic("П-1")
    await olga.says("кто возьмёт?", topic)
    await olga.replies(await staff.hears(topic), "Здравствуйте!")
    await olga.says("а это всем")

    talk, reply, common = [update.message for update in await bot.get_updates()][-3:]
    assert talk.reply_to_message.forum_topic_created is not None
    assert question.message_id == reply.reply_to_message.message_id
    assert [number, number, None] == [talk.message_thread_id, reply.message_thread_id, common.message_thread_id]
    assert [True, True, None] == [talk.is_topic_message, reply.is_topic_message, common.is_topic_message]
    assert common.reply_to_message is None


async def test_a_reply_needs_no_topic_to_land_in_the_right_one(bot: Bot, staff: Group, olga: StaffMember) -> None:
    topic = await olga.opens_topic("П-1")
    said = await olga.says("эй", topic)
    await bot.send_message(staff.id, "да", reply_to_message_id=said["message"]["message_id"])
    assert ["эй", "да"] == [message.text for message in topic.messages]


async def test_without_a_right_the_bot_is_told_which(bot: Bot, staff: Group, olga: StaffMember) -> None:
    topic = await olga.opens_topic("П-1")
    said = await olga.says("эй", topic)
    await staff.forbids("can_manage_topics", "can_pin_messages", "can_delete_messages")
    number = said["message"]["message_id"]
    assert "not enough rights to create a topic" in await refusal(bot.create_forum_topic(staff.id, "П-2"))
    assert "not enough rights to manage pinned" in await refusal(bot.pin_chat_message(staff.id, number))
    assert "message can't be deleted" in await refusal(bot.delete_message(staff.id, number))
    await olga.closes(topic)
    assert "TOPIC_CLOSED" in await refusal(bot.send_message(staff.id, "?", message_thread_id=topic.id))
    member = await bot.get_chat_member(staff.id, bot.id)
    assert ("administrator", False) == (member.status, member.can_manage_topics)
    await staff.kicks_the_bot()
    assert "bot was kicked from the supergroup chat" in await refusal(bot.send_message(staff.id, "?"))


async def test_a_group_without_topics_has_none(bot: Bot, stand_in: StandIn) -> None:
    plain = stand_in.group("Просто группа", -100777, forum=False)
    assert "the chat is not a forum" in await refusal(bot.create_forum_topic(plain.id, "П-1"))
    assert not (await bot.get_chat(plain.id)).is_forum
    assert "chat not found" in await refusal(bot.get_chat(-100778))


async def test_a_bot_in_privacy_mode_hears_only_what_is_for_it(
    bot: Bot, staff: Group, olga: StaffMember, stand_in: StandIn
) -> None:
    """Commands, replies to it and its name; as an administrator it hears everything."""
    stand_in.me["can_read_all_group_messages"] = False
    await olga.says("раз")
    await staff.forbids()
    said = await bot.send_message(staff.id, "слушаю")
    await olga.says("два")
    await olga.says("/status")
    await olga.replies(staff.chat.messages[said.message_id], "три")
    heard = [update.message.text for update in await bot.get_updates() if update.message]
    assert ["раз", "/status", "три"] == heard


async def test_a_pinned_card_is_seen_and_pressed(bot: Bot, staff: Group, olga: StaffMember, stand_in: StandIn) -> None:
    topic = await olga.opens_topic("П-1")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Взять", callback_data="take:1")]])
    card = await bot.send_message(staff.id, "Карточка", message_thread_id=topic.id, reply_markup=keyboard)
    await bot.pin_chat_message(staff.id, card.message_id)
    assert ["Карточка"] == [message.text for message in topic.pinned]

    await olga.presses("Взять", on=topic.pinned[0], wait=False)
    *_, pinned, press = await bot.get_updates()
    assert card.message_id == pinned.message.pinned_message.message_id
    assert ("take:1", olga.id, topic.id) == (
        press.callback_query.data,
        press.callback_query.from_user.id,
        press.callback_query.message.message_thread_id,
    )
    await bot.answer_callback_query(press.callback_query.id, text="Ваше")
    assert ["Ваше"] == list(stand_in.toasts.values())
    await bot.unpin_all_forum_topic_messages(staff.id, topic.id)
    assert [] == topic.pinned


async def test_a_group_that_became_a_supergroup_is_found_under_its_new_number(bot: Bot, stand_in: StandIn) -> None:
    """Calls to the old one name the new, and both chats tell of it."""
    old = stand_in.group("Сотрудники", -500, kind="group")
    new = await old.becomes_supergroup(forum=True)
    with pytest.raises(TelegramMigrateToChat) as refused:
        await bot.send_message(old.id, "эй")
    assert new.id == refused.value.migrate_to_chat_id
    await bot.create_forum_topic(new.id, "П-1")
    told = [update.message for update in await bot.get_updates()]
    assert [(old.id, new.id), (new.id, None)] == [(one.chat.id, one.migrate_to_chat_id) for one in told[:2]]
    assert old.id == told[1].migrate_from_chat_id


async def test_who_left_the_group_is_no_member(bot: Bot, staff: Group, olga: StaffMember, stand_in: StandIn) -> None:
    assert "member" == (await bot.get_chat_member(staff.id, olga.id)).status
    await olga.leaves()
    assert "left" == (await bot.get_chat_member(staff.id, olga.id)).status
    assert "left" == (await bot.get_chat_member(staff.id, stand_in.user("Вера").id)).status
    assert "user not found" in await refusal(bot.get_chat_member(staff.id, 1))
    names = [member.user.first_name for member in await bot.get_chat_administrators(staff.id)]
    assert ["Пункт", "Владелец"] == names
