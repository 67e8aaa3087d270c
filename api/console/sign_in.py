"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console import phrases
from api.console.forms import own_form, own_origin
from api.console.passwords import password_fits
from api.console.session import sign_in, sign_out
from api.context import Context, Ctx
from api.limits import TooManyRequests, client_address
from tickets.staff import StaffMember

router = APIRouter(prefix="/console", include_in_schema=False)


@router.get("/sign-in")
async def sign_in_page(request: Request, ctx: Ctx) -> Response:
    return _page(request, ctx)


@router.post("/sign-in", dependencies=[Depends(own_origin)])
async def check_password(
    request: Request,
    ctx: Ctx,
    email: Annotated[str, Form(max_length=254)],
    password: Annotated[str, Form(max_length=1000)],
) -> Response:
    account = email.strip().lower().replace("\x00", "")
    try:
        await ctx.limits.sign_in(client_address(request), account)
    except TooManyRequests as limit:
        refused = _page(request, ctx, phrases.TOO_MANY_ATTEMPTS, 429)
        refused.headers["Retry-After"] = str(limit.retry_after)
        return refused
    async with ctx.database.reading() as session:
        member = await session.get(StaffMember, account)
    fits = await password_fits(password, member.password_hash if member else None)
    if member is None or not fits:
        return _page(request, ctx, phrases.WRONG_PASSWORD, 401)
    response = RedirectResponse("/console", 303)
    sign_in(response, ctx, member)
    return response


@router.post("/sign-out", dependencies=[Depends(own_form)])
async def leave(ctx: Ctx) -> Response:
    response = RedirectResponse("/console/sign-in", 303)
    sign_out(response, ctx)
    return response


def _page(request: Request, ctx: Context, fault: str | None = None, status: int = 200) -> Response:
    return ctx.templates.TemplateResponse(request, "console/sign_in.html", {"fault": fault}, status)
