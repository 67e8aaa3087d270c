"""What the desk answers in a terminal. Nothing of it is kept: whoever tries the desk there is nobody who asks."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from api.public.render import render
from api.tokens import Tokens
from desk.message import EmptyText, Message, TooLongText
from punkt.following import Follower
from punkt.house import House
from punkt.publishing import StoreAway
from punkt.secret import secret_key
from punkt.terminal import Asked
from punkt.why import told, why
from tickets.store.base import random_id

#: An answer without one.
UNREADABLE: Mapping[str, Any] = {"unreadable": True}


class Answering:
    """Answers with the newest index."""

    def __init__(self, house: House, follower: Follower | None = None) -> None:
        self._house = house
        self._follower = follower
        self._tokens = Tokens(secret_key(house.settings))

    async def answer(self, question: Asked) -> Mapping[str, Any]:
        """The response of the website, and its reasons where they are wished; UNREADABLE, or which documents there are
        where another one is named. All of it fits JSON."""
        if self._follower:
            with suppress(StoreAway):  # told by the loop that looks, too
                await self._follower.look()
        desk = self._house.desk
        knowledge = desk.knowledge
        text, document = question.text, question.document
        if document is not None and document not in knowledge.documents:
            return {"unknown": ", ".join(knowledge.documents)}
        message = Message("terminal", random_id(), random_id(), text, document=document)
        try:
            async with self._house.database.transaction() as session:
                reply = await desk.receive(message, session)
                await session.rollback()
        except (EmptyText, TooLongText):
            return UNREADABLE
        response = render(reply, knowledge, self._tokens).model_dump(mode="json")
        if not question.reasons:
            return {"response": response}
        knowledge = knowledge.within(document)
        explained = await asyncio.to_thread(why, knowledge, text)
        return {"response": response, "why": explained, "told": await asyncio.to_thread(told, knowledge, text)}
