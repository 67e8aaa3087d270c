"""Replies in a topic: to the person, or to a question of ours. All other talk stays among staff."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.reading.words import text_of
from bot.staff import group_words, steps
from bot.staff.answers import answer, ask, words_of
from bot.staff.asking import Asked
from bot.staff.commands import refuse
from bot.staff.turn import Acting, Spot, StaffTurn, ToPerson, ToPrompt
from tickets.acts.table import EXTEND, REFUSE, REOPEN, RESOLVE
from tickets.post.room import Prompt, answered
from tickets.store.database import Database

#: Telegram's messages about the chat itself; they may name a message they are about, and answer nothing.
_SERVICE_OFF: Sequence[str] = ("text", *group_words.MEDIA, "contact", "venue", "dice", "poll", "story", "game")


class Answers(Filter):
    """What the message answers is of this kind."""

    def __init__(self, kind: type[ToPerson | ToPrompt]) -> None:
        self._kind = kind

    async def __call__(self, message: Message, spot: Spot) -> bool:
        return isinstance(spot.target, self._kind) and message.content_type in _SERVICE_OFF


def replies(database: Database) -> Router:
    router = Router(name="staff replies")
    router.message.middleware(Acting(database))
    router.message.register(to_prompt, Answers(ToPrompt))
    router.message.register(to_person, Answers(ToPerson))
    return router


async def to_person(message: Message, turn: StaffTurn) -> None:
    """The person reads it."""
    target = turn.spot.target
    assert isinstance(target, ToPerson)
    words = words_of(message)
    told = group_words.NOT_RELAYED if words is None else await answer(turn, words, target.message)
    if told:
        turn.say(told)


async def to_prompt(message: Message, turn: StaffTurn) -> None:
    """The step that was asked about is taken, or the next question asked."""
    target = turn.spot.target
    assert isinstance(target, ToPrompt)
    prompt = target.prompt
    if prompt.actor != turn.actor:
        turn.say(group_words.NOT_YOURS.format(actor=prompt.actor))
        return
    words = text_of(message).strip()
    if prompt.step == Asked.ANYWAY:  # only its buttons decide; these words are talk among staff
        return
    told = await _does(turn, prompt, words) if words else group_words.EMPTY
    if told:
        turn.say(told)
    else:
        await answered(turn.session, prompt)


async def _does(turn: StaffTurn, prompt: Prompt, words: str) -> str | None:
    said = prompt.said
    does: Mapping[str, Callable[[], Awaitable[str | None]]] = {
        Asked.ASK: lambda: ask(turn, words),
        Asked.RESOLVE: lambda: steps.do(turn, RESOLVE, text=words),
        Asked.REASON: lambda: refuse(turn, words),
        Asked.NORM: lambda: steps.do(turn, REFUSE, reason=said["reason"], norm=words),
        Asked.EXTEND: lambda: steps.do(turn, EXTEND, period=said["period"], reason=words),
        Asked.REOPEN: lambda: steps.do(turn, REOPEN, reason=words),
    }
    return await does[prompt.step]()
