"""Choosing what is to be done with the data: every legal shape in plain words, several at once if the person likes."""

from aiogram.types import InlineKeyboardMarkup

from bot.dialogue.buttons import request_keyboard
from bot.sending.layout import Block, plain
from bot.words.wording import BotWords
from tickets.record.draft import Draft
from tickets.record.labels import REQUESTS, capital
from tickets.record.ticket import Request


def mark(draft: Draft, shape: Request, *, chosen: bool) -> list[str]:
    """Choose a shape, or no longer."""
    marked = {*draft.requests, shape} if chosen else {*draft.requests} - {shape}
    return [str(each) for each in Request if each in marked]


def choices(words: BotWords, draft: Draft) -> tuple[Block, ...]:
    """What each shape means."""
    hints = (f"{capital(REQUESTS[shape].to(words.language))} — {words.hints[shape]}." for shape in Request)
    return plain(words.ask_request if draft.requests else words.ask_request_unsure), plain("\n".join(hints))


def choice_keyboard(words: BotWords, draft: Draft, act: str) -> InlineKeyboardMarkup:
    return request_keyboard(words, act, draft.requests)
