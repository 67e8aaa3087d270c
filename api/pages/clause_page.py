"""GET /policy/5.1: a clause by its number, or by its part and number; where these mean several, a page to choose on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.context import Ctx
from api.http.limits import limited
from api.pages.demo import PAGE
from desk.clause_names import in_link
from desk.knowledge import Knowledge
from desk.lookup import LONGEST, named
from tickets.text.masking import glimpse

BEGINNING = 160  #: characters of a clause that tell which it is
MISSING = {
    "what": "Такого пункта нет",
    "how": "Возможно, ссылка набрана с ошибкой. Все пункты — на странице документа.",
}

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(limited("look"))]
)
Written = Annotated[str, Path(max_length=LONGEST)]


@router.api_route("/policy/{number}", methods=PAGE)
async def clause_page(request: Request, ctx: Ctx, number: Written) -> Response:
    return clause_shown(request, ctx, ctx.desk.knowledge.alone(), number)


@router.api_route("/policy/{part}/{number}", methods=PAGE)
async def clause_of_part_page(request: Request, ctx: Ctx, part: Written, number: Written) -> Response:
    return clause_shown(request, ctx, ctx.desk.knowledge.alone(), number, part)


def clause_shown(request: Request, ctx: Ctx, knowledge: Knowledge, number: str, part: str | None = None) -> Response:
    """The place on the page of the first document; 300 with links to all of them, 404 where there is none."""
    policy = knowledge.policy
    found = named(policy, number) if part is None else policy.named(number, part)
    if not found:
        return ctx.templates.TemplateResponse(request, "missing.html", MISSING, 404)
    if len(found) == 1:
        return RedirectResponse(f"{knowledge.page()}#{in_link(found[0])}", 307)
    clauses = [
        {"address": each, "heading": policy.clause(each).heading, "text": glimpse(policy.clause(each).text, BEGINNING)}
        for each in found
    ]
    told = {"number": number, "clauses": clauses, "page": knowledge.page(), "several": knowledge.several}
    return ctx.templates.TemplateResponse(request, "which_clause.html", told, 300)
