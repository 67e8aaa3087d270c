"""GET /policy: the whole text to read, in any edition, with its clauses found by words; every clause has an anchor."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.context import Ctx
from api.http.limits import limited
from api.marked import Piece, marked
from api.pages.demo import PAGE
from desk.editions import Differences, NoSuchEdition, ShownEdition, differences, shown_edition
from desk.knowledge import Knowledge
from desk.lookup import LONGEST, Search, search

MISSING = {
    "what": "Такой редакции нет",
    "how": "Возможно, ссылка набрана с ошибкой. Все редакции перечислены на странице политики.",
}
NOTHING = Differences({}, (), ())

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as the page shows it."""

    address: str
    number: str
    part: str  #: the annex or other part that it stands in, "" in the main text
    depth: int  #: 0 for a section and for the preamble
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the page shows."""

    shown: ShownEdition
    rows: tuple[Row, ...]
    search: Search | None
    differences: Differences


@router.api_route("/policy", methods=PAGE, dependencies=[Depends(limited("look"))])
async def policy_page(
    request: Request, ctx: Ctx, edition: Annotated[str | None, Query()] = None, q: Annotated[str, Query()] = ""
) -> Response:
    try:
        reading = await asyncio.to_thread(_read, ctx.desk.knowledge, edition or None, q)
    except NoSuchEdition:
        return ctx.templates.TemplateResponse(request, "missing.html", MISSING, 404)
    shown = {"reading": reading, "policy": reading.shown.policy, "address": ctx.settings.address, "longest": LONGEST}
    return ctx.templates.TemplateResponse(request, "policy.html", shown)


def _read(knowledge: Knowledge, edition: str | None, words: str) -> Reading:
    shown = shown_edition(knowledge, edition)
    sought = search(knowledge, shown.policy, words)
    found = {each.address: each for each in sought.found} if sought else {}
    rows = []
    for address, clause in shown.policy.clauses.items():
        hit = found.get(address)
        rows.append(
            Row(
                address=address,
                number=clause.number,
                part=clause.part,
                depth=len(shown.policy.ancestry(address)) - 1,
                heading=marked(clause.heading, hit.in_heading if hit else ()),
                text=marked(clause.text, hit.in_text if hit else ()),
                found=hit is not None,
            )
        )
    differs = NOTHING if shown.in_force else differences(shown.policy, knowledge.policy)
    return Reading(shown, tuple(rows), sought, differs)
