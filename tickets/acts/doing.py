"""Doing: how the acts that have more than one way to be done take their step."""

from tickets import life
from tickets.acts.act import Deed
from tickets.erasure.destruction import Erasure, Reason
from tickets.erasure.erasure import erase as erase_person
from tickets.erasure.erasure import resolve_with_erasure
from tickets.record.conversation import StoredMessage
from tickets.record.rating import Rating
from tickets.record.ticket import JOINED, USER, Identity, Ticket
from tickets.steps import by_staff, deciding, own_steps, proving, rating
from tickets.steps.pending import SAYING, Says, pend, send_waiting
from tickets.store.database import Session

YES, NO = "yes", "no"  #: what a rating says of whether the person was helped


async def speak(session: Session, deed: Deed, says: Says) -> Ticket:
    """At once or after a while; whoever takes the ticket over for it lets the colleague's words leave first."""
    if not deed.later:
        return await SAYING[says](session, deed.number, deed.actor, deed.said("text"), deed.original)
    ticket = await life.hold(session, deed.number)
    if deed.takes_over and ticket.assignee != deed.actor and life.may(ticket, life.ASSIGN, deed.actor):
        await send_waiting(session, deed.number)
        await by_staff.assign(session, deed.number, deed.actor, deed.actor)
    await pend(session, deed.number, deed.actor, says, deed.said("text"), deed.at, files=deed.files, kept=deed.kept)
    return ticket


async def correct(session: Session, deed: Deed) -> Ticket:
    assert deed.original is not None, "only where it stands can a message be changed"
    before = await session.get_one(StoredMessage, deed.said("message"))
    return await by_staff.correct(session, deed.number, deed.actor, before, deed.said("text"), deed.original)


async def resolve(session: Session, deed: Deed) -> Ticket | Erasure:
    number, actor, text = deed.number, deed.actor, deed.said("text")
    if deed.erases:
        zone, force = deed.local(), deed.maybe("force") is not None
        return await resolve_with_erasure(
            session, number, actor, text, deed.holdings, reason=_reason(deed), zone=zone, force=force
        )
    data = deciding.Kept(deed.maybe("kept") or "") if deed.maybe("data") else None
    return await deciding.resolve(session, number, actor, text, deed.at, original=deed.original, data=data)


async def erase(session: Session, deed: Deed) -> Erasure:
    zone, force = deed.local(), deed.maybe("force") is not None
    return await erase_person(
        session, deed.number, deed.actor, _reason(deed), deed.holdings, deed.at, zone=zone, force=force
    )


def _reason(deed: Deed) -> Reason | None:
    given = deed.maybe("reason")
    return Reason(given) if given else None


async def reopen(session: Session, deed: Deed) -> Ticket:
    if deed.actor == USER:
        return await own_steps.reopen_own(session, deed.number, deed.said("reason"), deed.local(), deed.at)
    return await deciding.reopen(session, deed.number, deed.actor, deed.said("reason"), deed.local(), deed.at)


async def withdraw_consent(session: Session, deed: Deed) -> Ticket:
    ticket = await life.hold(session, deed.number)
    while ticket.status in JOINED:  # its clock will run where the ticket goes on
        ticket = await life.hold(session, (await session.get_one(Ticket, ticket.into_id)).number)
        await send_waiting(session, ticket.number)
    return await own_steps.withdraw_consent(session, deed.number, deed.local(), deed.at)


async def rate_it(session: Session, deed: Deed) -> Rating:
    helped = deed.said("helped") == YES
    return await rating.rate(session, deed.number, helped=helped, comment=deed.maybe("comment"), at=deed.at)


async def prove(session: Session, deed: Deed) -> Ticket:
    ticket = await life.hold(session, deed.number)
    await proving.prove(session, ticket, Identity(deed.said("how")), deed.at, account=deed.maybe("account"))
    return ticket
