"""Who is signed in, and in which role: the cookie holds a secret, the database knows whose it is and until when."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.background import BackgroundTask

from api.console.device import device, network
from api.context import Context, Ctx
from api.http.limits import client_address
from tickets.staff.member import Role, StaffMember
from tickets.staff.session import (
    HALF_LIFE,
    LIFE,
    Came,
    SignedIn,
    begin_session,
    digest,
    drop_session,
    find_session,
    is_seen_anew,
    note_seen,
    note_sign_in,
)
from tickets.staff.session import sign_out as leave
from tickets.staff.subscription import follow
from tickets.store.base import now


class SignInNeeded(Exception):
    """Nobody is signed in, or no longer."""


class SecondFactorNeeded(Exception):
    """The member must set up a second factor before anything else."""


class RoleNeeded(PermissionError):
    """The member may not do this."""

    def __init__(self, role: Role, member: str) -> None:
        super().__init__(role)
        self.role = role
        self.member = member


async def sign_in(request: Request, response: Response, ctx: Context, email: str, came: Came = Came.IN) -> None:
    """Begin a session and put it into the response; what this browser had before ends. HALFWAY: a code is to come."""
    half, where = came is Came.HALFWAY, _where(request)
    async with ctx.database.transaction() as session:
        before = _secret(request, ctx)
        await drop_session(session, before)
        secret = await begin_session(session, email, *where, half=half)
        await follow(session, email, digest(before), digest(secret))
        await note_sign_in(session, email, came, *where)
    response.set_cookie(
        cookie_name(ctx),
        secret,
        max_age=int((HALF_LIFE if half else LIFE).total_seconds()),
        secure=_https(ctx),
        httponly=True,
        samesite="strict",
    )


def refused(request: Request, ctx: Context, email: str, came: Came) -> BackgroundTask:
    """Notes a refusal once it is told: whose address is known must not be heard from how long that takes."""

    async def note() -> None:
        async with ctx.database.transaction() as session:
            await note_sign_in(session, email, came, *_where(request))

    return BackgroundTask(note)


async def sign_out(request: Request, response: Response, ctx: Context) -> None:
    """End the session, here and in the database."""
    async with ctx.database.transaction() as session:
        await leave(session, _secret(request, ctx))
    response.delete_cookie(cookie_name(ctx), secure=_https(ctx), httponly=True, samesite="strict")


async def signed_in_here(request: Request, ctx: Ctx) -> SignedIn:
    """Who makes this request, also before the second factor is set up; raises SignInNeeded."""
    at = now()
    found = await _found(request, ctx)
    if is_seen_anew(found.session, at) and _is_somebody_there(request):
        async with ctx.database.transaction() as session:
            await note_seen(session, found.session.digest, at)
    return found


async def half_signed_in(request: Request, ctx: Ctx) -> StaffMember:
    """Who has given the password and not yet the code; raises SignInNeeded."""
    return (await _found(request, ctx, half=True)).member


def factor_missing(ctx: Context, member: StaffMember) -> bool:
    """Whether the member must set up a second factor before anything else."""
    return ctx.settings.console_totp == "required" and member.totp_since is None


def signed_in(ctx: Ctx, here: Annotated[SignedIn, Depends(signed_in_here)]) -> StaffMember:
    """The member who makes this request; raises SignInNeeded and SecondFactorNeeded."""
    if factor_missing(ctx, here.member):
        raise SecondFactorNeeded
    return here.member


def is_by_script(request: Request) -> bool:
    """Whether a script of a page asks, and not somebody who opens an address."""
    return request.headers.get("sec-fetch-mode") not in {None, "navigate"}


def cookie_name(ctx: Context) -> str:
    """With TLS a name that browsers guard against other hosts and plain HTTP."""
    return "__Host-punkt" if _https(ctx) else "punkt"


async def is_alive(request: Request, ctx: Context) -> bool:
    """Whether the session of a request that lasts, as a stream does, has not ended meanwhile."""
    async with ctx.database.reading() as session:
        return await find_session(session, _secret(request, ctx)) is not None


async def _found(request: Request, ctx: Context, *, half: bool = False) -> SignedIn:
    async with ctx.database.reading() as session:
        found = await find_session(session, _secret(request, ctx), half=half)
    if found is None:
        raise SignInNeeded
    return found


def _secret(request: Request, ctx: Context) -> str:
    return request.cookies.get(cookie_name(ctx), "")


def _where(request: Request) -> tuple[str, str]:
    return network(client_address(request)), device(request.headers.get("user-agent", ""))


def _https(ctx: Context) -> bool:
    return ctx.settings.address.startswith("https:")


def _is_somebody_there(request: Request) -> bool:
    # A page that is open keeps itself fresh, and tells who looks at it: a desk that nobody sits at would never be idle.
    if request.method == "GET":
        return not is_by_script(request)
    return "/presence/" not in request.url.path


OneFactor = Annotated[SignedIn, Depends(signed_in_here)]
HalfSignedIn = Annotated[StaffMember, Depends(half_signed_in)]
Staff = Annotated[StaffMember, Depends(signed_in)]


def need(member: StaffMember, role: Role) -> None:
    """Raises RoleNeeded unless the member's role covers this one."""
    if not member.role.covers(role):
        raise RoleNeeded(role, member.email)


def needs(role: Role) -> Callable[..., None]:
    """A dependency that does the same with whoever is signed in."""

    def check(member: Staff) -> None:
        need(member, role)

    return check
