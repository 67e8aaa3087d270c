"""The group: what its members do, in the order in which it is looked at."""

from aiogram import Router
from aiogram.types import ChatMemberUpdated

from bot.staff.commands import commands
from bot.staff.linking import linking
from bot.staff.mirroring import mirroring
from bot.staff.presses import presses
from bot.staff.replies import replies
from bot.staff.turn import Group, StaffGlance
from tickets.database import Database


def staff_group(group: Group, database: Database) -> Router:
    """A message is a command, else a reply to the person or to a question of ours; all else stays among staff."""
    router = Router(name="staff group")
    glance = StaffGlance(group, database)
    inside = Router(name="staff")
    for observer in (inside.message, inside.edited_message, inside.callback_query, inside.message_reaction):
        observer.outer_middleware(glance)
    inside.include_routers(commands(database), replies(database), presses(database), mirroring(database))

    async def doubt(_event: ChatMemberUpdated) -> None:
        """The bot's rights have changed."""
        group.forum.doubt()

    router.my_chat_member.register(doubt, lambda event: event.chat.type != "private")
    router.include_routers(linking(group.forum), inside)
    return router
