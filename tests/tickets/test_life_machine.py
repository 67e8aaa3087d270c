"""Any order of steps, on both databases: the ticket is always where a plain model says it is."""

import asyncio
import os
import shutil
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.conftest import VAULT
from tests.postgres import Postgres
from tests.tickets.conftest import ANNA, BORIS, MOSCOW, blocks_of, opening, request
from tests.tickets.model import HELD, OPEN, Modelled
from tickets.acts.by_time import return_idle
from tickets.life import TakenByAnother, WrongStep, hold
from tickets.queue.lists import ticket_with_history
from tickets.record.contact import Contact
from tickets.record.conversation import Conversation, Owner, begin_conversation
from tickets.record.ticket import AT_LEISURE, AT_ONCE, Request, TicketKind
from tickets.staff.member import add_staff
from tickets.steps.blocking import AlreadyBlocked, block
from tickets.steps.by_staff import answer, ask, assign, give_back, take
from tickets.steps.deciding import Kept, asks_to_erase, close, refuse, reopen, resolve
from tickets.steps.joining import IdentityFirst, OtherPerson, merge
from tickets.steps.opening import open_ticket
from tickets.steps.own_steps import add, reply, retract
from tickets.steps.proving import prove_address, vouch
from tickets.store.base import now
from tickets.store.database import Database

STAFF = st.sampled_from([ANNA, BORIS])
PEOPLE = st.integers(0, 1)
ERRORS = {
    WrongStep: "wrong step",
    TakenByAnother: "taken by another",
    AlreadyBlocked: "already blocked",
    OtherPerson: "other person",
    IdentityFirst: "identity first",
}
EXAMPLES = int(os.environ.get("PUNKT_TEST_EXAMPLES", "20"))


async def settle(session: Any, number: str, actor: str, text: str) -> object:
    """Resolve; whoever asks to erase reads why the data stay."""
    data = Kept("договор") if asks_to_erase(await hold(session, number)) else None
    return await resolve(session, number, actor, text, data=data)


class Life(RuleBasedStateMachine):
    """Opens tickets of two people and takes any step at any time."""

    opened = Bundle("opened")
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.stack = AsyncExitStack()
        self.database: Database = self._run(self.stack.enter_async_context(self.make_database()))
        self.tickets: dict[str, Modelled] = {}
        self.proven: set[int] = set()  #: people whose address is proven
        self.people = [self._run(self._person()) for _ in range(2)]
        self._run(self._staff())

    def teardown(self) -> None:
        self._run(self.stack.aclose())

    def make_database(self) -> AbstractAsyncContextManager[Database]:
        raise NotImplementedError

    @rule(target=opened, person=PEOPLE, what=st.sampled_from(["claim", "human", Request.ERASE, Request.STOP]))
    def open(self, person: int, what: Any) -> str:
        contact = Contact(email="anna@example.org")
        conversation, origin = self.people[person], f"web:{len(self.tickets)}"
        if isinstance(what, Request):
            wish = request(conversation, what, origin=origin, contact=contact)
        else:
            wish = opening(conversation, kind=TicketKind(what), origin=origin, contact=contact)

        async def act(session):
            return await open_ticket(session, wish, MOSCOW)

        ticket = self._run(self._transaction(act))
        model = Modelled(person, needs_proof=what is Request.ERASE, legal=what != "human")
        model.proven = ticket.identity is not None
        self.tickets[ticket.number] = model
        return ticket.number

    @rule(number=opened, actor=STAFF)
    def take(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.take(actor), take, actor)

    @rule(number=opened, actor=STAFF, assignee=STAFF)
    def assign(self, number: str, actor: str, assignee: str) -> None:
        self._both(number, lambda m: m.assign(assignee), assign, actor, assignee)

    @rule(number=opened, actor=STAFF)
    def give_back(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.give_back(actor), give_back, actor)

    @rule(number=opened, actor=STAFF)
    def answer(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.staff_step("answer", actor, HELD, None), answer, actor, "ответ")

    @rule(number=opened, actor=STAFF)
    def ask(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.staff_step("ask", actor, {"taken"}, "waiting"), ask, actor, "вопрос")

    @rule(number=opened, actor=STAFF)
    def vouch(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.vouch(actor), vouch, actor, "по договору")

    @rule(number=opened)
    def reply(self, number: str) -> None:
        self._both(number, lambda m: m.reply() or "done", reply)

    @rule(number=opened)
    def add(self, number: str) -> None:
        self._both(number, lambda m: m.add(), add, "ещё", uuid.uuid4().hex)

    @rule(number=opened, actor=STAFF)
    def resolve(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.decide("resolve", actor, "resolved"), settle, actor, "сделано")

    @rule(number=opened, actor=STAFF)
    def refuse(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.decide("refuse", actor, "refused"), refuse, actor, "нельзя", "ст. 14")

    @rule(number=opened)
    def close(self, number: str) -> None:
        self._both(number, lambda m: m.close(), close, "user")

    @rule(number=opened)
    def reopen(self, number: str) -> None:
        self._both(number, self._reopened, reopen, "user", "не сделано", MOSCOW)

    @rule(number=opened)
    def retract(self, number: str) -> None:
        self._both(number, lambda m: m.retract(), retract)

    @rule(number=opened, actor=STAFF)
    def block(self, number: str, actor: str) -> None:
        self._both(number, lambda m: m.block(), block, actor, "утечка")

    @rule(number=opened, other=opened, actor=STAFF)
    def merge(self, number: str, other: str, actor: str) -> None:
        self._both(number, lambda m: m.merge(self.tickets[other], actor), merge, actor, other, MOSCOW)

    @rule(person=PEOPLE)
    def prove(self, person: int) -> None:
        async def act(session):
            await prove_address(session, self.people[person], "anna@example.org")

        self._run(self._transaction(act))
        if person not in self.proven:
            self.proven.add(person)
            for model in self.tickets.values():
                if model.conversation == person:
                    model.prove()

    @rule()
    def two_days_pass(self) -> None:
        self._run(return_idle(self.database, timedelta(hours=48), now() + timedelta(hours=49)))
        for model in self.tickets.values():
            if model.status in HELD - {"waiting"}:
                model.give_back(model.assignee or "", "lapse")

    def _reopened(self, model: Modelled) -> str:
        said = model.reopen()
        if said == "done" and model.conversation in self.proven:
            model.prove()
        return said

    @invariant()
    def every_ticket_is_where_the_model_says(self) -> None:
        for number, model in self.tickets.items():
            stored, blocked = self._run(self._state(number))
            assert (model.status, model.assignee) == (stored.status, stored.assignee), number
            assert model.proven == (stored.identity is not None)
            assert model.steps == [event.step for event in stored.events]
            assert model.additions == len(stored.additions)
            assert model.blocked == blocked
            states = [(event.from_status, event.to_status) for event in stored.events]
            assert all(before[1] == after[0] for before, after in pairwise(states))
            ends = [clock.ends_at for clock in stored.clocks if clock.running]
            assert min(ends, default=AT_LEISURE if stored.due_on else AT_ONCE) == stored.pressing_at, "its place"
            assert bool(ends) == (model.legal and model.status in OPEN), (
                "a clock runs as long as something is to be done"
            )

    @invariant()
    def staff_own_what_they_hold(self) -> None:
        for person, conversation in enumerate(self.people):
            held = any(m.status in HELD for m in self.tickets.values() if m.conversation == person)
            assert (Owner.STAFF if held else Owner.BOT) is self._run(self._owner(conversation))

    def _both(self, number: str, model: Callable[[Modelled], str], step: Callable[..., Any], *words: Any) -> None:
        said = "done"
        try:
            self._run(self._transaction(lambda session: step(session, number, *words)))
        except tuple(ERRORS) as error:
            said = ERRORS[type(error)]
        assert model(self.tickets[number]) == said

    def _run(self, work: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(work)

    async def _transaction(self, act: Callable[..., Awaitable[Any]]) -> Any:
        async with self.database.transaction() as session:
            return await act(session)

    async def _state(self, number: str) -> tuple[Any, bool]:
        async with self.database.reading() as session:
            ticket = await ticket_with_history(session, number)
            return ticket, any(found.lifted_at is None for found in await blocks_of(session, ticket))

    async def _owner(self, conversation: str) -> Owner:
        async with self.database.reading() as session:
            return (
                await session.execute(select(Conversation.owner).where(Conversation.id == conversation))
            ).scalar_one()

    async def _person(self) -> str:
        async with self.database.transaction() as session:
            return (await begin_conversation(session, "web")).id

    async def _staff(self) -> None:
        async with self.database.transaction() as session:
            await add_staff(session, ANNA)
            await add_staff(session, BORIS)


WALK = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.fixture
async def loop() -> asyncio.AbstractEventLoop:
    """That of all tests, between whose turns the machine runs its own."""
    return asyncio.get_running_loop()


def test_on_sqlite_no_order_of_steps_leaves_the_life(
    loop: asyncio.AbstractEventLoop, empty_sqlite: Path, tmp_path: Path
) -> None:
    """Whatever people and staff do, and however often they try what is not allowed."""
    file = tmp_path / "punkt.db"
    database = Database(f"sqlite:///{file}", VAULT)

    class OnSqlite(Life):
        @asynccontextmanager
        async def make_database(self):
            shutil.copy(empty_sqlite, file)
            yield database
            await database.close()

    OnSqlite.loop = loop

    run_state_machine_as_test(OnSqlite, settings=WALK)


def test_on_postgresql_no_order_of_steps_leaves_the_life(loop: asyncio.AbstractEventLoop, postgres: Postgres) -> None:
    """The same on the other server."""

    class OnPostgres(Life):
        def make_database(self):
            return postgres.emptied()

    OnPostgres.loop = loop
    run_state_machine_as_test(OnPostgres, settings=WALK)
