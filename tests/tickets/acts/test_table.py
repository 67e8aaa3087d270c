"""The table of acts: whole, and what it says of an act is what the act does."""

from collections.abc import Awaitable, Callable, Mapping

import pytest
from sqlalchemy import select

from desk.holdings import HOLDINGS
from tests.tickets.conftest import ANNA, BORIS, MOSCOW, do, opened, opening, request, state
from tickets import life
from tickets.acts.act import Act, Deed, Side
from tickets.acts.performing import perform
from tickets.acts.table import ACTS, acts_of
from tickets.post.copy import Original
from tickets.post.outbox import STAFF, OutboxRow
from tickets.record.conversation import Author, store_message
from tickets.record.ticket import SYSTEM, USER, Identity, Request
from tickets.staff.member import add_staff
from tickets.steps.blocking import block
from tickets.steps.by_staff import ask, take
from tickets.steps.deciding import resolve
from tickets.steps.extending import extend
from tickets.steps.muting import mute
from tickets.steps.pending import Says, pend
from tickets.store.base import now, random_id
from tickets.store.database import Database
from tickets.terms.calendar import day_end

ACTOR = {Side.STAFF: ANNA, Side.PERSON: USER, Side.TIME: SYSTEM}
GIVEN: Mapping[str, object] = {
    "text": "Смотрим", "how": "по договору", "asked": ["access"], "period": "access", "reason": "Ищем", "done": "Дали",
    "norm": "ч. 8 ст. 14", "outcome": "Верны", "assignee": BORIS, "origin": "web:более", "helped": "yes",
}  # fmt: skip


def test_every_arrow_of_the_drawing_is_in_an_act() -> None:
    """Nothing can be done to a ticket beside the table."""
    assert set(life.STEPS) == {arrow for act in ACTS for arrow in act.arrows}
    names = [act.name for act in ACTS]
    assert len(names) == len(set(names))


def test_who_may_take_a_step_is_who_may_do_the_act() -> None:
    """The life graph and the table do not contradict each other."""
    sides = {
        life.By.PERSON: {Side.PERSON},
        life.By.ASSIGNEE: {Side.STAFF},
        life.By.STAFF: {Side.STAFF},
        life.By.TIME: {Side.TIME},
        life.By.ANYBODY: set(Side),
    }
    assert [] == [
        (act.name, arrow.name)
        for act in ACTS
        for arrow in act.arrows
        if not act.by & sides[arrow.by] or (len(act.arrows) == 1 and not act.by <= sides[arrow.by])
    ]


@pytest.fixture
async def any_database(database: Database) -> Database:
    """What the steps do on both is told where they are tested."""
    return database


async def deed_for(database: Database, act: Act[object], side: Side, conversation: str) -> Deed:
    """A ticket on which this side can do it now, and the deed."""
    wish = request(conversation, Request.ACCESS, identity=Identity.SITE)
    number = await opened(database, opening(conversation) if act.name in {"vouch", "prove"} else wish)
    given = {field.name: GIVEN[field.name] for field in act.fields if field.name in GIVEN and not field.optional}
    prepare: Mapping[str, Callable[[], Awaitable[object]]] = {
        "close": lambda: do(database, resolve, number, ANNA, "Дали"),
        "reopen": lambda: do(database, resolve, number, ANNA, "Дали"),
        "rate": lambda: do(database, resolve, number, ANNA, "Дали"),
        "unblock": lambda: do(database, block, number, ANNA, "Неверны"),
        "unmute": lambda: do(database, mute, number, ANNA),
        "reply": lambda: do(database, ask, number, ANNA, "Что именно?"),
        "unextend": lambda: do(database, extend, number, ANNA, "access", "Ищем", MOSCOW),
        "erase": lambda: do(database, resolve, number, ANNA, "Дали"),
    }
    at = None
    if act.name in {"vouch", "prove"}:
        async with database.transaction() as session:
            ticket = await life.hold(session, number)
            ticket.identity_needed = True
    if act.name != "take":
        await do(database, take, number, ANNA)
    if act.name in prepare:
        await prepare[act.name]()
    if act.name == "unextend":
        at = day_end((await state(database, number)).clocks[0].first_due_on or now().date(), MOSCOW)
    if act.name in {"duplicate", "merge"}:
        given["into"] = number
        number = await opened(database, request(conversation, Request.ACCESS, origin="web:2", identity=Identity.SITE))
        await do(database, take, number, ANNA)
    if act.name == "prove":
        given["how"] = Identity.EMAIL
    original = None
    if act.name == "correct":
        async with database.transaction() as session:
            given["message"] = (await store_message(session, conversation, Author.STAFF, "Смотрю")).id
        original = Original("-100", ("5",))
    key = random_id() if side is Side.STAFF else None
    return Deed(
        number=number, actor=ACTOR[side], key=key, given=given, original=original, holdings=HOLDINGS, zone=MOSCOW, at=at
    )  # fmt: skip


@pytest.mark.parametrize(
    ("act", "side"), [pytest.param(act, side, id=f"{act.name}-{side}") for side in Side for act in acts_of(side)]
)
async def test_an_act_tells_whom_the_table_says(database: Database, conversation: str, act, side) -> None:
    """And of what waited before it the person reads first, unless it goes apart."""
    async with database.transaction() as session:
        await add_staff(session, ANNA)
        await add_staff(session, BORIS)
    deed = await deed_for(database, act, side, conversation)
    ticket = await state(database, deed.number)
    waits = ticket.status in life.HELD and ticket.assignee == ANNA
    if waits:
        await do(database, pend, deed.number, ANNA, Says.ANSWER, "Сказано раньше")
    async with database.reading() as session:
        before = set((await session.execute(select(OutboxRow.id))).scalars())

    async with database.transaction(alone=act.name == "erase") as session:
        await perform(session, act, deed)

    async with database.reading() as session:
        rows = (await session.execute(select(OutboxRow).order_by(OutboxRow.id))).scalars().all()
    told = [row.topic for row in rows if row.id not in before and row.channel == "web"]
    left = ["staff_answered"] if waits and not act.apart else []
    assert left == told[: len(left)]
    assert set(told[len(left) :]) <= {news.stored_as for news in act.to_person}
    inside = {row.topic for row in rows if row.id not in before and row.channel == STAFF}
    assert inside <= {topic.stored_as for topic in act.to_staff}
    assert not act.to_staff or inside or act.name in {"resolve", "erase"}
    assert not act.to_person or told[len(left) :] or act.name in {"take", "assign"}
