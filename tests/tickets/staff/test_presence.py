"""Presence: who is at a ticket is known for half a minute, and then nobody remembers."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.tickets.conftest import ANNA, BORIS, state
from tickets.staff.member import add_staff
from tickets.staff.presence import FRESH, Doing, PresenceRow, Present, forget_presence, note_presence, present
from tickets.store.base import now


async def test_colleagues_are_seen_until_they_are_gone(any_database, number) -> None:
    """Who writes comes first, oneself is left out, and rows of those who have gone are deleted."""
    ticket, at = (await state(any_database, number)).id, now()
    async with any_database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email)
        await note_presence(session, ticket, ANNA, Doing.LOOKING, at - timedelta(seconds=20))
        await note_presence(session, ticket, BORIS, Doing.LOOKING, at)
        await note_presence(session, ticket, BORIS, Doing.WRITING, at)

    async with any_database.reading() as session:
        both = [Present(BORIS, Doing.WRITING), Present(ANNA, Doing.LOOKING)]
        assert {ticket: both} == await present(session, [ticket, 99], at)
        assert {ticket: both[1:]} == await present(session, [ticket], at, apart_from=BORIS)
        assert {ticket: both[:1]} == await present(session, [ticket], at + timedelta(seconds=11))
        assert {} == await present(session, [ticket], at + FRESH)

    async with any_database.transaction() as session:
        await note_presence(session, ticket, BORIS, Doing.LOOKING, at + timedelta(seconds=15))
        assert 1 == await session.scalar(select(func.count()).select_from(PresenceRow))
        await forget_presence(session, ticket, BORIS)
        assert {} == await present(session, [ticket], at)
