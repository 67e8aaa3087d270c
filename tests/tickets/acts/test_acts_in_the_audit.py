"""The audit log of tickets: every act of staff is in it once, and nothing of the person ever."""

import pytest
from sqlalchemy import inspect, select

from desk.holdings import HOLDINGS
from tests.tickets.conftest import ANNA, MOSCOW, state
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import ANSWER, CLOSE, ERASE, EXPORT, NOTE, RETRACT, TAKE
from tickets.audit.chain import check, link
from tickets.audit.entry import AuditEntry
from tickets.life import WrongStep
from tickets.record.ticket import USER
from tickets.staff.member import OPERATOR

SECRET = "Анна Каренина, +7 900 123-45-67"


async def do(database, act, number, actor=ANNA, key=None, **given):
    deed = Deed(number=number, actor=actor, key=key or f"k:{act.name}", given=given, holdings=HOLDINGS, zone=MOSCOW)
    async with database.transaction(alone=act is ERASE) as session:
        return await perform(session, act, deed)


async def noted(database) -> list[tuple[str, str, str | None]]:
    return [(one.act, one.actor, one.about) for one in await database.fetch(select(AuditEntry).order_by(AuditEntry.id))]


async def test_acts_of_staff_are_noted_once(any_database, number):
    """Not what was refused or came again, and not what the person or time does."""
    await do(any_database, TAKE, number)
    await do(any_database, TAKE, number)
    for _ in "12":
        await do(any_database, ANSWER, f" {number.lower()}", key="same", text=SECRET)
    with pytest.raises(WrongStep):
        await do(any_database, CLOSE, number)
    await do(any_database, RETRACT, number, USER, key="own")
    assert [("take", ANNA, number), ("answer", ANNA, number)] == await noted(any_database)


async def test_an_erasure_leaves_the_log_whole(any_database, number):
    """There is nothing of the person in it to erase: number, act, member, time."""
    await do(any_database, TAKE, number)
    await do(any_database, NOTE, number, text=SECRET)
    await do(any_database, EXPORT, number, vouched=SECRET)
    await link(any_database)
    await do(any_database, RETRACT, number, USER, key="own")
    await do(any_database, ERASE, number, OPERATOR)
    await link(any_database)
    assert (await state(any_database, number)).erased_at is not None
    acts = [("take", ANNA), ("note", ANNA), ("export", ANNA), ("erase", OPERATOR)]
    assert [(*act, number) for act in acts] == await noted(any_database)
    async with any_database.reading() as session:
        assert 4 == (await check(session)).place
    told = {"id", "at", "act", "actor", "about", "place", "digest"}
    assert told == {column.key for column in inspect(AuditEntry).columns}
