"""Who may see what: a bearer token opens one conversation or one ticket, and nothing else."""

from typing import Annotated

from fastapi import Depends, Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select

from api.context import Ctx
from api.schemas import ID
from api.tokens import Thing, Tokens
from tickets.erasure.person import ERASED
from tickets.record.conversation import Conversation, StoredMessage
from tickets.store.database import Session


class TokenMissing(Exception):
    """The request bears no token."""


class NotYours(Exception):
    """The token does not open it; told in the same words as what does not exist."""


_header = HTTPBearer(auto_error=False, scheme_name="token", description="Токен разговора или обращения.")


async def bearer(given: Annotated[HTTPAuthorizationCredentials | None, Depends(_header)]) -> str | None:
    """The token of the Authorization header."""
    return given.credentials if given else None


Bearer = Annotated[str | None, Depends(bearer)]


def check(tokens: Tokens, token: str | None, thing: Thing, name: str) -> None:
    """Raises TokenMissing or NotYours."""
    if token is None:
        raise TokenMissing
    if not tokens.opens(token, thing, name):
        raise NotYours


async def web_conversation(session: Session, conversation: str) -> Conversation:
    """A conversation of this channel; raises NotYours when it is gone, erased or of another.

    It is held while the transaction lasts, so that an erasure cannot begin between the look and the write.
    """
    query = select(Conversation).where(Conversation.id == conversation).with_for_update(read=True, key_share=True)
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None or found.channel != "web" or found.origin.startswith(ERASED):
        raise NotYours
    return found


async def own_message(session: Session, tokens: Tokens, token: str | None, message: str) -> StoredMessage:
    """A message of the conversation that the token opens; raises TokenMissing, and NotYours also if there is none."""
    if token is None:
        raise TokenMissing
    stored = await session.get(StoredMessage, message)
    if stored is None:
        raise NotYours
    check(tokens, token, "conversation", stored.conversation_id)
    return stored


async def own_conversation(ctx: Ctx, token: Bearer, conversation: Annotated[str, Path(pattern=ID)]) -> str:
    """The id of a conversation in the address, once its token is checked."""
    check(ctx.tokens, token, "conversation", conversation)
    return conversation


async def own_ticket(ctx: Ctx, token: Bearer, number: Annotated[str, Path(min_length=1, max_length=32)]) -> str:
    """The number of a ticket in the address, once its token is checked."""
    number = number.strip().upper()
    check(ctx.tokens, token, "ticket", number)
    return number


OwnConversation = Annotated[str, Depends(own_conversation)]
OwnTicket = Annotated[str, Depends(own_ticket)]
