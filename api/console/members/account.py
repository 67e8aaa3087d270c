"""«Профиль»: a member's own password, second factor and sessions."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from api.console.forms import Password, own_form
from api.console.refusals import EXPECTED, PasswordsDiffer, PasswordWrong
from api.console.route import PageRoute
from api.console.session import sign_in
from api.console.visit import Visit, Visiting
from api.http.limits import TooManyRequests, client_address
from tickets.post.told import SIGNED
from tickets.queue.morning import wants_morning
from tickets.staff.face import LONGEST as LONGEST_NAME
from tickets.staff.face import show_as
from tickets.staff.membership import set_password
from tickets.staff.password import SHORTEST, check_password, hash_password, password_fits
from tickets.staff.session import Came, end_session, end_sessions, sessions_of, sign_ins_of
from tickets.staff.subscription import subscriptions_of
from tickets.staff.totp import codes_left
from tickets.terms.periods import periods

router = APIRouter(prefix="/console/account", include_in_schema=False, route_class=PageRoute)
REFUSED: tuple[type[Exception], ...] = (*EXPECTED, TooManyRequests)  #: what is told on the page itself
Done = Literal["password", "name", "ended", "totp-off", "push-off", "morning"]  #: what was just done


@router.get("")
async def account(visit: Visiting, done: Done | None = None) -> Response:
    return await account_page(visit, done=done)


@router.post("/password", dependencies=[Depends(own_form)])
async def change_password(visit: Visiting, old: Password, new: Password, again: Password) -> Response:
    """A new password in the place of the old; every session ends, and this browser gets a new one."""
    try:
        await ask_password(visit, old)
        if new != again:
            raise PasswordsDiffer
        check_password(new, visit.email)
    except REFUSED as error:
        return await account_page(visit, "password", error)
    fresh = await asyncio.to_thread(hash_password, new)
    async with visit.ctx.database.transaction() as session:
        # This browser's goes on as the new one.
        await set_password(session, visit.email, fresh, apart_from=visit.session, by=visit.email)
    response = RedirectResponse("/console/account?done=password", 303)
    await sign_in(visit.request, response, visit.ctx, visit.email, Came.PASSWORD_CHANGED)
    return response


@router.post("/name", dependencies=[Depends(own_form)])
async def change_name(visit: Visiting, name: Annotated[str, Form(max_length=200)] = "") -> Response:
    """By which name people read who has answered; an empty one is none."""
    try:
        async with visit.ctx.database.transaction() as session:
            await show_as(session, visit.email, name, by=visit.email)
    except REFUSED as error:
        return await account_page(visit, "name", error, typed=name)
    return RedirectResponse("/console/account?done=name", 303)


@router.post("/sessions", dependencies=[Depends(own_form)])
async def end_own(visit: Visiting, which: Annotated[str, Form(max_length=64)]) -> Response:
    """End one session of one's own, or with "others" all but this."""
    async with visit.ctx.database.transaction() as session:
        if which == "others":
            await end_sessions(session, visit.email, apart_from=visit.session, by=visit.email)
        else:
            await end_session(session, visit.email, which)
    return RedirectResponse("/console/account?done=ended", 303)


async def ask_password(visit: Visit, password: str) -> None:
    """Whoever sits at an open browser is not yet its owner; raises PasswordWrong and TooManyRequests."""
    await visit.ctx.attempts.own_password(client_address(visit.request), visit.email)
    if not await asyncio.to_thread(password_fits, password, visit.member.password_hash):
        raise PasswordWrong
    await visit.ctx.attempts.own_password_passed(visit.email)


async def account_page(
    visit: Visit, part: str = "", error: Exception | None = None, done: Done | None = None, typed: str | None = None
) -> Response:
    """The page, with why the form in this part of it was refused."""
    async with visit.ctx.database.reading() as session:
        sessions = await sessions_of(session, visit.email)
        left = await codes_left(session, visit.email)
        sign_ins = await sign_ins_of(session, visit.email)
        browsers = await subscriptions_of(session, visit.email)
    return visit.page(
        "account.html",
        error=error,
        part=part,
        sessions=sessions,
        sign_ins=sign_ins,
        this=visit.session,
        left=left,
        totp_since=visit.member.totp_since,
        totp_required=visit.ctx.settings.console_totp == "required",
        shortest=SHORTEST,
        done=done,
        browsers=browsers,
        letters=visit.ctx.database.means.mail and visit.ctx.settings.digest == "on",
        morning=wants_morning(visit.member),
        periods=len(periods()),
        unsigned=[period for period in periods().values() if not period.confirmed_by],
        shown_name=(visit.member.display_name or "") if typed is None else typed,
        longest_name=LONGEST_NAME,
        signed=SIGNED.ru.format(by=visit.member.display_name) if visit.member.display_name else "",
    )
