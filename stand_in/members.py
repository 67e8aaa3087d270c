"""Methods about chats and who is in them, and what the bot hears of its own standing."""

from typing import Any

from stand_in.chat import Chat, Member
from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.world import World

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def get_chat(world: World, params: Params) -> dict[str, Any]:
    chat = _known(world, params)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}
    shown = {**chat.as_json(), **full}
    if pinned := [message for message in chat.pinned if not message.deleted]:
        shown["pinned_message"] = pinned[-1].as_json(deep=False)
    return shown


def get_member(world: World, params: Params) -> dict[str, Any]:
    chat, number = _known(world, params), params.number("user_id")
    if number == world.bot["id"]:
        return chat.bot.as_json()
    if number in chat.members:
        return chat.members[number].as_json()
    person = next((c.members[number] for c in world.all_chats() if number in c.members), None)
    if person is None:
        raise bad("user not found")
    return Member(person.user, "left").as_json()


def get_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    chat = _known(world, params)
    if chat.private:
        raise bad("there are no administrators in the private chat")
    everybody = [chat.bot, *chat.members.values()]
    return [member.as_json() for member in everybody if member.admin]


def count_members(world: World, params: Params) -> int:
    chat = _known(world, params)
    return sum(member.inside for member in (chat.bot, *chat.members.values()))


def leave(world: World, params: Params) -> bool:
    chat = _known(world, params)
    change_bot(world, chat, world.bot, "left")
    return True


def show_action(world: World, params: Params) -> bool:
    """«Печатает…»"""
    chat = world.place(params)
    if params.get("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    thread = params.number("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise bad("message thread not found")
    world.actions.append((chat.id, thread, params["action"]))
    return True


def change_bot(
    world: World, chat: Chat, by: dict[str, Any], status: str, rights: set[str] | None = None
) -> dict[str, Any]:
    """The bot's own standing in a chat becomes another, and it hears of it."""
    old = chat.bot
    chat.bot = Member(world.bot, status, old.rights if rights is None else rights)
    told = {"old_chat_member": old.as_json(), "new_chat_member": chat.bot.as_json()}
    return world.queue(my_chat_member={"chat": chat.as_json(), "from": by, "date": world.now(), **told})


def migrate(world: World, chat: Chat, number: int, by: dict[str, Any]) -> Chat:
    """The group becomes a supergroup under another number; both chats tell of it."""
    moved = world.make_chat(number, "supergroup", chat.name, forum=chat.forum)
    moved.members, moved.bot = chat.members, chat.bot
    world.note(chat, by, migrate_to_chat_id=number)
    world.note(moved, by, migrate_from_chat_id=chat.id)
    chat.moved_to = number
    return moved


def _known(world: World, params: Params) -> Chat:
    """A chat that somebody made: who only asks makes none."""
    number = str(params.get("chat_id", ""))
    if not number.removeprefix("-").isdigit() or world.known(int(number)) is None:
        raise bad("chat not found")
    return world.place(params)


_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")

METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": count_members,
    "leaveChat": leave,
    "sendChatAction": show_action,
}
