"""The second factor: a member connects an authenticator app, gets recovery codes, and can take it off again."""

import io
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from api.console.forms import Password, own_form, own_form_before_factor
from api.console.members.account import REFUSED, account_page, ask_password
from api.console.members.attempts import counted_as
from api.console.refusals import FactorNeeded
from api.console.route import PageRoute
from api.console.session import factor_missing
from api.console.visit import Visit, Visiting, VisitingBeforeFactor
from api.http.limits import client_address
from tickets.staff.totp import (
    TotpOff,
    TotpOn,
    app_address,
    confirm_totp,
    offer_totp,
    offered_secret,
    renew_codes,
    reset_totp,
)
from tickets.store.database import Session

GROUP = 4  #: letters of the secret that stand together, to be typed

router = APIRouter(prefix="/console/account/totp", include_in_schema=False, route_class=PageRoute)
Code = Annotated[str, Form(max_length=100)]


@router.get("")
async def connect(visit: VisitingBeforeFactor) -> Response:
    """The picture and the secret once they are asked for; before that, why."""
    if visit.member.totp_since is not None:
        return RedirectResponse("/console/account", 303)
    return await _page(visit)


@router.get("/picture.svg")
async def picture(visit: VisitingBeforeFactor) -> Response:
    """The secret for the camera of a telephone; raises TotpOff when none is offered."""
    secret = await _secret(visit)
    if secret is None:
        raise TotpOff
    drawn = io.BytesIO()
    address = app_address(secret, visit.email, visit.ctx.settings.system_name)
    segno.make(address, error="l").save(drawn, kind="svg", scale=5, border=2, light="#fff", xmldecl=False)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@router.post("/begin", dependencies=[Depends(own_form_before_factor)])
async def begin(visit: VisitingBeforeFactor, password: Password = "") -> Response:
    """Offer a secret. Who has just signed in to do nothing else has just given the password."""
    try:
        if not factor_missing(visit.ctx, visit.member):
            await ask_password(visit, password)
    except REFUSED as error:
        return await account_page(visit, "totp", error)
    async with visit.ctx.database.transaction() as session:
        await offer_totp(session, visit.email)
    return RedirectResponse("/console/account/totp", 303)


@router.post("/confirm", dependencies=[Depends(own_form_before_factor)])
async def confirm(visit: VisitingBeforeFactor, code: Code = "") -> Response:
    """The app is connected: the recovery codes, once."""
    try:
        return await _with_codes(visit, code, confirm_totp)
    except TotpOn:
        return RedirectResponse("/console/account", 303)
    except REFUSED as error:
        return await _page(visit, error)


@router.post("/codes", dependencies=[Depends(own_form)])
async def codes_anew(visit: Visiting, code: Code = "") -> Response:
    """Ten new recovery codes; the former open nothing any more."""
    try:
        return await _with_codes(visit, code, renew_codes)
    except REFUSED as error:
        return await account_page(visit, "totp", error)


@router.post("/off", dependencies=[Depends(own_form)])
async def take_off(visit: Visiting, password: Password = "") -> Response:
    """No code any more; other sessions end. Not where everybody must have one."""
    try:
        if visit.ctx.settings.console_totp == "required":
            raise FactorNeeded
        await ask_password(visit, password)
    except REFUSED as error:
        return await account_page(visit, "totp", error)
    async with visit.ctx.database.transaction() as session:
        await reset_totp(session, visit.email, apart_from=visit.session, by=visit.email)
    return RedirectResponse("/console/account?done=totp-off", 303)


async def _with_codes(
    visit: Visit, code: str, make: Callable[[Session, str, str], Awaitable[Sequence[str]]]
) -> Response:
    """New recovery codes for a code of the app; raises TooManyRequests and what `make` raises."""
    client = client_address(visit.request)
    async with visit.ctx.database.reading() as session:
        who = await counted_as(session, visit.email, client)
    await visit.ctx.attempts.code(client, who)
    async with visit.ctx.database.transaction() as session:
        codes = await make(session, visit.email, code)
    await visit.ctx.attempts.code_passed(who)
    return visit.page("recovery.html", codes=codes)


async def _page(visit: Visit, error: Exception | None = None) -> Response:
    secret = await _secret(visit)
    groups = [secret[n : n + GROUP] for n in range(0, len(secret), GROUP)] if secret else []
    return visit.page("totp.html", error=error, groups=groups, forced=factor_missing(visit.ctx, visit.member))


async def _secret(visit: Visit) -> str | None:
    async with visit.ctx.database.reading() as session:
        return await offered_secret(session, visit.email)
