"""The dispatcher: which handler an update meets, in order."""

from zoneinfo import ZoneInfo

from aiogram import Dispatcher, Router

from bot.dialogue.attachments import attachments
from bot.dialogue.beginning_anew import BeginAnew
from bot.dialogue.browsing import browsing
from bot.dialogue.commands import commands
from bot.dialogue.edits import edits
from bot.dialogue.filling import filling
from bot.dialogue.inline import inline
from bot.dialogue.languages import languages
from bot.dialogue.own_data import own_data
from bot.dialogue.own_steps import own_steps
from bot.dialogue.own_tickets import own_tickets
from bot.dialogue.presses import presses
from bot.dialogue.questions import questions
from bot.dialogue.turn import Glance
from bot.dialogue.typing_sign import TypingSign
from bot.staff.canned import OfferCanned
from bot.staff.group import staff_group
from bot.staff.mirroring import reactions
from bot.staff.turn import Group
from bot.updates.membership import membership
from desk.desk import Desk
from tickets.attachment import Shelf
from tickets.database import Database


def build_dispatcher(
    desk: Desk, database: Database, zone: ZoneInfo, shelf: Shelf, staff: Group | None = None, *, public: bool
) -> Dispatcher:
    """aiogram's dispatcher without its memory of dialogues: a draft is a row of the update's own transaction.

    `zone` is the operator's: its local date starts the clocks of what a person does with a ticket later. Files that
    people send lie on the shelf. `staff` is the group of staff, where there is one.
    """
    dispatcher = Dispatcher(disable_fsm=True, desk=desk, zone=zone, shelf=shelf)
    if staff is not None:
        dispatcher.include_router(staff_group(staff, database))
    people = _people(Glance(desk, database, public=public))
    if staff is not None:
        people.inline_query.outer_middleware(OfferCanned(staff.forum, database))
    dispatcher.include_router(people)
    return dispatcher


def _people(glance: Glance) -> Router:
    """Private chats, and what is asked from anywhere."""
    people = Router(name="people")
    for observer in (people.message, people.edited_message, people.callback_query):
        observer.outer_middleware(glance)
        observer.outer_middleware(BeginAnew())
    for observer in (people.message, people.callback_query):
        observer.outer_middleware(TypingSign())
    # A message is a command, else what the draft waits for, else a question; of buttons the last router takes all.
    people.include_routers(commands(), attachments(), filling(), own_data(), own_tickets(), own_steps())
    people.include_routers(browsing(), languages(), presses(), questions(), edits(), inline(), membership())
    people.include_router(reactions())
    return people
