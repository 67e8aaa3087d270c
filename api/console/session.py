"""Who is signed in: a signed cookie, checked against the staff at every request."""

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated

from fastapi import Depends, Request, Response

from api.context import Context, Ctx
from tickets.staff import StaffMember

LIFETIME = 12 * 3600  #: seconds


class SignInNeeded(Exception):
    """Nobody is signed in, or no longer."""


def sign_in(response: Response, ctx: Context, member: StaffMember) -> None:
    """Put the session of this member into the response."""
    expires = int(time.time()) + LIFETIME
    name = urlsafe_b64encode(member.email.encode()).decode()
    response.set_cookie(
        cookie_name(ctx),
        f"{name}.{expires}.{_signature(ctx, member, expires)}",
        max_age=LIFETIME,
        secure=_https(ctx),
        httponly=True,
        samesite="strict",
    )


def sign_out(response: Response, ctx: Context) -> None:
    """Take the session away."""
    response.delete_cookie(cookie_name(ctx), secure=_https(ctx), httponly=True, samesite="strict")


async def signed_in(request: Request, ctx: Ctx) -> StaffMember:
    """The member who makes this request; raises SignInNeeded."""
    try:
        name, expiry, signature = request.cookies[cookie_name(ctx)].split(".")
        email, expires = urlsafe_b64decode(name).decode(), int(expiry)
    except (KeyError, ValueError):
        raise SignInNeeded from None
    async with ctx.database.reading() as session:
        member = await session.get(StaffMember, email)
    if member is None or expires < time.time() or not _signed(ctx, member, expires, signature):
        raise SignInNeeded
    return member


def cookie_name(ctx: Context) -> str:
    """With TLS a name that browsers guard against other hosts and plain HTTP."""
    return "__Host-punkt" if _https(ctx) else "punkt"


def _https(ctx: Context) -> bool:
    return ctx.settings.address.startswith("https:")


def _signature(ctx: Context, member: StaffMember, expires: int) -> str:
    return ctx.tokens.token("session", _signed_text(member, expires))


def _signed(ctx: Context, member: StaffMember, expires: int, signature: str) -> bool:
    return ctx.tokens.opens(signature, "session", _signed_text(member, expires))


def _signed_text(member: StaffMember, expires: int) -> str:
    # With the hash in it, all sessions end when the password changes.
    return f"{member.email}:{expires}:{member.password_hash}"


Staff = Annotated[StaffMember, Depends(signed_in)]
