"""A ticket as its person sees it: dates, steps and answers, and of the staff no more than the name they show."""

from api.context import Context
from api.public.render import when_answered
from api.public.said import answers_out, blocks_out
from api.ticket_schemas import (
    AdditionOut,
    AttachmentOut,
    ClockOut,
    DueOut,
    IdentityOut,
    RatingOut,
    StepOut,
    TicketOut,
    TicketStateOut,
)
from tickets.queue.expecting import STAFF_TURN, expected
from tickets.queue.lists import talk_since, ticket_with_history
from tickets.queue.speakers import named_speakers
from tickets.record.attachment import attachments_for
from tickets.record.contact import is_proven
from tickets.record.conversation import Author, Conversation
from tickets.record.rating import Rating
from tickets.record.ticket import Ticket
from tickets.steps.blocking import block_of
from tickets.steps.code import code_state
from tickets.steps.rating import changeable_until, rating_of
from tickets.store.database import Session
from tickets.store.vault import Locked


async def ticket_facts(session: Session, ticket: Ticket) -> TicketOut:
    """What every response about a ticket tells."""
    due = DueOut(date=ticket.due_on, basis=ticket.basis) if ticket.due_on and ticket.basis else None
    clocks = [
        ClockOut(
            period=clock.period,
            due=clock.due_on,
            basis=clock.basis,
            extended_from=clock.first_due_on,
            met=clock.met_at is not None,
        )
        for clock in ticket.clocks
        if clock.dropped_at is None
    ]
    address = await _unproven_address(session, ticket)
    return TicketOut(
        number=ticket.number,
        kind=ticket.kind,
        request=ticket.request,
        requests=list(ticket.requests),
        status=ticket.status,
        received_at=ticket.received_at,
        document=ticket.document,
        due=due,
        clocks=clocks,
        identity=IdentityOut(
            needed=ticket.identity_needed,
            proven=ticket.identity is not None,
            how=ticket.identity,
            email=_hidden(address) if address else None,
            code=await code_state(session, ticket.conversation_id, address) if address else None,
        ),
        blocked=not ticket.begins_free and await block_of(session, ticket) is not None,
    )


async def ticket_state(ctx: Context, number: str, language: str | None = None) -> TicketStateOut:
    """Where the ticket stands now, its sentences in this language or else in that of the talk; raises NoSuchTicket."""
    async with ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        facts = await ticket_facts(session, ticket)
        talk = await talk_since(session, ticket)
        named = await named_speakers(session, ticket.conversation_id)
        files = await attachments_for(session, ticket.id)
        into = await session.get_one(Ticket, ticket.into_id) if ticket.into_id else None
        rating = await rating_of(session, ticket)
        waits = ticket.status in STAFF_TURN and ticket.erased_at is None
        awaited = await expected(session, ctx.desk.answering) if waits else None
        spoken = language or (await session.get_one(Conversation, ticket.conversation_id)).language
    of_staff = {said.id for said in talk if said.author is Author.STAFF}
    return TicketStateOut(
        **facts.model_dump(),
        text=ticket.text if ticket.erased_at is None else "",
        events=[StepOut(step=event.step, at=event.at, status=event.to_status) for event in ticket.events],
        answers=answers_out(talk, files, named),
        additions=[AdditionOut(version=each.version, text=each.text, at=each.at) for each in ticket.additions],
        attachments=[AttachmentOut.model_validate(each) for each in files if each.message_id not in of_staff],
        outcome=ticket.outcome,
        outcome_text=ticket.outcome_text,
        outcome_blocks=blocks_out(ticket.outcome_text),
        norm=ticket.norm,
        decided_at=ticket.decided_at,
        closed_at=ticket.closed_at,
        into=into.number if into else None,
        rating=_rating(rating) if rating else None,
        expected=when_answered(awaited, spoken),
    )


def _rating(rating: Rating) -> RatingOut:
    return RatingOut(
        helped=rating.helped,
        comment=rating.comment,
        at=rating.changed_at,
        changeable_until=changeable_until(rating),
    )


async def _unproven_address(session: Session, ticket: Ticket) -> str | None:
    """The address that a code would prove."""
    if not session.means.mail or not ticket.email or isinstance(ticket.email, Locked):
        return None
    return None if await is_proven(session, ticket.conversation_id, ticket.email_index) else ticket.email


def _hidden(email: str) -> str:
    """«i***@example.ru»: enough for its owner to know it, too little for anybody who was sent the link."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}***@{domain}"
