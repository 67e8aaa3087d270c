"""Performing: an act is done in its caller's one transaction, under the same rules wherever it was asked for.

key ──▶ hold ──▶ erased? ──▶ clear? ──▶ meanwhile? ──▶ what waits leaves ──▶ the step ──▶ the audit log
"""

import json
from typing import TypeVar

from tickets import life
from tickets.acts.act import Act, Deed, Side
from tickets.acts.meanwhile import refuse_answered, refuse_unseen
from tickets.audit.entry import note
from tickets.life import Erased, Unclear, hold_all, may, plain_number
from tickets.record.act_key import use_key
from tickets.record.ticket import USER, Ticket
from tickets.steps.pending import send_waiting
from tickets.store.database import Session

Made = TypeVar("Made")


class NotTheirs(ValueError):
    """The act is not of this side."""


class KeyLacking(ValueError):
    """Staff act under a key, and there is none."""


async def perform(session: Session, act: Act[Made], deed: Deed) -> Made | None:
    """Do it; gives what came of it, or None where it was done before under the same key.

    Raises what `begin` and the step raise, and then nothing has changed once the caller rolls back.
    """
    if await begin(session, act, deed) is None:
        return None
    made = await act.does(session, deed)
    if deed.side is Side.STAFF:
        note(session, act.name, deed.actor, plain_number(deed.number))
    return made


async def begin(session: Session, act: Act[object], deed: Deed) -> Ticket | None:
    """All that comes before the step itself; gives the ticket, held, or None where it was done before.

    Raises NotTheirs, KeyLacking, OtherActUnderSameKey, NoSuchTicket, Erased, Unclear, Changed and Answered.
    """
    if deed.side not in act.by:
        raise NotTheirs(act.name)
    if deed.side is Side.STAFF:
        if not deed.key:
            raise KeyLacking(act.name)
        if not await use_key(session, deed.key, _told(act, deed)):
            return None
    held = await hold_all(session, deed.number, *([deed.said(act.other)] if act.other else []))
    ticket = held[0]
    _refuse_erased(ticket, act, deed.actor)
    _refuse_unclear(ticket, act)
    if act.decides and can(ticket, act, deed.actor):
        await refuse_unseen(session, ticket, deed.actor, deed.seen)
    if act.replies and not deed.anyway:
        await refuse_answered(session, ticket, deed.actor, deed.seen)
    if not (act.apart or act.drops or deed.later or deed.erases):
        for each in held:  # what was said before is said before
            await send_waiting(session, each.number)
    return ticket


def can(ticket: Ticket, act: Act[object], actor: str) -> bool:
    """Whether this actor can do it now, as far as the ticket tells."""
    return begins(ticket, act) and any(may(ticket, arrow, actor) for arrow in act.arrows)


def begins(ticket: Ticket, act: Act[object]) -> bool:
    """Whether somebody can do it where the ticket stands."""
    return not _lacks_name(ticket, act) and any(ticket.status in arrow.starts for arrow in act.arrows)


def check(ticket: Ticket, act: Act[object], actor: str) -> None:
    """Raises Erased, Unclear, WrongStep and TakenByAnother when they cannot."""
    _refuse_erased(ticket, act, actor)
    _refuse_unclear(ticket, act)
    if not can(ticket, act, actor):
        life.check(ticket, act.arrows[0], actor)


def _refuse_erased(ticket: Ticket, act: Act[object], actor: str) -> None:
    # What a person does needs somebody who can hear of it.
    if ticket.erased_at is not None and (actor == USER or not act.after_erasure):
        raise Erased(ticket)


def _refuse_unclear(ticket: Ticket, act: Act[object]) -> None:
    if _lacks_name(ticket, act):
        raise Unclear(ticket.number)


def _lacks_name(ticket: Ticket, act: Act[object]) -> bool:
    """Whether the act would do what nobody has confirmed to be asked."""
    return act.fulfils and ticket.unclear


def _told(act: Act[object], deed: Deed) -> str:
    given = {name: deed.given[name] for name in sorted(deed.given)}
    files = [*(file.stored.sha256 for file in deed.files), *deed.kept]
    told = [act.name, plain_number(deed.number), deed.actor, given, *([files] if files else [])]
    return json.dumps(told, ensure_ascii=False, default=list)
