"""Checks: what Telegram says of our settings, each fault in one sentence for the operator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.methods import GetChat, GetChatMember, GetWebhookInfo
from aiogram.types import User

from bot.telegram import REFUSALS, ask, me_of

#: What the bot needs in the staff group, as Telegram and as its settings call it.
RIGHTS = {
    "can_manage_topics": "управление темами",
    "can_pin_messages": "закрепление сообщений",
    "can_delete_messages": "удаление сообщений",
}
NOT_FOUND = "Группа сотрудников {chat} не найдена: проверьте PUNKT_TELEGRAM_STAFF_CHAT и добавьте туда бота."
NOT_A_GROUP = "PUNKT_TELEGRAM_STAFF_CHAT: {chat} — не группа. Укажите номер группы, он начинается с минуса."
MOVED = "Группа сотрудников стала супергруппой: впишите в PUNKT_TELEGRAM_STAFF_CHAT её новый номер {chat}."
NOT_A_MEMBER = "Бота нет в группе сотрудников {chat}: добавьте его туда."
NO_TOPICS = "В группе сотрудников выключены темы: включите их в её настройках, иначе обращения пойдут одной лентой."
RIGHTS_MISSING = "Боту в группе сотрудников не хватает прав ({rights}): сделайте его администратором с этими правами."
PRIVATE = (
    "Бот не видит сообщений в группе сотрудников: сделайте его администратором или выключите у @BotFather режим "
    "приватности (/setprivacy) и добавьте бота в группу заново."
)
NOT_INLINE = "Инлайн-режим выключен: включите его у @BotFather (/setinline), чтобы вставлять пункты в любой чат."
NOT_POSTED = "Telegram не смог передать сообщения на {url} ({said}): проверьте адрес, сертификат и прокси перед сайтом."


@dataclass(frozen=True, slots=True)
class State:
    """How Telegram sees the bot."""

    name: str
    faults: tuple[str, ...]  #: until these are mended, staff are not reached
    hints: tuple[str, ...]  #: with these it works, and less well


class GetRawChat(GetChat):
    """getChat as it comes: we need two of its many fields, and an operator's own server may be older than aiogram."""

    __returning__: ClassVar[Any] = dict[str, Any]


class GetRawMember(GetChatMember):
    """The same for a member."""

    __returning__: ClassVar[Any] = dict[str, Any]


class Unfit(Exception):
    """The staff chat cannot be one; the message says why."""


async def look_around(bot: Bot, staff_chat: int | None, webhook: str | None) -> State:
    """Ask Telegram about the bot, its staff group and its webhook. Raises TelegramRefused and TelegramSilent."""
    me = await me_of(bot)
    faults: list[str] = []
    hints: list[str] = []
    if staff_chat is not None:
        try:
            hints.extend(await _group(bot, me, staff_chat))
        except Unfit as unfit:
            faults.append(str(unfit))
    if webhook is not None:
        hints.extend(await _webhook(bot, webhook))
    if not me.supports_inline_queries:
        hints.append(NOT_INLINE)
    return State(f"@{me.username}", tuple(faults), tuple(hints))


async def _group(bot: Bot, me: User, chat: int) -> list[str]:
    """What the staff group lacks; raises Unfit."""
    try:
        group: Any = await ask(bot, GetRawChat(chat_id=chat))
        member: Any = await ask(bot, GetRawMember(chat_id=chat, user_id=me.id))
    except TelegramMigrateToChat as moved:
        return [MOVED.format(chat=moved.migrate_to_chat_id), *await _group(bot, me, moved.migrate_to_chat_id)]
    except TelegramForbiddenError:
        raise Unfit(NOT_A_MEMBER.format(chat=chat)) from None
    except TelegramBadRequest:
        raise Unfit(NOT_FOUND.format(chat=chat)) from None
    except REFUSALS:  # an operator's own server that is older than these questions
        return []
    if group.get("type") not in {"group", "supergroup"}:
        raise Unfit(NOT_A_GROUP.format(chat=chat))
    if member.get("status") in {"left", "kicked"} or member.get("is_member") is False:
        raise Unfit(NOT_A_MEMBER.format(chat=chat))
    return list(_lacking(me, group, member))


async def _webhook(bot: Bot, url: str) -> list[str]:
    try:
        info = await ask(bot, GetWebhookInfo())
    except REFUSALS:
        return []
    if info.url != url or not info.last_error_message:  # of another address we need not know
        return []
    return [NOT_POSTED.format(url=url, said=info.last_error_message)]


def _lacking(me: User, group: Mapping[str, Any], member: Mapping[str, Any]) -> Iterator[str]:
    if not group.get("is_forum"):
        yield NO_TOPICS
    needed = {name: title for name, title in RIGHTS.items() if group.get("is_forum") or name != "can_manage_topics"}
    if missing := [title for name, title in needed.items() if not member.get(name)]:
        yield RIGHTS_MISSING.format(rights=", ".join(missing))
    # An administrator sees everything, whatever the privacy mode says.
    if member.get("status") != "administrator" and not me.can_read_all_group_messages:
        yield PRIVATE
