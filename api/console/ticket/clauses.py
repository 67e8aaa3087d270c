"""GET /console/clauses: clauses for a number or a few words, as they are put into an answer."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.console.route import PageRoute
from api.console.visit import Visiting
from desk.clause_names import clause_in_answer, clause_name, titled
from desk.knowledge import Knowledge
from desk.lookup import begun_with, look_up
from desk.reply import Quote
from tickets.record.labels import capital

MOST = 8

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/clauses")
async def clauses(visit: Visiting, q: Annotated[str, Query(max_length=200)] = "") -> JSONResponse:
    """Up to MOST: those whose numbers begin so, or those that the words may mean, likeliest first."""
    knowledge = visit.ctx.desk.knowledge
    words = q.replace("\x00", "").strip()
    found: Sequence[Quote] = begun_with(knowledge, words, MOST)
    if not found and words:
        found = await asyncio.to_thread(look_up, knowledge, words, MOST)
    return JSONResponse([shown(knowledge, quote) for quote in found])


def shown(knowledge: Knowledge, quote: Quote) -> dict[str, str]:
    """A clause to choose: how it is called, how it begins, and what is inserted of it."""
    return {
        "address": quote.address,
        "value": f"{quote.document}/{quote.address}" if quote.title else quote.address,
        "number": quote.number,
        "name": titled(capital(clause_name(quote.address)), quote.title),
        "text": " ".join(quote.text.split()),
        "insert": clause_in_answer(
            quote.address, quote.text, knowledge.edition_of([quote]), knowledge.of_it(quote.document)
        ),
    }
