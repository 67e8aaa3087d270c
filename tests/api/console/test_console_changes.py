"""What is news to an open page: what it does not show yet, and nothing else."""

from datetime import timedelta

from api.console.queue.changes import Changes
from tests.api.console.conftest import ANNA, BORIS, VERA
from tests.conftest import both_databases
from tickets.life import hold
from tickets.staff.presence import Doing, forget_presence, note_presence
from tickets.store.base import now

pytestmark = both_databases


async def test_who_comes_while_a_page_is_on_its_way_is_news(number, staff, database):
    """Whoever was there before is drawn on it; their going is news again."""
    changes, drawn = Changes(ANNA), now()
    async with database.transaction() as session:
        ticket = await hold(session, number)
        await note_presence(session, ticket.id, VERA, Doing.LOOKING, drawn - timedelta(seconds=5))
    async with database.reading() as session:
        await changes.begin(session, drawn)
        assert await changes.look(session) == set()

    async with database.transaction() as session:
        await note_presence(session, ticket.id, BORIS, Doing.WRITING, drawn + timedelta(milliseconds=1))
    late = Changes(ANNA)
    async with database.reading() as session:
        await late.begin(session, drawn)
        assert await late.look(session) == {number}
        assert await late.look(session) == set()
    async with database.transaction() as session:
        await forget_presence(session, ticket.id, VERA)
    async with database.reading() as session:
        assert await late.look(session) == {number}
