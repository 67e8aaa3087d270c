"""GET /policy/changes: how one edition differs from another, clause by clause and word by word, to be linked to."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.context import Ctx
from api.http.limits import limited
from api.pages.demo import PAGE
from desk.editions import NoSuchEdition, compared
from desk.knowledge import UnknownDocumentError

MISSING = {
    "what": "Сравнивать нечего",
    "how": "Такой редакции нет, или редакция у документа одна. Все редакции перечислены на странице политики.",
}
TITLES = {
    "reworded": "изменён",
    "added": "новый",
    "removed": "исключён",
    "renumbered": "под другим номером",
    "doubtful": "разделён, объединён или заменён",
}

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Named = Annotated[str | None, Query(max_length=100)]


@router.api_route("/policy/changes", methods=PAGE, dependencies=[Depends(limited("look"))])
async def changes_page(
    request: Request, ctx: Ctx, before: Annotated[str | None, Query(alias="from", max_length=100)] = None,
    to: Named = None, document: Named = None,
) -> Response:  # fmt: skip
    """Without names: of the first document the edition in force beside the one before it."""
    try:
        knowledge = ctx.desk.knowledge.alone(document or "")
        found = await asyncio.to_thread(compared, knowledge, before or None, to or None)
    except (NoSuchEdition, UnknownDocumentError):
        return ctx.templates.TemplateResponse(request, "missing.html", MISSING, 404)
    changes = [each for each in found.changes if each.change.fate.value in TITLES]
    counts = {title: sum(each.change.fate.value == fate for each in changes) for fate, title in TITLES.items()}
    shown = {
        "policy": found.now.policy, "before": found.before, "now": found.now, "changes": changes, "titles": TITLES,
        "counts": {title: count for title, count in counts.items() if count}, "address": ctx.settings.address,
        "page": knowledge.page(),
    }  # fmt: skip
    return ctx.templates.TemplateResponse(request, "changes.html", shown)
