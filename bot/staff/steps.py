"""Steps that staff take in a topic: acts of `tickets.acts`, in the update's transaction. What a function gives is why
nothing was done, in a sentence, or None."""

from collections.abc import Mapping
from typing import Any

from bot.staff import group_words
from bot.staff.asking import TEXTS, Asked, unsent
from bot.staff.buttons import extendable
from bot.staff.refusals import attempt
from bot.staff.turn import StaffTurn
from desk.message import storable
from tickets import life
from tickets.acts.act import Act, Deed, Kind
from tickets.acts.performing import check, perform
from tickets.acts.table import RESOLVE
from tickets.post.copy import Original
from tickets.post.outbox import STAFF, room_lane, tell
from tickets.post.room import note_prompt
from tickets.post.topics.to_staff import PromptMade
from tickets.record.labels import what_is_due
from tickets.record.ticket import Ticket
from tickets.steps.deciding import EraseOrKeep, asks_to_erase

#: Acts of staff, and optional fields of them, that have no command here, each with why.
NOT_OFFERED: Mapping[str, str] = {
    "confirm": "which of the law's shapes are asked is ticked in a list with their norms, which a command cannot show",
    "meet": "what is done is chosen among the dates that run, and staff see those in the console",
    "resolve.data": "whether data go is decided where one sees what goes: the refusal gives the link to the console",
    "resolve.kept": "the same page asks why they stay",
    "export": "a file with everything about a person would stay in the group, where an erasure does not reach it",
    "erase": "whoever erases must see what goes, and nobody may write meanwhile, as an update does",
}


async def do(turn: StaffTurn, act: Act[object], **given: str) -> str | None:
    """Do it with what was given for its fields."""
    if act.speaks and not turn.group.text:
        return words_off(turn)

    async def step() -> None:
        kinds = {field.name: field.kind for field in act.fields}
        said = {name: storable(words) if kinds[name] in _WORDED else words for name, words in given.items()}
        await perform(turn.session, act, deed(turn, said))

    return await attempt(turn, step)


_WORDED = frozenset({Kind.WORDS, Kind.LINE})


def deed(turn: StaffTurn, given: Mapping[str, str], original: Original | None = None, **more: Any) -> Deed:
    """An act of whoever acts, under the key of their update."""
    return Deed(
        number=turn.number,
        actor=turn.actor,
        key=f"telegram:{turn.cause}",
        given=given,
        original=original or Original(str(turn.spot.place), (turn.spot.message,)),
        zone=turn.group.zone,
        **more,
    )


async def allowed(turn: StaffTurn, act: Act[object]) -> str | None:
    """Why this cannot be begun now, if it cannot: nobody is asked for words in vain."""
    if act.speaks and not turn.group.text:
        return words_off(turn)

    async def look() -> None:
        check(ticket := await held(turn), act, turn.actor)
        if act is RESOLVE and asks_to_erase(ticket):
            raise EraseOrKeep(turn.number)

    return await attempt(turn, look)


async def held(turn: StaffTurn) -> Ticket:
    """The ticket, locked."""
    return await life.hold(turn.session, turn.number)


async def prompt(turn: StaffTurn, step: Asked, said: dict[str, Any], text: str | None = None) -> None:
    """Ask the one who acts for what the step still needs; `said` is what is known of it."""
    ticket = await held(turn)
    spot = unsent(turn.cause)
    await note_prompt(turn.session, str(turn.spot.place), spot, ticket.id, turn.actor, step, said)
    made = PromptMade(turn.number, step, text or TEXTS[step], turn.actor, turn.user, spot, turn.spot.message)
    tell(turn.session, STAFF, room_lane(turn.number), made, turn.cause)


async def terms(turn: StaffTurn) -> list[str]:
    """Periods that may be extended, in the order in which they are numbered for staff."""
    return list(extendable(await held(turn)))


def numbered(periods: list[str]) -> str:
    """The list of terms to choose from."""
    return "\n".join(f"{number} — {what_is_due(period)}" for number, period in enumerate(periods, start=1))


def words_off(turn: StaffTurn) -> str:
    """Where no word of a person may stand, none is written to them either."""
    return group_words.WORDS_OFF.format(link=turn.link)
