"""Linking: a staff member shows the bot which account is theirs, by a code that the operator's terminal gave."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message

from bot.dialogue.turn import CHANNEL
from bot.sending import calls
from bot.sending.layout import compose, plain
from bot.staff import group_words
from bot.staff.forum import Forum
from bot.staff.post import replying
from tickets.post.outbox import STAFF, tell
from tickets.staff.member import WrongCode, link
from tickets.store.database import Session


class HereOrAlone(Filter):
    """In the staff chat, or in a private one."""

    def __init__(self, forum: Forum) -> None:
        self._forum = forum

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private" or message.chat.id == await self._forum.place()


def linking(forum: Forum) -> Router:
    router = Router(name="staff linking")

    async def run(message: Message, command: CommandObject, session: Session, cause: str) -> None:
        user = message.from_user
        if user is None or message.sender_chat is not None:
            text = group_words.ANONYMOUS
        elif not await forum.has_member(user.id):
            text = group_words.NOT_A_MEMBER_YET
        else:
            text = await _link(session, user.id, command.args or "")
        _say(session, message, cause, text)

    router.message.register(run, Command("link", ignore_case=True), HereOrAlone(forum))
    return router


async def _link(session: Session, user: int, code: str) -> str:
    if not code.strip():
        return group_words.LINK_HOW
    try:
        return group_words.LINKED.format(email=(await link(session, code, user)).email)
    except WrongCode:
        return group_words.WRONG_CODE


def _say(session: Session, message: Message, cause: str, text: str) -> None:
    """Where the code came from. A private chat of staff is no conversation of a person: nothing is stored of it."""
    [html] = compose([plain(text)])
    thread = message.message_thread_id if message.is_topic_message else None
    call = calls.message(
        message.chat.id, html, message_thread_id=thread, reply_parameters=replying(str(message.message_id))
    )
    private = message.chat.type == "private"
    channel, lane = (CHANNEL, f"chat:{message.chat.id}") if private else (STAFF, STAFF)
    tell(session, channel, lane, calls.as_topic(call), cause)
