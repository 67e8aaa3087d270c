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
from desk.editions import ChangeRead, NoSuchEdition, ShownEdition, read_changes, shown_edition
from desk.knowledge import Knowledge
from desk.lookup import LONGEST, Search, search

MISSING = {
    "what": "Такой редакции нет",
    "how": "Возможно, ссылка набрана с ошибкой. Все редакции перечислены на странице документа.",
}

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
    changes: tuple[ChangeRead, ...]  #: from an older edition to the one in force

    def became(self, address: str) -> ChangeRead | None:
        """What a clause of the older edition has become."""
        return next((each for each in self.changes if each.change.old == address), None)

    def named(self, *fates: str) -> list[str]:
        """Addresses of the changes of these fates, of those that are new in the edition in force."""
        found = (each for each in self.changes if each.change.fate.value in fates)
        return [each.change.old or each.name for each in found]


@router.api_route("/policy", methods=PAGE, dependencies=[Depends(limited("look"))])
async def policy_page(
    request: Request, ctx: Ctx, edition: Annotated[str | None, Query()] = None, q: Annotated[str, Query()] = ""
) -> Response:
    return await shown(request, ctx, ctx.desk.knowledge.alone(), edition, q)


async def shown(request: Request, ctx: Ctx, knowledge: Knowledge, edition: str | None, q: str) -> Response:
    """The page of the first document of what is known."""
    try:
        reading = await asyncio.to_thread(_read, knowledge, edition or None, q)
    except NoSuchEdition:
        return ctx.templates.TemplateResponse(request, "missing.html", MISSING, 404)
    told = {
        "reading": reading,
        "policy": reading.shown.policy,
        "page": knowledge.page(),
        "several": knowledge.several,
        "address": ctx.settings.address,
        "longest": LONGEST,
    }
    return ctx.templates.TemplateResponse(request, "policy.html", told)


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
    changes = () if shown.in_force else read_changes(shown.policy, knowledge.policy)
    return Reading(shown, tuple(rows), sought, changes)
