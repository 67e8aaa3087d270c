"""The dispatcher: which handler an update meets, in order."""

from aiogram import Dispatcher

from bot.commands import commands
from bot.filling import filling
from bot.presses import presses
from bot.questions import questions
from bot.turn import Glance
from desk.desk import Desk
from tickets.database import Database


def build_dispatcher(desk: Desk, database: Database, *, public: bool) -> Dispatcher:
    """aiogram's dispatcher without its memory of dialogues: a draft is a row of the update's own transaction."""
    dispatcher = Dispatcher(disable_fsm=True, desk=desk)
    glance = Glance(desk, database, public=public)
    dispatcher.message.outer_middleware(glance)
    dispatcher.callback_query.outer_middleware(glance)
    # A message is a command, else what the draft waits for, else a question.
    dispatcher.include_routers(commands(), filling(), presses(), questions())
    return dispatcher
