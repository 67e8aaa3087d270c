"""Signing in and out: the password, the code where there is a second factor, the way out."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console import console_words
from api.console.forms import Password, form_token, own_form_before_factor, own_origin, own_token
from api.console.route import PageRoute
from api.console.session import HalfSignedIn, refused, sign_in, sign_out
from api.context import Context, Ctx
from api.http.limits import TooManyRequests, client_address
from tickets.staff.member import StaffMember
from tickets.staff.password import password_fits
from tickets.staff.sign_in_log import Came
from tickets.staff.totp import pass_code

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/sign-in")
async def sign_in_page(request: Request, ctx: Ctx) -> Response:
    return _page(request, ctx)


@router.post("/sign-in", dependencies=[Depends(own_origin)])
async def check_password(
    request: Request,
    ctx: Ctx,
    email: Annotated[str, Form(max_length=254)],
    password: Password,
) -> Response:
    account = email.strip().lower().replace("\x00", "")
    try:
        await ctx.limits.sign_in(client_address(request), account)
    except TooManyRequests as limit:
        return _slow(_page(request, ctx, console_words.TOO_MANY_ATTEMPTS, 429), limit)
    async with ctx.database.reading() as session:
        member = await session.get(StaffMember, account)
    known = member.password_hash if member and member.disabled_at is None else None
    fits = await asyncio.to_thread(password_fits, password, known)
    if member is None or not fits:
        page = _page(request, ctx, console_words.WRONG_PASSWORD, 401)
        page.background = refused(request, ctx, member.email, Came.WRONG_PASSWORD) if member else None
        return page
    await ctx.limits.signed_in(account)
    came = Came.IN if member.totp_since is None else Came.HALFWAY
    response = RedirectResponse("/console" if came is Came.IN else "/console/sign-in/code", 303)
    await sign_in(request, response, ctx, member.email, came)
    return response


@router.get("/sign-in/code")
async def code_page(request: Request, ctx: Ctx, _: HalfSignedIn) -> Response:
    return _code_page(request, ctx)


@router.post("/sign-in/code", dependencies=[Depends(own_token)])
async def check_code(
    request: Request, ctx: Ctx, member: HalfSignedIn, code: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    """A code of the app, or a recovery code."""
    try:
        await ctx.limits.second_factor(client_address(request), member.email)
    except TooManyRequests as limit:
        return _slow(_code_page(request, ctx, console_words.TOO_MANY_CODES, 429), limit)
    async with ctx.database.transaction() as session:
        passed = await pass_code(session, member.email, code)
    if not passed:
        page = _code_page(request, ctx, console_words.WRONG_CODE, 401)
        page.background = refused(request, ctx, member.email, Came.WRONG_CODE)
        return page
    await ctx.limits.passed_code(member.email)
    response = RedirectResponse("/console", 303)
    await sign_in(request, response, ctx, member.email)
    return response


@router.post("/sign-out", dependencies=[Depends(own_form_before_factor)])
async def leave(request: Request, ctx: Ctx) -> Response:
    response = RedirectResponse("/console/sign-in", 303)
    await sign_out(request, response, ctx)
    return response


def _page(request: Request, ctx: Context, fault: str | None = None, status: int = 200) -> Response:
    return ctx.templates.TemplateResponse(request, "console/sign_in.html", {"fault": fault}, status)


def _code_page(request: Request, ctx: Context, fault: str | None = None, status: int = 200) -> Response:
    values = {"fault": fault, "form": form_token(request, ctx)}
    return ctx.templates.TemplateResponse(request, "console/code.html", values, status)


def _slow(page: Response, limit: TooManyRequests) -> Response:
    page.headers["Retry-After"] = str(limit.retry_after)
    return page
