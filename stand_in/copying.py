"""Methods that carry a message from one chat to another, and that take messages away."""

from typing import Any

from stand_in.keyboards import keyboard_of
from stand_in.message import Message
from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.sending import put, said
from stand_in.world import World

_OF_THE_ORIGINAL = ("via_bot", "forward_origin", "has_protected_content", "media_group_id")


def copy_message(world: World, params: Params) -> dict[str, Any]:
    """The same content from the bot, without a word of who wrote it."""
    world.place(params)
    original = _original(world, params, params.number("message_id"), "copy")
    content = _content(original)
    if "caption" in params and original.media:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= said(params, "caption")
    return {"message_id": put(world, params, content, original.html, markup=keyboard_of(params)).id}


def copy_messages(world: World, params: Params) -> list[dict[str, Any]]:
    return [{"message_id": message.id} for message in _carry(world, params, "copy")]


def forward_message(world: World, params: Params) -> dict[str, Any]:
    world.place(params)
    original = _original(world, params, params.number("message_id"), "forward")
    return put(world, params, {**_content(original), "forward_origin": _origin(original)}, original.html).as_json()


def forward_messages(world: World, params: Params) -> list[dict[str, Any]]:
    return [{"message_id": message.id} for message in _carry(world, params, "forward")]


def delete_message(world: World, params: Params) -> bool:
    message = world.place(params).message(params.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    _check_deletable(world, message)
    message.deleted = True
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Those that are there; the others are passed over."""
    chat = world.place(params)
    found = [message for number in params.data("message_ids", []) if (message := chat.message(number))]
    for message in found:
        _check_deletable(world, message)
    for message in found:
        message.deleted = True
    return True


def _carry(world: World, params: Params, act: str) -> list[Message]:
    """Those that are there, in their order; an album stays an album."""
    world.place(params)
    source = world.place(params, "from_chat_id")
    numbers = params.data("message_ids", [])
    if numbers != sorted(set(numbers)) or not 1 <= len(numbers) <= 100:
        raise bad("message identifiers must be in a strictly increasing order")
    originals = [message for number in numbers if (message := source.message(number)) and not message.service]
    if not originals:
        raise bad(f"there are no messages to {act}")
    albums: dict[str, str] = {}
    carried = []
    for original in originals:
        content = _content(original)
        if original.album:
            content["media_group_id"] = albums.setdefault(original.album, world.album())
        if act == "forward":
            content["forward_origin"] = _origin(original)
        carried.append(put(world, params, content, original.html, markup={}))
    return carried


def _original(world: World, params: Params, number: int | None, act: str) -> Message:
    message = world.place(params, "from_chat_id").message(number)
    if message is None:
        raise bad(f"message to {act} not found")
    if message.service:
        raise bad("message can't be copied" if act == "copy" else "the message can't be forwarded")
    if message.content.get("has_protected_content"):
        raise bad("message can't be copied" if act == "copy" else "the message can't be forwarded")
    return message


def _content(message: Message) -> dict[str, Any]:
    return {key: value for key, value in message.content.items() if key not in _OF_THE_ORIGINAL}


def _origin(message: Message) -> dict[str, Any]:
    return {"type": "user", "sender_user": message.sender, "date": message.date}


def _check_deletable(world: World, message: Message) -> None:
    own = message.sender == world.bot
    if not own and not message.chat.private and not message.chat.bot.may("can_delete_messages"):
        raise bad("message can't be deleted")


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
