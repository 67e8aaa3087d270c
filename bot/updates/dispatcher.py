"""The dispatcher: which handler an update meets, in order."""

import re
from zoneinfo import ZoneInfo

from aiogram import Dispatcher, F, Router
from aiogram.filters import Command
from aiogram.types import ChatMemberUpdated, Message

from bot.dialogue import (
    attachments,
    browsing,
    buttons,
    commands,
    documents,
    edits,
    filling,
    inline,
    languages,
    own_data,
    own_steps,
    own_tickets,
    presses,
    questions,
    ticket_buttons,
    ticket_rating,
)
from bot.dialogue.around import give_turn, mend, notice_burst, show_typing
from bot.dialogue.filling import Waiting
from bot.dialogue.turn import Glance
from bot.reading.kinds import is_speech
from bot.reading.words import text_of
from bot.staff.canned import OfferCanned
from bot.staff.commands import commands as staff_commands
from bot.staff.linking import linking
from bot.staff.mirroring import mirroring, person_reacts
from bot.staff.presses import presses as staff_presses
from bot.staff.replies import replies
from bot.staff.turn import Group, StaffGlance
from bot.updates import membership
from bot.words.russian import CANCEL_WORDS
from desk.desk import Desk
from tickets.record.attachment import Shelf
from tickets.record.draft import OF_TICKET, Stage
from tickets.store.database import Database

_WRITTEN = F.text
_PRIVATE = F.chat.type == "private"


def build_dispatcher(
    desk: Desk, database: Database, zone: ZoneInfo, shelf: Shelf, staff: Group | None = None, *, public: bool
) -> Dispatcher:
    """aiogram's dispatcher without its memory of dialogues: a draft is a row of the update's own transaction.

    `zone` is the operator's: its local date starts the clocks of what a person does with a ticket later. Files that
    people send lie on the shelf. `staff` is the group of staff, where there is one.
    """
    dispatcher = Dispatcher(disable_fsm=True, desk=desk, zone=zone, shelf=shelf)
    if staff is not None:
        dispatcher.include_routers(linking(staff.forum), _staff(staff, database))
    people = _people(Glance(desk, database, public=public))
    if staff is not None:
        people.inline_query.outer_middleware(OfferCanned(staff.forum, database))
    dispatcher.include_router(people)
    return dispatcher


def _staff(group: Group, database: Database) -> Router:
    """In the group a message is a command, else a reply to the person or to a question of ours; or talk among staff."""
    staff = Router(name="staff")
    glance = StaffGlance(group, database)
    for observer in (staff.message, staff.edited_message, staff.callback_query, staff.message_reaction):
        observer.outer_middleware(glance)
    staff.include_routers(staff_commands(database), replies(database), staff_presses(database), mirroring(database))

    async def doubt(_event: ChatMemberUpdated) -> None:
        """The bot's rights have changed."""
        group.forum.doubt()

    staff.my_chat_member.register(doubt, ~_PRIVATE)
    return staff


def _people(glance: Glance) -> Router:
    """Private chats, and what is asked from anywhere."""
    people = Router(name="people")
    for observer in (people.message, people.edited_message, people.callback_query):
        observer.outer_middleware(glance)
        observer.outer_middleware(mend)
    for observer in (people.message, people.callback_query):
        observer.outer_middleware(show_typing)
        observer.middleware(give_turn)
    people.message.middleware(notice_burst)
    _messages(people)
    _presses(people)
    people.edited_message.register(edits.keep_edit, is_speech)
    people.inline_query.register(inline.offer_clauses)
    people.my_chat_member.register(membership.note, _PRIVATE)
    people.message_reaction.register(person_reacts, _PRIVATE)
    return people


def _messages(people: Router) -> None:
    """A message is a command, else what the draft waits for, else a question."""
    meets = people.message.register
    for name, handler in commands.HANDLERS.items():
        # Only private chats are heard, so whom a command mentions does not matter.
        meets(handler, F.text, Command(name, ignore_case=True, ignore_mention=True))
    meets(commands.show_help, F.text.regexp(re.compile(r"/[A-Za-z]\w*(@\w+)?(\s|$)")))
    meets(attachments.attach, Waiting(*Stage), ~_WRITTEN)
    meets(attachments.go_on, attachments.GoesOn(), ~_WRITTEN)
    meets(filling.cancel, Waiting(*Stage), F.text.strip().lower().in_(CANCEL_WORDS))
    meets(filling.tell_text, Waiting(Stage.TEXT))
    meets(filling.tell_contact, Waiting(Stage.CONTACT))
    meets(filling.ask_again, Waiting(Stage.DOCUMENT, Stage.REQUEST, Stage.CONSENT))
    meets(own_steps.tell_words, Waiting(*OF_TICKET))
    meets(questions.pass_on, questions.ForStaff(), ~_WRITTEN, flags={"burst": True})
    meets(questions.ask, _is_question, flags={"burst": True})
    meets(questions.ask_for_words, flags={"burst": True})


def _is_question(message: Message) -> bool:
    return bool(text_of(message)) and is_speech(message)


def _presses(people: Router) -> None:
    """A button is known by what it carries."""
    meets = people.callback_query.register
    meets(filling.mark_shape, buttons.Shape.filter())
    meets(filling.choose_document, buttons.UnderDocument.filter())
    meets(filling.choose, buttons.Fill.filter())
    meets(filling.go_back, buttons.Back.filter())
    meets(filling.agree, buttons.Agree.filter())
    meets(own_data.forget_now, own_data.Forget.filter())
    meets(own_tickets.show_chosen, ticket_buttons.ShowTicket.filter())
    meets(own_tickets.show_more, ticket_buttons.ShowMore.filter())
    meets(own_steps.begin_step, ticket_buttons.BeginStep.filter())
    meets(ticket_rating.rate_ticket, ticket_buttons.RateTicket.filter())
    meets(own_steps.finish_step, ticket_buttons.Sure.filter())
    meets(own_steps.keep, ticket_buttons.Keep.filter())
    meets(browsing.turn_page, browsing.Browse.filter())
    meets(languages.set_language, languages.SetLanguage.filter())
    meets(documents.stay, documents.Stay.filter())
    meets(presses.accept, buttons.Accept.filter())
    meets(presses.decline, buttons.Decline.filter())
    meets(presses.show_clause, buttons.ShowClause.filter())
    meets(presses.show_next, buttons.ShowNext.filter())
    meets(presses.rate_clause, buttons.Rate.filter())
    meets(presses.stale)
