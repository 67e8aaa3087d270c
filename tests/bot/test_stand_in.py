"""The stand-in: what other tests take for granted is what Telegram does."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    ReactionTypeEmoji,
    ReplyParameters,
)
from client import refusal

from bot.telegram import open_bot
from stand_in import LONGEST, LONGEST_CAPTION, PICTURE, StandIn, User


def button(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data)]])


async def test_an_update_comes_again_until_an_offset_passes_it(bot: Bot, vera: User) -> None:
    """Whoever reads without a higher offset reads the same once more."""
    first, second = await vera.says("раз"), await vera.says("два")
    assert ["раз", "два"] == [update.message.text for update in await bot.get_updates()]
    assert ["раз", "два"] == [update.message.text for update in await bot.get_updates(offset=first["update_id"])]
    assert ["два"] == [update.message.text for update in await bot.get_updates(offset=first["update_id"] + 1, limit=1)]
    assert ["два"] == [update.message.text for update in await bot.get_updates()]
    assert [] == await bot.get_updates(offset=second["update_id"] + 1)


async def test_an_offset_from_the_end_keeps_only_the_newest(bot: Bot, vera: User) -> None:
    for word in ("раз", "два", "три"):
        await vera.says(word)
    assert ["три"] == [update.message.text for update in await bot.get_updates(offset=-1)]
    assert ["три"] == [update.message.text for update in await bot.get_updates()]


async def test_a_waiting_reader_is_told_at_once_and_gives_way_to_the_next(bot: Bot, vera: User) -> None:
    """Two programs with one token: the earlier one is turned out."""
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await vera._stand_in.wait_for(lambda: vera._stand_in._polls._newest == 1)
    second = asyncio.create_task(bot.get_updates(timeout=20))
    with pytest.raises(TelegramConflictError):
        await first
    await vera.says("раз")
    assert ["раз"] == [update.message.text for update in await second]


async def test_only_what_was_asked_for_is_heard(bot: Bot, vera: User) -> None:
    """Reactions come only to who names them, and what was not asked for is gone for good."""
    said = await vera.says("раз")
    await vera.reacts(said, "👍")
    await vera.blocks()
    kinds = [update.event_type for update in await bot.get_updates()]
    assert ["message", "my_chat_member"] == kinds
    await vera.reacts(said, "🔥")
    [reaction] = await bot.get_updates(allowed_updates=["message_reaction"])
    assert ["👍"] == [one.emoji for one in reaction.message_reaction.old_reaction]
    assert ["🔥"] == [one.emoji for one in reaction.message_reaction.new_reaction]


async def test_an_album_is_several_messages_and_stays_one_when_copied(bot: Bot, vera: User, stand_in: StandIn) -> None:
    updates = await vera.sends_album("photo", "video", "photo", caption="Чеки")
    heard = [update.message for update in await bot.get_updates()]
    assert 1 == len({message.media_group_id for message in heard})
    assert ["Чеки", None, None] == [message.caption for message in heard]

    boris = stand_in.user("Борис")
    await bot.copy_messages(boris.id, vera.id, [message.message_id for message in heard])
    assert ["photo", "video", "photo"] == [message.media for message in boris.messages]
    assert 1 == len({message.album for message in boris.messages} - {updates[0]["message"]["media_group_id"]})
    photos = [InputMediaPhoto(media=BufferedInputFile(PICTURE, "a.png"), caption="<b>Чек</b>", parse_mode="HTML")] * 2
    sent = await bot.send_media_group(boris.id, photos)
    assert ["Чек", "Чек"] == [message.caption for message in sent]
    assert "must include 2-10 items" in await refusal(bot.send_media_group(boris.id, photos[:1]))


async def test_a_file_goes_there_and_back(bot: Bot, vera: User, stand_in: StandIn) -> None:
    """What a person sent is fetched byte for byte; what the bot sends by its id is the same file."""
    update = await vera.sends_document("чек.pdf", b"%PDF-1.7 body", caption="Вот чек")
    heard = (await bot.get_updates())[0].message
    file = await bot.get_file(heard.document.file_id)
    fetched = await bot.download_file(file.file_path)
    assert b"%PDF-1.7 body" == fetched.read()

    await bot.send_document(vera.id, heard.document.file_id)
    assert stand_in.message_of(update).file_id == (await vera.hears()).file_id
    assert "can't use file of type Document as Photo" in await refusal(bot.send_photo(vera.id, heard.document.file_id))
    assert "wrong file identifier" in await refusal(bot.send_photo(vera.id, "no such file"))
    huge = await vera.sends_document(size=21 * 1024 * 1024)
    assert "file is too big" in await refusal(bot.get_file(stand_in.message_of(huge).file_id))


async def test_lengths_are_counted_in_utf16_units(bot: Bot, vera: User) -> None:
    """A text, a caption and the data of a button; tags do not count."""
    await bot.send_message(vera.id, f"<b>{'😀' * (LONGEST // 2)}</b>", parse_mode="HTML")
    assert "message is too long" in await refusal(bot.send_message(vera.id, "😀" * (LONGEST // 2) + "!"))
    photo = BufferedInputFile(PICTURE, "a.png")
    caption = "я" * (LONGEST_CAPTION + 1)
    assert "caption is too long" in await refusal(bot.send_photo(vera.id, photo, caption=caption))
    await bot.send_message(vera.id, "?", reply_markup=button("Да", "я" * 32))
    assert "BUTTON_DATA_INVALID" in await refusal(bot.send_message(vera.id, "?", reply_markup=button("Да", "я" * 33)))


@pytest.mark.parametrize(
    ("marked", "complaint"),
    [
        ("<x>да</x>", 'Unsupported start tag "x"'),
        ("<b>да", "Can't find end tag"),
        ("<b><i>да</b></i>", 'Unexpected end tag "b"'),
        ("1 < 2", "Unsupported start tag"),
        ("<span>да</span>", 'Tag "span" must have class'),
    ],
)
async def test_html_is_refused_as_telegram_refuses_it(bot: Bot, vera: User, marked: str, complaint: str) -> None:
    said = await refusal(bot.send_message(vera.id, marked, parse_mode="HTML"))
    assert "can't parse entities" in said
    assert complaint in said


async def test_html_becomes_text_and_entities(bot: Bot, vera: User) -> None:
    """aiogram reads back what was written."""
    marked = (
        '😀 <b>жирно <i>и</i></b> &lt;b&gt; <blockquote expandable>цитата</blockquote> <a href="https://x.ru/">да</a>'
    )
    sent = await bot.send_message(vera.id, marked, parse_mode="HTML")
    assert "😀 жирно и <b> цитата да" == sent.text == (await vera.hears()).text
    assert marked == sent.html_text


async def test_what_is_not_there_cannot_be_answered_changed_or_copied(bot: Bot, vera: User) -> None:
    """Neither a message that never was nor one that was deleted."""
    sent = await bot.send_message(vera.id, "раз")
    spot = {"chat_id": vera.id, "message_id": sent.message_id}
    assert "message is not modified" in await refusal(bot.edit_message_text("раз", **spot))
    await bot.delete_message(vera.id, sent.message_id)
    reply = ReplyParameters(message_id=sent.message_id)
    assert "message to be replied not found" in await refusal(bot.send_message(vera.id, "два", reply_parameters=reply))
    assert "message to edit not found" in await refusal(
        bot.edit_message_text("два", chat_id=vera.id, message_id=sent.message_id)
    )
    assert "message to delete not found" in await refusal(bot.delete_message(vera.id, sent.message_id))
    assert "message to copy not found" in await refusal(bot.copy_message(vera.id, vera.id, 9999))
    theirs = (await vera.says("моё"))["message"]["message_id"]
    assert "message can't be edited" in await refusal(bot.edit_message_text("?", chat_id=vera.id, message_id=theirs))
    forgiving = ReplyParameters(message_id=sent.message_id, allow_sending_without_reply=True)
    assert (await bot.send_message(vera.id, "два", reply_parameters=forgiving)).reply_to_message is None


async def test_a_person_who_blocked_the_bot_is_out_of_reach_until_they_come_back(bot: Bot, vera: User) -> None:
    await vera.blocks()
    assert "bot was blocked by the user" in await refusal(bot.send_message(vera.id, "Вы здесь?"))
    await vera.unblocks()
    await bot.send_message(vera.id, "Вы здесь?")
    members = [update.my_chat_member.new_chat_member.status for update in await bot.get_updates()]
    assert ["kicked", "member"] == members
    assert ["Вы здесь?"] == vera.unheard


async def test_a_reaction_is_one_of_those_that_telegram_has(bot: Bot, vera: User) -> None:
    """A check mark is none of them."""
    said = await vera.says("раз")
    number = said["message"]["message_id"]
    assert "REACTION_INVALID" in await refusal(
        bot.set_message_reaction(vera.id, number, [ReactionTypeEmoji(emoji="✅")])
    )
    await bot.set_message_reaction(vera.id, number, [ReactionTypeEmoji(emoji="👌")])
    assert ["👌"] == vera.reactions_on(said)
    await bot.set_message_reaction(vera.id, number, [])
    assert [] == vera.reactions_on(said)


async def test_an_inline_result_is_written_by_who_chose_it(bot: Bot, vera: User) -> None:
    asking = asyncio.create_task(vera.asks_inline("сколько храните"))
    [update] = await bot.get_updates(timeout=20)
    content = InputTextMessageContent(message_text="<b>Пункт 5.1</b>", parse_mode="HTML")
    await bot.answer_inline_query(
        update.inline_query.id, [InlineQueryResultArticle(id="5.1", title="Пункт 5.1", input_message_content=content)]
    )
    [result] = await asking
    await vera.chooses(result, "сколько храните")
    message, chosen = await bot.get_updates(offset=update.update_id + 1)
    assert ("Пункт 5.1", vera.id, bot.id) == (
        message.message.text,
        message.message.from_user.id,
        message.message.via_bot.id,
    )
    assert ("5.1", "сколько храните") == (chosen.chosen_inline_result.result_id, chosen.chosen_inline_result.query)
    assert "query is too old" in await refusal(bot.answer_inline_query("7", []))


async def test_a_menu_is_kept_by_scope_and_language(bot: Bot, stand_in: StandIn) -> None:
    await bot.set_my_commands([BotCommand(command="help", description="Помощь")])
    await bot.set_my_commands([BotCommand(command="help", description="Help")], language_code="en")
    assert ["Помощь", "Help"] == [stand_in.profile["commands default", code][0]["description"] for code in ("", "en")]
    shouted = [BotCommand(command="HELP", description="Помощь")]
    assert "BOT_COMMAND_INVALID" in await refusal(bot.set_my_commands(shouted))


async def test_a_call_of_a_stranger_or_of_an_unknown_method_is_refused(stand_in: StandIn) -> None:
    stranger = open_bot("42:another", stand_in.address)
    assert "Unauthorized" in await refusal(stranger.get_me())
    await stranger.session.close()
    assert [] == stand_in.calls


async def test_text_must_be_something(bot: Bot, vera: User) -> None:
    for nothing in ("", "   ", "<b> </b>"):
        with pytest.raises(TelegramBadRequest, match="message text is empty"):
            await bot.send_message(vera.id, nothing, parse_mode="HTML")
