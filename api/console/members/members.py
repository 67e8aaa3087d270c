"""What an admin does about members: who they are, what they may do, and that somebody may no longer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse

from api.console.forms import Password, own_form
from api.console.members.colleagues import staff_page
from api.console.refusals import EXPECTED, NoSuchMember
from api.console.route import PageRoute
from api.console.session import needs
from api.console.visit import Visit, Visiting
from tickets.record.address import read_email
from tickets.staff.member import NoSuchStaff, Role, add_staff, find_staff
from tickets.staff.membership import disable, enable, set_password, set_role
from tickets.staff.password import SHORTEST, check_password, hash_password
from tickets.staff.session import end_sessions, sessions_of, sign_ins_of
from tickets.staff.totp import reset_totp
from tickets.store.database import Session

router = APIRouter(
    prefix="/console/staff", include_in_schema=False, route_class=PageRoute, dependencies=[Depends(needs(Role.ADMIN))]
)
Email = Annotated[str, Form(max_length=254)]
_form = [Depends(own_form)]


@router.get("/member")
async def member(visit: Visiting, email: Annotated[str, Query(max_length=254)]) -> Response:
    return await _page(visit, email)


@router.post("/add", dependencies=_form)
async def add(visit: Visiting, email: Email, role: Annotated[Role, Form()], password: Password) -> Response:
    """A new member, with a password that the admin hands over and they change."""
    try:
        address = read_email(_plain(email)).lower()
        check_password(password, address)
        fresh = await asyncio.to_thread(hash_password, password)
        async with visit.ctx.database.transaction() as session:
            await add_staff(session, address, fresh, role, by=visit.email)
    except EXPECTED as error:
        return await staff_page(visit, "add", error, typed=email)
    return RedirectResponse("/console/staff", 303)


@router.post("/role", dependencies=_form)
async def change_role(visit: Visiting, email: Email, role: Annotated[Role, Form()]) -> Response:
    return await _do(visit, email, lambda session: set_role(session, email, role, by=visit.email))


@router.post("/password", dependencies=_form)
async def give_password(visit: Visiting, email: Email, password: Password) -> Response:
    try:
        check_password(password, email)
    except EXPECTED as error:
        return await _page(visit, email, error)
    fresh = await asyncio.to_thread(hash_password, password)
    return await _do(visit, email, lambda session: set_password(session, email, fresh, by=visit.email))


@router.post("/disable", dependencies=_form)
async def turn_off(visit: Visiting, email: Email) -> Response:
    return await _do(visit, email, lambda session: disable(session, email, by=visit.email))


@router.post("/enable", dependencies=_form)
async def turn_on(visit: Visiting, email: Email) -> Response:
    return await _do(visit, email, lambda session: enable(session, email, by=visit.email))


@router.post("/end-sessions", dependencies=_form)
async def end_all(visit: Visiting, email: Email) -> Response:
    return await _do(visit, email, lambda session: end_sessions(session, email, by=visit.email))


@router.post("/reset-totp", dependencies=_form)
async def forget_factor(visit: Visiting, email: Email) -> Response:
    return await _do(visit, email, lambda session: reset_totp(session, email, by=visit.email))


async def _do(visit: Visit, email: str, act: Callable[[Session], Awaitable[object]]) -> Response:
    """Do it in one transaction and show the member as they are now."""
    try:
        async with visit.ctx.database.transaction() as session:
            found = (await find_staff(session, _plain(email))).email
            await act(session)
    except NoSuchStaff:
        raise NoSuchMember(email) from None
    except EXPECTED as error:
        return await _page(visit, email, error)
    address = visit.request.url_for("member").include_query_params(email=found)
    return RedirectResponse(f"{address.path}?{address.query}", 303)


async def _page(visit: Visit, email: str, error: Exception | None = None) -> Response:
    async with visit.ctx.database.reading() as session:
        try:
            found = await find_staff(session, _plain(email))
        except NoSuchStaff:
            raise NoSuchMember(email) from None
        sessions = await sessions_of(session, found.email)
        sign_ins = await sign_ins_of(session, found.email)
    return visit.page(
        "member.html",
        error=error,
        person=found,
        sessions=sessions,
        sign_ins=sign_ins,
        roles=list(Role),
        shortest=SHORTEST,
    )


def _plain(email: str) -> str:
    return email.replace("\x00", "").strip()
