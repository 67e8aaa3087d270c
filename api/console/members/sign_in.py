"""Signing in and out: the password, the code where there is a second factor, the way out."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console import console_words
from api.console.forms import Password, form_token, own_form_before_factor, own_origin, own_token
from api.console.members.attempts import counted_as
from api.console.route import PageRoute
from api.console.session import HalfSignedIn, refused, sign_in, sign_out
from api.context import Context, Ctx
from api.http.limits import TooManyRequests, client_address
from tickets.staff.member import StaffMember
from tickets.staff.password import password_fits
from tickets.staff.session import Came
from tickets.staff.totp import pass_code

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/sign-in")
async def sign_in_page(request: Request, ctx: Ctx) -> Response:
    return _page(request, ctx, "sign_in.html")


@router.post("/sign-in", dependencies=[Depends(own_origin)])
async def check_password(
    request: Request,
    ctx: Ctx,
    email: Annotated[str, Form(max_length=254)],
    password: Password,
) -> Response:
    account = email.strip().lower().replace("\x00", "")
    client = client_address(request)
    try:
        await ctx.attempts.arrive(client, account)
        async with ctx.database.reading() as session:
            member, who = await session.get(StaffMember, account), await counted_as(session, account, client)
        await ctx.attempts.wait(who)
    except TooManyRequests as limit:
        return _later(request, ctx, "sign_in.html", limit)
    known = member.password_hash if member and member.disabled_at is None else None
    fits = await asyncio.to_thread(password_fits, password, known)
    if member is None or not fits:
        page = _page(request, ctx, "sign_in.html", console_words.WRONG_PASSWORD, 401)
        page.background = refused(request, ctx, member.email, Came.WRONG_PASSWORD) if member else None
        return page
    await ctx.attempts.succeeded(client, account, who)
    came = Came.IN if member.totp_since is None else Came.HALFWAY
    response = RedirectResponse("/console" if came is Came.IN else "/console/sign-in/code", 303)
    await sign_in(request, response, ctx, member.email, came)
    return response


@router.get("/sign-in/code")
async def code_page(request: Request, ctx: Ctx, _: HalfSignedIn) -> Response:
    return _page(request, ctx, "code.html")


@router.post("/sign-in/code", dependencies=[Depends(own_token)])
async def check_code(
    request: Request, ctx: Ctx, member: HalfSignedIn, code: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    """A code of the app, or a recovery code."""
    client = client_address(request)
    async with ctx.database.reading() as session:
        who = await counted_as(session, member.email, client)
    try:
        await ctx.attempts.code(client, who)
    except TooManyRequests as limit:
        return _later(request, ctx, "code.html", limit)
    async with ctx.database.transaction() as session:
        passed = await pass_code(session, member.email, code)
    if not passed:
        page = _page(request, ctx, "code.html", console_words.WRONG_CODE, 401)
        page.background = refused(request, ctx, member.email, Came.WRONG_CODE)
        return page
    await ctx.attempts.code_passed(who)
    response = RedirectResponse("/console", 303)
    await sign_in(request, response, ctx, member.email)
    return response


@router.post("/sign-out", dependencies=[Depends(own_form_before_factor)])
async def leave(request: Request, ctx: Ctx) -> Response:
    # Drafts of answers go; what is kept by the widget of a visitor on this same host goes with them.
    response = RedirectResponse("/console/sign-in", 303, {"Clear-Site-Data": '"storage"'})
    await sign_out(request, response, ctx)
    return response


def _later(request: Request, ctx: Context, template: str, limit: TooManyRequests) -> Response:
    page = _page(request, ctx, template, console_words.too_many_attempts(limit.retry_after), 429)
    page.headers["Retry-After"] = str(limit.retry_after)
    return page


def _page(request: Request, ctx: Context, template: str, fault: str = "", status: int = 200) -> Response:
    values = {"fault": fault, "form": form_token(request, ctx)}
    return ctx.templates.TemplateResponse(request, f"console/{template}", values, status)
