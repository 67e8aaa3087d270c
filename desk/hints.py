"""Hints: clauses that may answer what a person has just written to staff."""

import asyncio
from collections.abc import Sequence

from desk.knowledge import Knowledge
from desk.lookup import look_up
from desk.reply import Quote

MOST = 3
LIKELY = 0.2  #: clauses less likely than this help nobody


async def hints(knowledge: Knowledge, text: str) -> Sequence[Quote]:
    """Up to three clauses, likeliest first, sought off the event loop; nothing is stored."""
    found = await asyncio.to_thread(look_up, knowledge, text, MOST)
    return [quote for quote in found if quote.confidence >= LIKELY]
