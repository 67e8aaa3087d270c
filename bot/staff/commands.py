"""Commands of staff in a topic; whatever cannot be done is told there in a sentence."""

import asyncio
from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.staff import group_words, steps
from bot.staff.answers import answer, words_of
from bot.staff.asking import Asked
from bot.staff.clauses import send_clause
from bot.staff.mine import show_mine
from bot.staff.turn import Acting, StaffTurn, Target, ToPerson
from desk.lookup import numbered
from tickets import life
from tickets.conversation import StoredMessage
from tickets.database import Database
from tickets.labels import what_is_due

Does = Callable[[StaffTurn, str, Message], Awaitable[str | None]]


def commands(database: Database) -> Router:
    router = Router(name="staff commands")
    router.message.middleware(Acting(database))
    in_topic: dict[str, Does] = {
        "take": _take, "return": _return, "assign": _assign, "reply": _reply, "ask": _ask, "c": _clause,
        "resolve": _resolve, "refuse": _refuse, "extend": _extend, "close": _close, "reopen": _reopen, "note": _note,
    }  # fmt: skip
    anywhere: dict[str, Does] = {"mine": _mine, "help": _help, "start": _help}

    async def run(message: Message, command: CommandObject, turn: StaffTurn) -> None:
        does = in_topic.get(name := command.command.lower()) or anywhere[name]
        if name in in_topic and turn.spot.number is None:
            turn.say(group_words.ONLY_IN_TOPIC)
        elif told := await does(turn, (command.args or "").strip(), message):
            turn.say(told)

    router.message.register(run, Command(*in_topic, *anywhere, ignore_case=True))
    return router


async def _take(turn: StaffTurn, _words: str, _message: Message) -> str | None:
    return await steps.take(turn)


async def _return(turn: StaffTurn, _words: str, _message: Message) -> str | None:
    return await steps.give_back(turn)


async def _assign(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await steps.assign(turn, words)


async def _close(turn: StaffTurn, _words: str, _message: Message) -> str | None:
    return await steps.close(turn)


async def _note(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await steps.note(turn, words) or group_words.DONE["note"]


async def _reply(turn: StaffTurn, words: str, message: Message) -> str | None:
    """Words or a file for the person, whatever message of theirs this answers."""
    said = words_of(message, words)
    return group_words.NOT_RELAYED if said is None else await answer(turn, said, _base(turn.spot.target))


async def _clause(turn: StaffTurn, words: str, _message: Message) -> str | None:
    number = await asyncio.to_thread(numbered, turn.desk.knowledge, words) if words else None
    return group_words.NO_CLAUSE if number is None else await send_clause(turn, number, _base(turn.spot.target))


async def _ask(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await steps.ask(turn, words) if words else await begin(turn, life.ASK, Asked.ASK)


async def _resolve(turn: StaffTurn, words: str, _message: Message) -> str | None:
    if words:
        return await steps.resolve(turn, words)
    return await steps.resolvable(turn) or await begin(turn, life.RESOLVE, Asked.RESOLVE)


async def _refuse(turn: StaffTurn, words: str, _message: Message) -> str | None:
    """«причина | норма»; whatever is missing is asked for."""
    if not words:
        return await begin(turn, life.REFUSE, Asked.REASON)
    return await refuse(turn, words)


async def refuse(turn: StaffTurn, words: str) -> str | None:
    """Refuse with the reason and the norm in these words, or ask for the norm."""
    reason, bar, norm = (part.strip() for part in words.rpartition("|"))
    if not bar:
        return await begin(turn, life.REFUSE, Asked.NORM, reason=norm)
    return await steps.refuse(turn, reason, norm)


async def _extend(turn: StaffTurn, words: str, _message: Message) -> str | None:
    """«номер срока причина», or only the reason where there is one term to extend."""
    if refused := await steps.allowed(turn, life.EXTEND):
        return refused
    periods = await steps.terms(turn)
    if not periods:
        return group_words.NO_TERM
    first, _, rest = words.partition(" ")
    if first.isdecimal() and 1 <= int(first) <= len(periods):
        period, reason = periods[int(first) - 1], rest.strip()
    elif len(periods) == 1:
        period, reason = periods[0], words
    else:
        return group_words.WHICH_TERM.format(terms=steps.numbered(periods))
    if reason:
        return await steps.extend(turn, period, reason)
    return await begin_extending(turn, period)


async def begin_extending(turn: StaffTurn, period: str) -> str | None:
    """Ask why the term must be longer."""
    text = group_words.ASK_EXTENSION.format(what=what_is_due(period))
    return await begin(turn, life.EXTEND, Asked.EXTEND, text, period=period)


async def _reopen(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await steps.reopen(turn, words) if words else await begin(turn, life.REOPEN, Asked.REOPEN)


async def _mine(turn: StaffTurn, _words: str, _message: Message) -> str | None:
    await show_mine(turn)
    return None


async def _help(_turn: StaffTurn, _words: str, _message: Message) -> str:
    return group_words.HELP


async def begin(turn: StaffTurn, step: life.Step, asks: Asked, text: str | None = None, **said: object) -> str | None:
    """Ask for what a step needs, if it can be taken at all."""
    if asks is not Asked.REOPEN and not turn.group.text:
        return steps.words_off(turn)
    refused = await steps.allowed(turn, step)
    if refused is None:
        await steps.prompt(turn, asks, said, text)
    return refused


def _base(target: Target) -> StoredMessage | None:
    return target.message if isinstance(target, ToPerson) else None
