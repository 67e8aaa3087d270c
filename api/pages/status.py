"""GET /tickets/{number}: the page where a ticket stands, for whoever has its link.

The page is the same for every number, whether there is such a ticket or not: what it shows it asks the API for, with
the token of the link, which never reaches us otherwise.
"""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.requests import Request
from fastapi.responses import HTMLResponse, Response

from api.context import Ctx
from api.http.limits import limited
from api.languages import read_by
from api.pages.demo import PAGE
from api.reply_words import wording_in

NUMBER = re.compile(r"П-[0-9]{4}-[0-9]{1,12}")

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.api_route("/tickets/{number}", methods=PAGE, dependencies=[Depends(limited("look"))])
async def status_page(
    request: Request,
    ctx: Ctx,
    number: str,
    lang: str = "",
    accept_language: Annotated[str, Header()] = "",
) -> Response:
    """In the language that the link names, otherwise in one that the visitor reads."""
    language = lang if lang in {"ru", "en"} else read_by(accept_language) or "ru"
    said = wording_in(language, ctx.desk.knowledge.words).ticket_page
    if not NUMBER.fullmatch(number):  # nobody puts other words onto a page of ours
        return ctx.templates.TemplateResponse(request, "missing.html", {"lang": language, **said.missing}, 404)
    shown = {"lang": language, "said": said, "number": number, "policy": ctx.desk.knowledge.policy}
    return ctx.templates.TemplateResponse(request, "status.html", shown)
