"""GET /tickets/{number}: the page where a ticket stands, for whoever has its link.

The page is the same for every number, whether there is such a ticket or not: what it shows it asks the API for, with
the token of the link, which never reaches us otherwise.
"""

import re

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from api.context import Ctx
from api.limits import limited

NUMBER = re.compile(r"П-[0-9]{4}-[0-9]{1,12}")
MISSING = {
    "what": "Такого обращения нет",
    "how": "Номер в адресе записан не так, как мы их пишем. Откройте ссылку ещё раз из письма, целиком.",
}

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/tickets/{number}", dependencies=[Depends(limited("look"))])
async def status_page(request: Request, ctx: Ctx, number: str) -> Response:
    if not NUMBER.fullmatch(number):  # nobody puts other words onto a page of ours
        return ctx.templates.TemplateResponse(request, "missing.html", MISSING, 404)
    shown = {"number": number, "policy": ctx.desk.knowledge.policy}
    return ctx.templates.TemplateResponse(request, "status.html", shown)
