"""Membership: a person stops the bot, deletes the chat with it, or starts it again."""

from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from bot.dialogue.turn import CHANNEL
from tickets.record.conversation import find_conversation
from tickets.steps.absence import come_back, leave
from tickets.store.database import Session


async def note(event: ChatMemberUpdated, session: Session) -> None:
    """Whoever is not known yet is not met by this."""
    conversation = await find_conversation(session, CHANNEL, str(event.chat.id))
    if conversation is None:
        return
    if event.new_chat_member.status in {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}:
        await leave(session, conversation)
    else:
        await come_back(session, conversation)
