"""Choosing what is to be done with the data: every legal shape in plain words, several at once if the person likes."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.dialogue.buttons import request_keyboard
from bot.sending.layout import Block, plain
from bot.words.wording import BotWords
from desk.wish import propose_requests
from tickets.record.draft import Draft
from tickets.record.labels import REQUESTS, capital
from tickets.record.ticket import Request


def propose(text: str) -> list[str]:
    """Mark what the person's words name: a proposal, which counts for nothing until they go on with it.

    Where they name nothing, nothing is marked.
    """
    return [str(shape) for shape in propose_requests(text)]


def mark(draft: Draft, shape: Request, *, chosen: bool) -> list[str]:
    """Choose a shape, or no longer."""
    marked = {*draft.requests, shape} if chosen else {*draft.requests} - {shape}
    return [str(each) for each in _shapes(draft) if each in marked]


def choices(words: BotWords, draft: Draft) -> tuple[Block, ...]:
    """What each shape means."""
    hints = (f"{capital(REQUESTS[shape].to(words.language))} — {words.hints[shape]}." for shape in _shapes(draft))
    return plain(words.ask_request if draft.requests else words.ask_request_unsure), plain("\n".join(hints))


def choice_keyboard(words: BotWords, draft: Draft, act: str) -> InlineKeyboardMarkup:
    return request_keyboard(words, act, _shapes(draft), draft.requests)


def _shapes(draft: Draft) -> Sequence[Request]:
    """All of them, those that the words name first."""
    proposed = propose_requests(draft.text or "")
    return [*proposed, *(shape for shape in Request if shape not in proposed)]
