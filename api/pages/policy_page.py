"""GET /policy: the whole text to read, in any edition, with its clauses found by words; every clause has an anchor."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.context import Ctx
from api.http.limits import limited
from api.pages.demo import PAGE
from desk.editions import Differences, NoSuchEdition, ShownEdition, differences, shown_edition
from desk.knowledge import Knowledge
from desk.searching import LONGEST, Search, search

MISSING = {
    "what": "Такой редакции нет",
    "how": "Возможно, ссылка набрана с ошибкой. Все редакции перечислены на странице политики.",
}
NOTHING = Differences({}, (), ())

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Piece = tuple[str, bool]  #: some text, and whether it is what was sought


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as the page shows it."""

    number: str
    anchor: str | None  #: None for a number that the document gives a second time
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
    found = {each.number: each for each in sought.found} if sought else {}
    rows, anchors = [], set[str]()
    for clause in filter(None, (shown.policy.document.preamble, *shown.policy.document.clauses)):
        number = clause.number
        hit = found.get(number) if number not in anchors else None
        rows.append(
            Row(
                number=number,
                anchor=None if number in anchors else number,
                depth=len(shown.policy.ancestry(number)) - 1,
                heading=_pieces(clause.heading, hit.in_heading if hit else ()),
                text=_pieces(clause.text, hit.in_text if hit else ()),
                found=hit is not None,
            )
        )
        anchors.add(number)
    differs = NOTHING if shown.in_force else differences(shown.policy, knowledge.policy)
    return Reading(shown, tuple(rows), sought, differs)


def _pieces(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[Piece, ...]:
    """The text in pieces, those within the spans marked."""
    pieces, place = [], 0
    for start, end in sorted(spans):
        if start < place:  # two words of the search stand for the same word of the text
            continue
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    return tuple(piece for piece in [*pieces, (text[place:], False)] if piece[0])
