"""GET /documents: which documents there are; /documents/offer: one of them to read, as /policy is the first."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.context import Ctx
from api.http.limits import limited
from api.pages.clause_page import Written, clause_shown
from api.pages.demo import PAGE
from api.pages.policy_page import shown
from desk.knowledge import Knowledge, UnknownDocumentError
from desk.lookup import LONGEST

MISSING = {
    "what": "Такого документа нет",
    "how": "Возможно, ссылка набрана с ошибкой. Все документы — на странице /documents.",
}

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(limited("look"))]
)
Named = Annotated[str, Path(max_length=LONGEST)]


@router.api_route("/documents", methods=PAGE)
async def documents_page(request: Request, ctx: Ctx) -> Response:
    knowledge = ctx.desk.knowledge
    rows = [(known.policy, knowledge.page(name)) for name, known in knowledge.documents.items()]
    return ctx.templates.TemplateResponse(request, "documents.html", {"rows": rows, "address": ctx.settings.address})


@router.api_route("/documents/{document}", methods=PAGE)
async def document_page(
    request: Request,
    ctx: Ctx,
    document: Named,
    edition: Annotated[str | None, Query()] = None,
    q: Annotated[str, Query()] = "",
) -> Response:
    knowledge = _alone(ctx, document)
    if knowledge is None:
        return _missing(request, ctx)
    if knowledge.page() != f"/documents/{document}":  # the first one has had its page ever since
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{knowledge.page()}{asked}", 307)
    return await shown(request, ctx, knowledge, edition, q)


@router.api_route("/documents/{document}/{number}", methods=PAGE)
async def clause_of_document_page(request: Request, ctx: Ctx, document: Named, number: Written) -> Response:
    return _found(request, ctx, document, lambda knowledge: clause_shown(request, ctx, knowledge, number))


@router.api_route("/documents/{document}/{part}/{number}", methods=PAGE)
async def clause_of_part_of_document_page(
    request: Request, ctx: Ctx, document: Named, part: Written, number: Written
) -> Response:
    return _found(request, ctx, document, lambda knowledge: clause_shown(request, ctx, knowledge, number, part))


def _found(request: Request, ctx: Ctx, document: str, show: Callable[[Knowledge], Response]) -> Response:
    knowledge = _alone(ctx, document)
    return _missing(request, ctx) if knowledge is None else show(knowledge)


def _alone(ctx: Ctx, document: str) -> Knowledge | None:
    try:
        return ctx.desk.knowledge.alone(document)
    except UnknownDocumentError:
        return None


def _missing(request: Request, ctx: Ctx) -> Response:
    return ctx.templates.TemplateResponse(request, "missing.html", MISSING, 404)
