"""Commands of staff in a topic; whatever cannot be done is told there in a sentence."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.dialogue.commands import without_command
from bot.reading.words import text_of
from bot.staff import group_words, steps
from bot.staff.answers import answer, ask, send_clause, words_of
from bot.staff.asking import Asked
from bot.staff.choosing import ask_which
from bot.staff.mine import show_mine
from bot.staff.refusals import refusal
from bot.staff.turn import Acting, StaffTurn, Target, ToPerson
from desk.lookup import everywhere_named
from tickets.acts import table as acts
from tickets.acts.act import Act
from tickets.record.conversation import StoredMessage
from tickets.record.labels import what_is_due
from tickets.steps.deciding import NoReason
from tickets.store.database import Database

Does = Callable[[StaffTurn, str, Message], Awaitable[str | None]]


def commands(database: Database) -> Router:
    router = Router(name="staff commands")
    router.message.middleware(Acting(database))
    in_topic: dict[str, Does] = {
        "take": _at_once(acts.TAKE), "return": _at_once(acts.RETURN), "close": _at_once(acts.CLOSE),
        "assign": _with(acts.ASSIGN, "assignee"), "note": _with(acts.NOTE, "text"), "vouch": _with(acts.VOUCH, "how"),
        "block": _with(acts.BLOCK, "reason"), "unblock": _with(acts.UNBLOCK, "outcome"),
        "mute": _at_once(acts.MUTE), "unmute": _at_once(acts.UNMUTE),
        "duplicate": _with(acts.DUPLICATE, "into"), "merge": _with(acts.MERGE, "into"),
        "reply": _reply, "ask": _ask, "c": _clause,
        "resolve": _resolve, "refuse": _refuse, "extend": _extend, "reopen": _reopen,
    }  # fmt: skip
    anywhere: dict[str, Does] = {"mine": _mine, "help": _help, "start": _help}

    async def run(message: Message, command: CommandObject, turn: StaffTurn) -> None:
        does = in_topic.get(name := command.command.lower()) or anywhere[name]
        if name in in_topic and turn.spot.number is None:
            turn.say(group_words.ONLY_IN_TOPIC)
        elif told := await does(turn, without_command(text_of(message)).strip(), message):
            turn.say(told)

    router.message.register(run, Command(*in_topic, *anywhere, ignore_case=True))
    return router


def _at_once(act: Act[object]) -> Does:
    """A step that needs no words."""

    async def does(turn: StaffTurn, _words: str, _message: Message) -> str | None:
        return await steps.do(turn, act)

    return does


def _with(act: Act[object], field: str) -> Does:
    """A step whose words are all that stands behind the command."""

    async def does(turn: StaffTurn, words: str, _message: Message) -> str | None:
        told = await steps.do(turn, act, **{field: words})
        return told or (group_words.DONE[act.name] if act.apart else None)  # of other steps the topic is told

    return does


async def _reply(turn: StaffTurn, words: str, message: Message) -> str | None:
    """Words or a file for the person, whatever message of theirs this answers."""
    said = words_of(message, words)
    return group_words.NOT_RELAYED if said is None else await answer(turn, said, _base(turn.spot.target))


async def _clause(turn: StaffTurn, words: str, _message: Message) -> str | None:
    found, base = everywhere_named(turn.desk.knowledge, words), _base(turn.spot.target)
    if not found:
        return group_words.NO_CLAUSE
    if len(found) > 1:
        ask_which(turn, words, found, base)
        return None
    return await send_clause(turn, found[0], base)


async def _ask(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await ask(turn, words) if words else await begin(turn, acts.ASK, Asked.ASK)


async def _resolve(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await steps.do(turn, acts.RESOLVE, text=words) if words else await begin(turn, acts.RESOLVE, Asked.RESOLVE)


async def _refuse(turn: StaffTurn, words: str, _message: Message) -> str | None:
    """«причина | норма»; whatever is missing is asked for."""
    if not words:
        return await begin(turn, acts.REFUSE, Asked.REASON)
    return await refuse(turn, words)


async def refuse(turn: StaffTurn, words: str) -> str | None:
    """Refuse with the reason and the norm in these words, or ask for the norm."""
    reason, bar, norm = (part.strip() for part in words.rpartition("|"))
    if not bar:
        return await begin(turn, acts.REFUSE, Asked.NORM, reason=norm)
    if not reason or not norm:
        return refusal(turn, NoReason())
    return await steps.do(turn, acts.REFUSE, reason=reason, norm=norm)


async def _extend(turn: StaffTurn, words: str, _message: Message) -> str | None:
    """«номер срока причина», or only the reason where there is one term to extend."""
    if refused := await steps.allowed(turn, acts.EXTEND):
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
        return await steps.do(turn, acts.EXTEND, period=period, reason=reason)
    return await begin_extending(turn, period)


async def begin_extending(turn: StaffTurn, period: str) -> str | None:
    """Ask why the term must be longer."""
    text = group_words.ASK_EXTENSION.format(what=what_is_due(period))
    return await begin(turn, acts.EXTEND, Asked.EXTEND, text, period=period)


async def _reopen(turn: StaffTurn, words: str, _message: Message) -> str | None:
    return await steps.do(turn, acts.REOPEN, reason=words) if words else await begin(turn, acts.REOPEN, Asked.REOPEN)


async def _mine(turn: StaffTurn, _words: str, _message: Message) -> str | None:
    await show_mine(turn)
    return None


async def _help(_turn: StaffTurn, _words: str, _message: Message) -> str:
    return group_words.HELP


async def begin(turn: StaffTurn, act: Act[object], asks: Asked, text: str | None = None, **said: object) -> str | None:
    """Ask for what a step needs, if it can be taken at all."""
    refused = await steps.allowed(turn, act)
    if refused is None:
        await steps.prompt(turn, asks, said, text)
    return refused


def _base(target: Target) -> StoredMessage | None:
    return target.message if isinstance(target, ToPerson) else None
