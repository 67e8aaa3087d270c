"""The language of the bot: that of a person's words, until they choose one."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.dialogue.buttons import button, keyboard
from bot.dialogue.introduction import LANGUAGES
from bot.dialogue.turn import GiveTurn, Turn, pressed
from bot.sending.layout import plain
from bot.words.russian import wording_in


class SetLanguage(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    language: str


def languages() -> Router:
    router = Router(name="languages")
    router.callback_query.middleware(GiveTurn())
    router.callback_query.register(set_language, SetLanguage.filter())
    return router


async def choose_language(_message: Message, command: CommandObject, turn: Turn) -> None:
    """Ask which; «/lang en» needs no asking."""
    if (wanted := (command.args or "").strip().lower()) in LANGUAGES:
        _speak(turn, wanted)
        return
    choices = [button(wording_in(each).menu.language, SetLanguage(language=each)) for each in LANGUAGES]
    turn.say(plain(turn.words.menu.choose), buttons=keyboard(choices))


async def set_language(callback: CallbackQuery, callback_data: SetLanguage, turn: Turn) -> str | None:
    if callback_data.language not in LANGUAGES:
        return turn.words.stale_button
    turn.replace_buttons(pressed(callback))
    _speak(turn, callback_data.language)
    return None


def _speak(turn: Turn, language: str) -> None:
    turn.speak(language)
    turn.say(plain(turn.words.menu.chosen))
