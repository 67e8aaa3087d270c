"""Forms come from our own pages only: the browser says where from, and a token tells that it was this session."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request

from api.console.session import OneFactor, Staff, cookie_name
from api.context import Context, Ctx
from tickets.staff.password import LONGEST

#: As somebody typed it; it is never shown again.
Password = Annotated[str, Form(max_length=LONGEST)]


class ForeignForm(Exception):
    """The form was not sent from a page of ours."""


def own_origin(request: Request) -> None:
    """Raises ForeignForm when the browser names another site, or none."""
    site = request.headers.get("sec-fetch-site")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    if site not in {None, "same-origin"} or origin != request.headers.get("host"):
        raise ForeignForm


def form_token(request: Request, ctx: Context) -> str:
    """The token that a form of this session carries."""
    return ctx.tokens.token("form", request.cookies.get(cookie_name(ctx), ""))


def own_token(
    request: Request, ctx: Ctx, form: Annotated[str, Form()], _: Annotated[None, Depends(own_origin)]
) -> None:
    """Raises ForeignForm unless the form was made for the session of this browser, whoever it is of."""
    check_token(request, ctx, form)


def check_token(request: Request, ctx: Context, form: object) -> None:
    """The same of a form that was read elsewhere."""
    if not isinstance(form, str) or not ctx.tokens.opens(form, "form", request.cookies.get(cookie_name(ctx), "")):
        raise ForeignForm


def own_form(_: Staff, __: Annotated[None, Depends(own_token)]) -> None:
    """Raises ForeignForm unless the form was made for this session, and SignInNeeded when nobody is signed in."""


def own_form_before_factor(_: OneFactor, __: Annotated[None, Depends(own_token)]) -> None:
    """The same where a member who has yet to set up the second factor may send a form."""
