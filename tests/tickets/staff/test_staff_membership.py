"""Members: what each may do, and that somebody can always say who they are."""

import asyncio
from datetime import timedelta

import pytest

from tickets.acts.by_time import return_idle
from tickets.life import hold
from tickets.record.ticket import Status
from tickets.staff.member import (
    AbsentAssignee,
    NoSuchStaff,
    Role,
    WrongCode,
    active_staff,
    add_staff,
    begin_link,
    find_staff,
    link,
    linked_staff,
)
from tickets.staff.membership import LastAdmin, disable, enable, set_password, set_role
from tickets.staff.session import begin_session, find_session, sessions_of
from tickets.steps.by_staff import assign, take
from tickets.store.base import now
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"


@pytest.fixture
async def two(any_database: Database) -> Database:
    """Anna was the first member, Boris came later."""
    async with any_database.transaction() as session:
        await add_staff(session, ANNA, "hash", Role.AGENT)
        await add_staff(session, BORIS, "hash")
    return any_database


async def role_of(database: Database, email: str) -> Role:
    async with database.reading() as session:
        return (await find_staff(session, email)).role


def test_each_role_may_do_what_the_ones_before_it_may() -> None:
    assert [[True, False, False], [True, True, False], [True, True, True]] == [
        [one.covers(other) for other in Role] for one in Role
    ]


async def test_the_first_member_is_an_admin(two) -> None:
    """Whatever is said; later ones are what is said."""
    assert (Role.ADMIN, Role.AGENT) == (await role_of(two, ANNA), await role_of(two, BORIS))


async def test_there_is_always_an_admin(two) -> None:
    """The last one is neither demoted nor disabled; a disabled one does not count."""
    async with two.transaction() as session:
        for leaving in (set_role(session, ANNA, Role.LEAD), disable(session, ANNA)):
            with pytest.raises(LastAdmin):
                await leaving
        await set_role(session, ANNA, Role.ADMIN)
        await set_role(session, BORIS, Role.ADMIN)
        await disable(session, BORIS)
        with pytest.raises(LastAdmin):
            await set_role(session, ANNA, Role.AGENT)
        await enable(session, BORIS)
        await set_role(session, ANNA, Role.AGENT)
        with pytest.raises(NoSuchStaff):
            await set_role(session, "nobody@example.ru", Role.LEAD)
    assert (Role.AGENT, Role.ADMIN) == (await role_of(two, ANNA), await role_of(two, BORIS))


async def test_of_two_admins_who_demote_each_other_one_stays(two) -> None:
    async with two.transaction() as session:
        await set_role(session, BORIS, Role.ADMIN)

    async def demote(email: str) -> None:
        async with two.transaction() as session:
            await set_role(session, email, Role.AGENT)

    told = await asyncio.gather(demote(ANNA), demote(BORIS), return_exceptions=True)
    assert [LastAdmin] == [type(one) for one in told if one is not None]
    assert {Role.ADMIN, Role.AGENT} == {await role_of(two, ANNA), await role_of(two, BORIS)}


async def test_who_is_disabled_gives_back_their_tickets_and_gets_none(two, number) -> None:
    """Also one that waits for the person; and is nobody in the messenger any more."""
    async with two.transaction() as session:
        await take(session, number, BORIS)
        code = await begin_link(session, BORIS)
        await link(session, code, 77)
        pending = await begin_link(session, BORIS)
        await disable(session, BORIS)
    async with two.transaction() as session:
        assert await linked_staff(session, 77) is None
        assert [ANNA] == [member.email for member in await active_staff(session)]
        with pytest.raises(WrongCode):
            await link(session, pending, 78)
    assert [number] == await return_idle(two, timedelta(hours=48))
    async with two.transaction() as session:
        assert Status.NEW == (await hold(session, number)).status
        with pytest.raises(AbsentAssignee):
            await assign(session, number, ANNA, BORIS)
        await enable(session, BORIS)
        assert BORIS == (await assign(session, number, ANNA, BORIS)).assignee


async def test_a_new_password_or_an_end_of_access_ends_every_session(two) -> None:
    """Also one that waits for its code; a colleague's goes on."""
    async with two.transaction() as session:
        hers = await begin_session(session, ANNA, "", "")
        for change in (set_password(session, BORIS, "other"), disable(session, BORIS)):
            secrets = [await begin_session(session, BORIS, "", "", half=half) for half in (False, True)]
            await change
            assert [None, None] == [
                await find_session(session, secret, half=half)
                for secret, half in zip(secrets, (False, True), strict=True)
            ]
            await enable(session, BORIS)
        assert await find_session(session, hers) is not None
        assert 1 == len(await sessions_of(session, ANNA, now()))
