"""Colleagues: who is away, and going away oneself."""

from datetime import timedelta

import pytest

from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import MOSCOW
from tickets.staff.member import find_staff, is_absent
from tickets.store.base import now


def in_days(days: int) -> str:
    return (now().astimezone(MOSCOW).date() + timedelta(days=days)).isoformat()


async def test_who_goes_away_is_given_nothing_until_they_are_back(anna, boris, opens, database):
    """Everybody sees it; the page says on every page, and one button ends it."""
    await opens(by=ANNA)
    page = await anna.open("/console/staff")
    assert "обращения в работе (1)" in page.text
    page = await anna.send(page, "away", until=in_days(3))
    assert page.path == "/console/staff"
    assert "Вас нет до" in (await anna.open()).text
    assert f"{ANNA} нет до" in (await boris.open("/console/staff")).text
    async with database.reading() as session:
        member = await find_staff(session, ANNA)
        assert is_absent(member, now())
        assert member.away_until.astimezone(MOSCOW).isoformat()[:16] == f"{in_days(3)}T00:00"
    back = await anna.open()
    await anna.post("/console/away", back.filled("away"))
    assert "Вас нет до" not in (await anna.open()).text
    async with database.reading() as session:
        assert not is_absent(await find_staff(session, ANNA), now())


@pytest.mark.parametrize("until", [in_days(0), in_days(-1), in_days(400), "завтра", "9999-99-99", "\x00", " "])
async def test_nobody_leaves_for_the_past_or_for_ever(anna, until, database):
    """A slip in the date is told."""
    refused = await anna.send(await anna.open("/console/staff"), "away", until=until)
    assert (refused.status, refused.fault) == (
        422,
        "Укажите день возвращения: от завтрашнего до того же дня через год.",
    )
    async with database.reading() as session:
        assert (await find_staff(session, ANNA)).away_until is None


async def test_nobody_sends_another_away(anna, database):
    """A form speaks for who sends it."""
    form = await anna.token() | {"until": [in_days(2)], "email": [BORIS]}
    await anna.post("/console/away", form)
    async with database.reading() as session:
        assert (await find_staff(session, BORIS)).away_until is None
