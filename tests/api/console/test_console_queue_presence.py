"""POST /console/presence: pages tell where their members are."""

from sqlalchemy import select

from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import both_databases
from tickets.staff.presence import PresenceRow

pytestmark = both_databases


async def where(database) -> set[tuple[str, str]]:
    async with database.reading() as session:
        return {(row.staff, row.doing) for row in (await session.execute(select(PresenceRow))).scalars()}


async def test_a_page_tells_what_its_member_does_and_when_they_leave(anna, boris, number, database):
    """Only with the token of the session, and only at a ticket that there is."""
    for browser, doing in ((anna, "looking"), (boris, "looking"), (boris, "writing")):
        told = await browser.post(f"/console/presence/{number}", await browser.token() | {"doing": [doing]})
        assert told.status == 204
    assert await where(database) == {(ANNA, "looking"), (BORIS, "writing")}
    assert (await anna.post(f"/console/presence/{number}", await anna.token() | {"doing": ["gone"]})).status == 204
    assert await where(database) == {(BORIS, "writing")}

    assert (await anna.post(f"/console/presence/{number}", await anna.token() | {"doing": ["x"]})).status == 422
    assert (
        await anna.post("/console/presence/П-2026-999999", await anna.token() | {"doing": ["looking"]})
    ).status == 404
    assert (await anna.post(f"/console/presence/{number}", {"form": ["x"], "doing": ["looking"]})).status == 403
    assert await where(database) == {(BORIS, "writing")}
