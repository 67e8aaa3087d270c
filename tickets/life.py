"""The life of a ticket: every step there is, from where to where, and who may take it. `docs/life.md` draws it.

     open          take             ask
──▶ ─────▶ NEW ───────────▶ TAKEN ────────▶ WAITING
            ▲ ╲ take         ▲ │ ▲ ◀──────── reply
 return,    │  ▼      prove, │ │ ╰ answer, extend, confirm …
 lapse      │  CHECKING ─────╯ │
 ╭──────────┴───────╯   vouch  │ resolve ▶ RESOLVED ─╮
 │ (from all in hand)          ╰ refuse ─▶ REFUSED ──┴─ close ▶ CLOSED ── reopen ▶ NEW
 any that is open: retract ▶ CLOSED · duplicate ▶ DUPLICATE · merge ▶ MERGED
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, select, update

from tickets.post.outbox import WEBHOOK, tell, tell_room
from tickets.post.topics.to_staff import StepTaken, TicketStepped
from tickets.record.conversation import Conversation, Owner
from tickets.record.ticket import HELD, OPEN, SYSTEM, USER, WAITING, Status, Ticket, TicketEvent
from tickets.store.base import now
from tickets.store.database import Session
from tickets.store.wakes import News


class NoSuchTicket(LookupError):
    """There is no ticket with this number."""


class WrongStep(ValueError):
    """The ticket is not where this step begins."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(f"{ticket.number} is {ticket.status}")
        self.status = ticket.status


class Erased(WrongStep):
    """Nothing but number, dates and decision is left of the ticket."""


class TakenByAnother(ValueError):
    """Somebody else is responsible for the ticket."""

    def __init__(self, assignee: str) -> None:
        super().__init__(assignee)
        self.assignee = assignee


class Unclear(ValueError):
    """Nobody has confirmed yet what the person asks, so it cannot be done."""


class By(StrEnum):
    """Who may take a step."""

    PERSON = "person"
    ASSIGNEE = "assignee"
    STAFF = "staff"  #: any of them
    ANYBODY = "anybody"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Step:
    """An arrow of the drawing; without an end it leads back to where it began."""

    name: str
    starts: frozenset[Status]
    end: Status | None
    by: By


def _from(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


DECIDED = _from(Status.RESOLVED, Status.REFUSED)
WORKED = _from(Status.TAKEN, Status.WAITING)
ENDED = DECIDED | {Status.CLOSED}

TAKE = Step("take", _from(Status.NEW), Status.TAKEN, By.STAFF)
TAKE_UNPROVEN = Step("take", _from(Status.NEW), Status.CHECKING, By.STAFF)
PROVE = Step("prove", _from(Status.CHECKING), Status.TAKEN, By.PERSON)
PROVE_EARLY = Step("prove", OPEN - {Status.CHECKING}, None, By.PERSON)
VOUCH = Step("vouch", _from(Status.CHECKING), Status.TAKEN, By.ASSIGNEE)
DOUBT = Step("confirm", WORKED, Status.CHECKING, By.ASSIGNEE)
TRUST = Step("confirm", _from(Status.CHECKING), Status.TAKEN, By.ASSIGNEE)
CONFIRM = Step("confirm", HELD, None, By.ASSIGNEE)
ASSIGN = Step("assign", HELD, None, By.STAFF)
ASSIGN_NEW = Step("assign", _from(Status.NEW), Status.TAKEN, By.STAFF)
ASSIGN_UNPROVEN = Step("assign", _from(Status.NEW), Status.CHECKING, By.STAFF)
RETURN = Step("return", HELD, Status.NEW, By.ASSIGNEE)
LAPSE = Step("lapse", HELD, Status.NEW, By.TIME)
ANSWER = Step("answer", HELD, None, By.ASSIGNEE)
ASK = Step("ask", _from(Status.TAKEN), Status.WAITING, By.ASSIGNEE)
REPLY = Step("reply", _from(Status.WAITING), Status.TAKEN, By.PERSON)
ADD = Step("add", OPEN, None, By.PERSON)
COMPLAIN = Step("complain", OPEN, None, By.PERSON)
EXTEND = Step("extend", HELD, None, By.ASSIGNEE)
UNEXTEND = Step("unextend", frozenset(Status), None, By.TIME)
MEET = Step("meet", HELD, None, By.ASSIGNEE)
BLOCK = Step("block", OPEN, None, By.ANYBODY)
UNBLOCK = Step("unblock", OPEN | ENDED, None, By.ANYBODY)
WITHDRAW_CONSENT = Step("withdraw_consent", OPEN, None, By.PERSON)
RESOLVE = Step("resolve", WORKED, Status.RESOLVED, By.ASSIGNEE)
REFUSE = Step("refuse", HELD, Status.REFUSED, By.ASSIGNEE)
CLOSE = Step("close", DECIDED, Status.CLOSED, By.ANYBODY)
RETRACT = Step("retract", OPEN, Status.CLOSED, By.PERSON)
RETRACT_REST = Step("retract", OPEN, None, By.PERSON)
REOPEN = Step("reopen", ENDED, Status.NEW, By.ANYBODY)
RATE = Step("rate", ENDED, None, By.PERSON)
DUPLICATE = Step("duplicate", OPEN, Status.DUPLICATE, By.STAFF)
MERGE = Step("merge", OPEN, Status.MERGED, By.STAFF)
ERASE = Step("erase", frozenset(Status), None, By.STAFF)
EXPORT = Step("export", frozenset(Status), None, By.STAFF)
NOTE = Step("note", frozenset(Status), None, By.STAFF)
MUTE = Step("mute", HELD, None, By.STAFF)
UNMUTE = Step("unmute", HELD, None, By.STAFF)

#: Steps by which staff say something to the person.
SAYING = tuple(step.name for step in (ANSWER, ASK, RESOLVE, REFUSE))
#: Steps by which the person says something to staff.
HEARD = (ADD, COMPLAIN, REPLY, REOPEN, WITHDRAW_CONSENT)
#: With an emptied ticket nothing else can be done: nobody is there to hear of it.
AFTER_ERASURE = (CLOSE, ERASE)

STEPS = (
    *(TAKE, TAKE_UNPROVEN, PROVE, PROVE_EARLY, VOUCH, DOUBT, TRUST, CONFIRM),
    *(ASSIGN, ASSIGN_NEW, ASSIGN_UNPROVEN, RETURN, LAPSE),
    *(ANSWER, ASK, REPLY, ADD, COMPLAIN, EXTEND, UNEXTEND, MEET, BLOCK, UNBLOCK, WITHDRAW_CONSENT),
    *(RESOLVE, REFUSE, CLOSE, RETRACT, RETRACT_REST, REOPEN, RATE, DUPLICATE, MERGE, ERASE, EXPORT, NOTE, MUTE, UNMUTE),
)  # fmt: skip

#: What a ticket that goes back into the queue loses.
UNDECIDED: Mapping[str, None] = dict.fromkeys(
    ("assignee", "outcome", "outcome_text", "norm", "decided_at", "closed_at")
)


async def hold(session: Session, number: str) -> Ticket:
    """The ticket with this number as a person types it, locked for this transaction; raises NoSuchTicket."""
    # Its key never changes, so whoever writes a row that refers to it need not wait.
    query = select(Ticket).where(Ticket.number == plain_number(number)).with_for_update(key_share=True)
    ticket = await session.scalar(query.execution_options(populate_existing=True))
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


async def hold_all(session: Session, *numbers: str) -> list[Ticket]:
    """The tickets with these numbers, in the same order; raises NoSuchTicket.

    They are locked in one order, so that two who join the same pair the other way round do not wait for each other for
    ever.
    """
    plain = [plain_number(number) for number in numbers]
    held = {number: await hold(session, number) for number in sorted(set(plain))}
    return [held[number] for number in plain]


def plain_number(number: str) -> str:
    """A ticket's number as it is stored, from how a person typed it."""
    return number.replace("\x00", "").strip().upper()


async def go(
    session: Session,
    ticket: Ticket,
    step: Step,
    actor: str,
    *,
    at: datetime | None = None,
    why: Mapping[str, Any] | None = None,
    **sets: Any,
) -> None:
    """Take a step with a ticket that is held, setting these columns with it; `why` is kept in the event.

    Raises WrongStep and TakenByAnother, and then nothing has changed. Who must hear of it is told by the caller.
    """
    check(ticket, step, actor)
    at = at or now()
    before, ticket.status = ticket.status, step.end or ticket.status
    for column, value in sets.items():
        setattr(ticket, column, value)
    if actor not in {USER, SYSTEM}:
        ticket.stirred_at = at
    _turn(ticket, step, actor, before, at)
    session.add(
        TicketEvent(
            ticket_id=ticket.id,
            step=step.name,
            actor=actor,
            from_status=before,
            to_status=ticket.status,
            detail=dict(why or {}),
            at=at,
        )
    )
    session.told.add(News.STEP)
    await session.flush()
    await settle_owner(session, ticket.conversation_id)
    stepped(session, ticket, step.name, actor, at)


def _turn(ticket: Ticket, step: Step, actor: str, before: Status, at: datetime) -> None:
    """Whose turn it is after a step."""
    asked = ticket.status in WAITING and before not in WAITING  #: a question, or who they are
    if actor == USER and step in HEARD:
        ticket.hear(at)
    elif step.name in SAYING or step is ERASE or ticket.status not in OPEN or asked:
        ticket.rest(at)
    elif ticket.status is not before and (ticket.status is Status.NEW or before in WAITING):
        ticket.call(at)


def stepped(session: Session, ticket: Ticket, step: str, actor: str, at: datetime) -> None:
    """Let the ticket's room and an operator's own help desk hear of a step, where there are such.

    What they may know is read when they are told.
    """
    tell_room(session, ticket.number, TicketStepped(ticket.number, step, actor), f"ticket:{ticket.id}")
    if not session.means.webhook:
        return
    taken = StepTaken(
        number=ticket.number,
        ticket=ticket.id,
        step=step,
        actor_role=actor if actor in {USER, SYSTEM} else "staff",
        status=ticket.status,
        at=at.isoformat(),
    )
    tell(session, WEBHOOK, ticket.number, taken, f"ticket:{ticket.id}")


def check(ticket: Ticket, step: Step, actor: str) -> None:
    """Raises WrongStep and TakenByAnother when this actor cannot take the step now."""
    if ticket.erased_at is not None and step not in AFTER_ERASURE:
        raise Erased(ticket)
    held_by_another = ticket.status in HELD and ticket.assignee is not None and ticket.assignee != actor
    if ticket.status not in step.starts:
        if held_by_another and step.by in {By.STAFF, By.ASSIGNEE}:
            raise TakenByAnother(ticket.assignee or "")
        raise WrongStep(ticket)
    if step.by is By.ASSIGNEE and ticket.assignee != actor:
        raise TakenByAnother(ticket.assignee or "")


def may(ticket: Ticket, step: Step, actor: str) -> bool:
    """Whether this actor can take the step now."""
    try:
        check(ticket, step, actor)
    except (WrongStep, TakenByAnother):
        return False
    return True


async def settle_owner(session: Session, conversation_id: str) -> None:
    """Staff own a conversation as long as they hold a ticket of it; otherwise the bot answers."""
    held = exists().where(Ticket.conversation_id == conversation_id, Ticket.status.in_(HELD))
    for owner, condition in ((Owner.STAFF, held), (Owner.BOT, ~held)):
        await session.execute(
            update(Conversation)
            .where(Conversation.id == conversation_id, Conversation.owner != owner, condition)
            .values(owner=owner)
        )
