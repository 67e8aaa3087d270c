"""Forms come from our own pages only: the browser says where from, and a token tells that it was this session."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request

from api.console.session import Staff, cookie_name
from api.context import Context, Ctx


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


def own_form(
    request: Request, ctx: Ctx, _: Staff, form: Annotated[str, Form()], __: Annotated[None, Depends(own_origin)]
) -> None:
    """Raises ForeignForm unless the form was made for this session."""
    if not ctx.tokens.opens(form, "form", request.cookies.get(cookie_name(ctx), "")):
        raise ForeignForm
