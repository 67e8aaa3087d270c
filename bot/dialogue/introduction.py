"""Introduction: the commands and the profile that Telegram shows of the bot, in every language it speaks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.enums import BotCommandScopeType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.staff.group_words import COMMANDS as STAFF_COMMANDS
from bot.words.menu import Menu
from bot.words.russian import wording_in
from desk.own_words import OwnWords
from tickets.loops import pause

LANGUAGES = ("ru", "en")  #: the first is also for everybody whose language is none of them
ATTEMPTS = 10
LONGEST_ABOUT, LONGEST_SHORT = 512, 120  #: characters that Telegram takes

log = logging.getLogger(__name__)


def menu_of(chat: int, words: Menu) -> SetMyCommands:
    """The menu of one chat, whatever language its app is in."""
    # The type is named, since a call that waits as a row holds only what was set.
    scope = BotCommandScopeChat(type=BotCommandScopeType.CHAT, chat_id=chat)
    return SetMyCommands(commands=_commands(words), scope=scope)


Place = Callable[[], Awaitable[int]]


async def introduce(bot: Bot, own: OwnWords, staff: Place | None = None) -> None:
    """Introduce the bot, to the group at `staff`, too; what fails is tried some times more.

    Meanwhile people are heard all the same.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            await _introduce(bot, own, await staff() if staff else None)
        except Exception as error:  # noqa: BLE001 - network and Telegram each fail in classes of their own
            log.info("the bot was not introduced, attempt %s: %s", attempt, type(error).__name__)
            await asyncio.sleep(pause(attempt, error))
        else:
            return
    log.warning("Telegram did not take the bot's commands: the menu may be an old one")


async def _introduce(bot: Bot, own: OwnWords, staff: int | None) -> None:
    """Raises what aiogram raises."""
    menus = [(None if language == LANGUAGES[0] else language, wording_in(language, own).menu) for language in LANGUAGES]
    for code, words in menus:
        await bot.set_my_commands(_commands(words), BotCommandScopeAllPrivateChats(), language_code=code)
    if staff is not None:
        await _introduce_to_staff(bot, staff)
    try:
        for code, words in menus:
            await bot.set_my_description(words.about[:LONGEST_ABOUT], language_code=code)
            await bot.set_my_short_description(words.short[:LONGEST_SHORT], language_code=code)
    except TelegramNotFound:  # an older server of the operator's own does not know these
        log.info("this Bot API server takes no descriptions")


async def _introduce_to_staff(bot: Bot, chat: int) -> None:
    menu = [BotCommand(command=name, description=does) for name, does in STAFF_COMMANDS.items()]
    try:
        await bot.set_my_commands(menu, BotCommandScopeChat(chat_id=chat))
    except (TelegramBadRequest, TelegramForbiddenError):  # of a group where the bot is not, the log tells at the start
        log.info("the menu of the staff group was not taken")


def _commands(words: Menu) -> list[BotCommand]:
    return [BotCommand(command=name, description=does) for name, does in words.commands.items()]
