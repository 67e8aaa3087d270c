"""A staff turn: one act of a staff member in their group while it is handled, and who may act at all."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import EditMessageReplyMarkup
from aiogram.types import CallbackQuery, Chat, Message, MessageReactionUpdated, TelegramObject

from bot.sending import calls
from bot.sending.layout import compose, note
from bot.staff import group_words
from bot.staff.card import console_page
from bot.staff.forum import Forum
from bot.staff.post import replying
from desk.desk import Desk
from tickets.post.copy import shown_at
from tickets.post.outbox import STAFF, room_lane, tell
from tickets.post.room import Prompt, find_prompt, room_of, ticket_in
from tickets.post.topics.to_staff import Said
from tickets.record.conversation import Author, StoredMessage
from tickets.staff.member import linked_staff
from tickets.store.database import Database, Session

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Group:
    """What the group's handlers need to know of the settings."""

    forum: Forum
    zone: ZoneInfo
    address: str  #: where people open Punkt in a browser
    text: bool  #: whether words of people may be shown in the group


@dataclass(frozen=True, slots=True)
class ToPerson:
    """The message answers the person: this message of theirs, or with None the ticket as a whole."""

    message: StoredMessage | None


@dataclass(frozen=True, slots=True)
class ToPrompt:
    """The message answers a question of ours."""

    prompt: Prompt


Target = ToPerson | ToPrompt | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the group something was done."""

    place: int
    thread: int | None
    message: str  #: the message that was written, pressed or changed
    number: str | None  #: of the ticket whose topic it is
    target: Target  #: what it answers


@dataclass(frozen=True, slots=True)
class StaffTurn:
    """Nothing said here leaves before the update's transaction is committed."""

    session: Session
    desk: Desk
    group: Group
    spot: Spot
    user: int  #: their account
    actor: str  #: their e-mail
    cause: str

    @property
    def number(self) -> str:
        """Of the ticket that this is about."""
        assert self.spot.number is not None, "handlers of steps are met in topics of tickets only"
        return self.spot.number

    @property
    def link(self) -> str:
        """Where the ticket is in the console."""
        return console_page(self.group.address, self.number)

    def say(self, text: str) -> None:
        """Tell the one who acted, where they did."""
        say(self.session, self.spot, self.cause, text)

    def take_buttons_away(self) -> None:
        """From under the message whose button was pressed."""
        call = EditMessageReplyMarkup(chat_id=self.spot.place, message_id=int(self.spot.message))
        tell(self.session, STAFF, room_lane(self.number), calls.as_topic(call), self.cause)


def say(session: Session, spot: Spot, cause: str, text: str) -> None:
    """A sentence of ours under what somebody did in the group."""
    if spot.number is not None:
        tell(session, STAFF, room_lane(spot.number), Said(spot.number, text, spot.message), cause)
        return
    [html, *_] = compose([note(text)])
    call = calls.message(spot.place, html, message_thread_id=spot.thread, reply_parameters=replying(spot.message))
    tell(session, STAFF, STAFF, calls.as_topic(call), cause)


class StaffGlance(BaseMiddleware):
    """Lets in what happens in the staff chat only, with `spot`: where it happened. Reads in a session of its own."""

    def __init__(self, group: Group, database: Database) -> None:
        self._group = group
        self._database = database

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat | None = data.get("event_chat")
        if chat is None or chat.type not in {"group", "supergroup"} or chat.id != await self._group.forum.place():
            return UNHANDLED
        if isinstance(event, Message) and event.left_chat_member is not None:
            self._group.forum.forget_member(event.left_chat_member.id)
        spot = await self._spot(event, chat.id)
        return await handler(event, {**data, "spot": spot, "group": self._group})

    async def _spot(self, event: TelegramObject, place: int) -> Spot:
        message = event.message if isinstance(event, CallbackQuery) else event
        if isinstance(message, MessageReactionUpdated) or not isinstance(message, Message):
            number = getattr(message, "message_id", 0)
            return Spot(place, None, str(number), None, None)
        thread = message.message_thread_id if message.is_topic_message else None
        async with self._database.reading() as session:
            ticket = await ticket_in(session, str(place), str(thread)) if thread else None
            number = ticket.number if ticket else None
            answered = message.reply_to_message
            target: Target = None
            if ticket is not None and answered is not None and not isinstance(event, CallbackQuery):
                room = await room_of(session, ticket.id)
                spots = {room.card, *room.shown.get("words", [])} if room else set()
                target = await _target(session, place, str(answered.message_id), ticket.conversation_id, spots)
        return Spot(place, thread, str(message.message_id), number, target)


async def _target(session: Session, place: int, spot: str, conversation: str, ours: set[str | None]) -> Target:
    """What stands at that spot, as far as an answer to it means anything: never told by its text."""
    if spot in ours:
        return ToPerson(None)
    if prompt := await find_prompt(session, str(place), spot):
        return ToPrompt(prompt)
    found = await shown_at(session, str(place), spot)
    if found is not None and found.author is Author.USER and found.conversation_id == conversation:
        return ToPerson(found)
    return None


class Acting(BaseMiddleware):
    """Whoever acts must be in the group now and linked to a staff member; handlers get their `turn`.

    `aloud` says whether others are told why nothing happened.
    """

    def __init__(self, database: Database, *, aloud: bool = True) -> None:
        self._database = database
        self._aloud = aloud

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user, group, spot = data.get("event_from_user"), data["group"], data["spot"]
        if isinstance(event, Message) and event.sender_chat is not None:
            return self._refuse(event, data, group_words.ANONYMOUS)
        if user is None or user.is_bot or not await group.forum.has_member(user.id):
            return self._refuse(event, data, group_words.NOT_A_MEMBER)
        async with self._database.reading() as session:
            member = await linked_staff(session, user.id)
        if member is None:
            short = isinstance(event, CallbackQuery)
            return self._refuse(event, data, group_words.NOT_LINKED_SHORT if short else group_words.NOT_LINKED)
        turn = StaffTurn(data["session"], data["desk"], group, spot, user.id, member.email, data["cause"])
        return await handler(event, {**data, "turn": turn})

    def _refuse(self, event: TelegramObject, data: dict[str, Any], text: str) -> str | None:
        if isinstance(event, CallbackQuery):
            return text  # shown over the chat, to them alone
        if self._aloud:
            say(data["session"], data["spot"], data["cause"], text)
        return None
