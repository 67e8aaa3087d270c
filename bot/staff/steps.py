"""Steps that staff take in a topic; each is a step of `tickets`, in the update's transaction. What a function gives is
why nothing was done, in a sentence, or None."""

from functools import partial
from typing import Any

from bot.staff import group_words
from bot.staff.asking import TEXTS, Asked, unsent
from bot.staff.buttons import extendable
from bot.staff.refusals import Erased, attempt
from bot.staff.turn import StaffTurn
from desk.message import storable
from tickets import life
from tickets.erasure.erasure import asks_to_erase
from tickets.labels import what_is_due
from tickets.post.copy import Original
from tickets.post.outbox import STAFF, room_lane, tell
from tickets.post.prompt import note_prompt
from tickets.steps import by_staff, deciding, extending
from tickets.ticket import Ticket


async def held(turn: StaffTurn) -> Ticket:
    """The ticket, locked; raises Erased where nothing is left of its person."""
    ticket = await life.hold(turn.session, turn.number)
    if ticket.erased_at is not None:
        raise Erased(turn.number)
    return ticket


async def take(turn: StaffTurn) -> str | None:
    return await attempt(turn, partial(by_staff.take, turn.session, turn.number, turn.actor))


async def give_back(turn: StaffTurn) -> str | None:
    return await attempt(turn, partial(by_staff.give_back, turn.session, turn.number, turn.actor))


async def assign(turn: StaffTurn, email: str) -> str | None:
    return await attempt(turn, partial(by_staff.assign, turn.session, turn.number, turn.actor, email))


async def close(turn: StaffTurn) -> str | None:
    return await attempt(turn, partial(deciding.close, turn.session, turn.number, turn.actor))


async def note(turn: StaffTurn, text: str) -> str | None:
    async def act() -> None:
        await held(turn)
        await by_staff.note(turn.session, turn.number, turn.actor, storable(text))

    return await attempt(turn, act)


async def ask(turn: StaffTurn, text: str) -> str | None:
    if not turn.group.text:
        return words_off(turn)

    async def act() -> None:
        await by_staff.ask(turn.session, turn.number, turn.actor, storable(text), _original(turn))

    return await attempt(turn, act)


async def resolve(turn: StaffTurn, text: str) -> str | None:
    if refused := await resolvable(turn):
        return refused

    async def act() -> None:
        await deciding.resolve(turn.session, turn.number, turn.actor, storable(text), original=_original(turn))

    return await attempt(turn, act)


async def refuse(turn: StaffTurn, reason: str, norm: str) -> str | None:
    if not turn.group.text:
        return words_off(turn)

    async def act() -> None:
        await deciding.refuse(turn.session, turn.number, turn.actor, reason, norm, original=_original(turn))

    return await attempt(turn, act)


async def extend(turn: StaffTurn, period: str, reason: str) -> str | None:
    if not turn.group.text:
        return words_off(turn)

    async def act() -> None:
        await extending.extend(turn.session, turn.number, turn.actor, period, storable(reason), turn.group.zone)

    return await attempt(turn, act)


async def reopen(turn: StaffTurn, reason: str) -> str | None:
    async def act() -> None:
        await held(turn)
        await deciding.reopen(turn.session, turn.number, turn.actor, storable(reason), turn.group.zone)

    return await attempt(turn, act)


async def resolvable(turn: StaffTurn) -> str | None:
    """Why the ticket cannot be resolved here, if it cannot."""
    if not turn.group.text:
        return words_off(turn)
    ticket = await life.hold(turn.session, turn.number)
    # Whether data go is decided where one sees what goes.
    if asks_to_erase(ticket) and ticket.status in life.RESOLVE.starts:
        return group_words.ERASING.format(link=turn.link)
    return None


async def allowed(turn: StaffTurn, step: life.Step) -> str | None:
    """Why this step cannot be begun now, if it cannot: nobody is asked for words in vain."""

    async def act() -> None:
        life.check(await held(turn), step, turn.actor)

    return await attempt(turn, act)


async def prompt(turn: StaffTurn, step: Asked, said: dict[str, Any], text: str | None = None) -> None:
    """Ask the one who acts for what the step still needs; `said` is what is known of it."""
    ticket = await life.hold(turn.session, turn.number)
    spot = unsent(turn.cause)
    await note_prompt(turn.session, str(turn.spot.place), spot, ticket.id, turn.actor, step, said)
    tell(
        turn.session, STAFF, room_lane(turn.number), "prompt", turn.cause,
        number=turn.number, step=step, text=text or TEXTS[step], actor=turn.actor, user=turn.user, spot=spot,
        reply_to=turn.spot.message,
    )  # fmt: skip


async def terms(turn: StaffTurn) -> list[str]:
    """Periods that may be extended, in the order in which they are numbered for staff."""
    return list(extendable(await life.hold(turn.session, turn.number)))


def numbered(periods: list[str]) -> str:
    """The list of terms to choose from."""
    return "\n".join(f"{number} — {what_is_due(period)}" for number, period in enumerate(periods, start=1))


def words_off(turn: StaffTurn) -> str:
    """Where no word of a person may stand, none is written to them either."""
    return group_words.WORDS_OFF.format(link=turn.link)


def _original(turn: StaffTurn) -> Original:
    return Original(str(turn.spot.place), (turn.spot.message,))
