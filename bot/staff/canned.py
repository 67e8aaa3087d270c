"""Canned replies by inline mode: «@bot приветствие» offers staff the texts they keep in the console, and nobody else.

In a topic, as a reply to the person, the places in a text are filled in with what is known of the ticket.
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, TelegramObject

from bot.dialogue.turn import Handler
from bot.sending.calls import NO_PREVIEW
from bot.sending.layout import LONGEST, units
from bot.staff.forum import Forum
from russian.words import plain
from tickets.queue.canned import PLACES, CannedReply, canned_for, filled_in
from tickets.record.ticket import Ticket
from tickets.staff.member import linked_staff
from tickets.store.database import Database

log = logging.getLogger(__name__)

MOST = 10  #: texts offered
DESCRIPTION = 150  #: characters of a text that are shown before it is chosen


class Unfilled(ValueError):
    """It is not known of the ticket what belongs into these places of the text."""


class OfferCanned(BaseMiddleware):
    """Gives the handler `canned`: articles of the texts whose title has the words of the query in it."""

    def __init__(self, forum: Forum, database: Database) -> None:
        self._forum = forum
        self._database = database

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, InlineQuery)
        words = plain(event.query).split()
        found = await self._of(event.from_user.id)
        fitting = [each for each in found if all(word in plain(each.title) for word in words)]
        return await handler(event, {**data, "canned": [*_articles(fitting)][:MOST]})

    async def _of(self, user: int) -> Sequence[CannedReply]:
        async with self._database.reading() as session:
            member = await linked_staff(session, user)
            found = await canned_for(session, member.email) if member else ()
        try:
            return found if found and await self._forum.has_member(user) else ()
        except Exception as error:  # noqa: BLE001 - when Telegram is silent, clauses are offered all the same
            log.info("it is not known who may have canned replies: %s", type(error).__name__)
            return ()


def _articles(found: Sequence[CannedReply]) -> Iterator[InlineQueryResultArticle]:
    for each in found:
        if units(each.text) <= LONGEST:
            yield InlineQueryResultArticle(
                id=f"canned {each.id}",
                title=each.title,
                description=each.text[:DESCRIPTION],
                input_message_content=InputTextMessageContent(message_text=each.text, link_preview_options=NO_PREVIEW),
            )


def filled(text: str, ticket: Ticket) -> str:
    """The text for this ticket; raises Unfilled."""
    said = filled_in(text, ticket)
    if places := [place for place in PLACES if f"{{{place}}}" in text and f"[{place}]" in said]:
        raise Unfilled(", ".join(places))
    return said
