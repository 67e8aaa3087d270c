"""Introduction: the commands and the profile that Telegram shows of the bot, in every language it speaks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Never

from aiogram import Bot
from aiogram.enums import BotCommandScopeType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.staff.group_words import COMMANDS as STAFF_COMMANDS
from bot.words.menu import Menu
from bot.words.russian import wording_in
from desk.desk import Desk
from desk.knowledge import Knowledge
from tickets.loops import pause

LANGUAGES = ("ru", "en")  #: the first is also for everybody whose language is none of them
ATTEMPTS = 10
LOOK_SECONDS = 2.0  #: how often it is looked whether the documents are others
DOCUMENTS = "documents"  #: the command that chooses one, in the menu only where there is a choice
LONGEST_ABOUT, LONGEST_SHORT = 512, 120  #: characters that Telegram takes

log = logging.getLogger(__name__)


def menu_of(chat: int, words: Menu, *, several: bool) -> SetMyCommands:
    """The menu of one chat, whatever language its app is in; `several`: there are documents to choose from."""
    # The type is named, since a call that waits as a row holds only what was set.
    scope = BotCommandScopeChat(type=BotCommandScopeType.CHAT, chat_id=chat)
    return SetMyCommands(commands=_commands(words, several=several), scope=scope)


Place = Callable[[], Awaitable[int]]


async def stay_introduced(bot: Bot, desk: Desk, staff: Place | None = None) -> Never:
    """Introduce the bot, to the group at `staff`, too, and again when its documents are others, until cancelled.

    Meanwhile people are heard all the same.
    """
    known: Knowledge | None = None
    while True:
        if desk.knowledge is not known:
            known = desk.knowledge
            await _introduce_patiently(bot, known, staff)
        await asyncio.sleep(LOOK_SECONDS)


async def _introduce_patiently(bot: Bot, knowledge: Knowledge, staff: Place | None) -> None:
    """What fails is tried some times more."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            await _introduce(bot, knowledge, await staff() if staff else None)
        except Exception as error:  # noqa: BLE001 - network and Telegram each fail in classes of their own
            log.info("the bot was not introduced, attempt %s: %s", attempt, type(error).__name__)
            await asyncio.sleep(pause(attempt, error))
        else:
            return
    log.warning("Telegram did not take the bot's commands: the menu may be an old one")


async def _introduce(bot: Bot, knowledge: Knowledge, staff: int | None) -> None:
    """Raises what aiogram raises."""
    own = knowledge.words
    menus = [(None if language == LANGUAGES[0] else language, wording_in(language, own).menu) for language in LANGUAGES]
    for code, words in menus:
        commands = _commands(words, several=knowledge.several)
        await bot.set_my_commands(commands, BotCommandScopeAllPrivateChats(), language_code=code)
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


def _commands(words: Menu, *, several: bool) -> list[BotCommand]:
    shown = {name: does for name, does in words.commands.items() if several or name != DOCUMENTS}
    return [BotCommand(command=name, description=does) for name, does in shown.items()]
