"""Methods that put a message of the bot into a chat."""

from typing import Any

from stand_in.chat import Chat
from stand_in.files import media_json
from stand_in.keyboards import keyboard_of
from stand_in.markup import parse, units
from stand_in.message import MEDIA, Message
from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.world import World

LONGEST = 4096  #: UTF-16 units of a text
LONGEST_CAPTION = 1024


def said(params: Params, name: str, longest: int = LONGEST_CAPTION) -> dict[str, Any]:
    """Text and entities of a text or a caption, {} where there is none."""
    marked = str(params.get(name) or "")
    mode = str(params.get("parse_mode") or "").lower()
    if mode not in {"", "html"}:
        raise bad("unsupported parse_mode")
    given = "entities" if name == "text" else f"{name}_entities"
    text, entities = parse(marked) if mode else (marked, params.data(given, []))
    if units(text) > longest:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    if not text.strip():
        return {}
    key = "text" if name in {"text", "message_text"} else "caption"
    return {key: text} | ({"entities" if key == "text" else "caption_entities": entities} if entities else {})


def thread_of(chat: Chat, params: Params) -> int | None:
    """The topic that a call names, if it is there and open to the bot."""
    number = params.number("message_thread_id")
    if number is None:
        return None
    topic = chat.topics.get(number)
    if topic is None:
        raise bad("message thread not found")
    if topic.closed and not chat.bot.may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return number


def reply_of(chat: Chat, params: Params) -> Message | None:
    """The message of this chat that a call replies to."""
    asked = params.data("reply_parameters", {})
    number = asked.get("message_id") or params.number("reply_to_message_id")
    if not number:
        return None
    found = chat.message(int(number))
    forgiven = asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if found is None and not forgiven:
        raise bad("message to be replied not found")
    return found


def put(world: World, params: Params, content: dict[str, Any], html: str = "", **more: Any) -> Message:
    """The message of a call in its chat, topic and thread of replies."""
    chat = world.place(params)
    if not chat.private and not chat.bot.admin and chat.bot.status == "restricted":
        raise bad("not enough rights to send text messages to the chat")
    thread, reply = thread_of(chat, params), reply_of(chat, params)
    if thread is None and reply is not None:
        thread = reply.thread
    if "markup" not in more:
        more["markup"] = keyboard_of(params)
    return world.add(chat, world.bot, content, html=html, thread=thread, reply=reply, **more)


def send_message(world: World, params: Params) -> dict[str, Any]:
    world.place(params)
    content = said(params, "text", LONGEST)
    if not content:
        raise bad("message text is empty")
    return put(world, params, content, params["text"]).as_json()


def send_media(kind: str, world: World, params: Params) -> dict[str, Any]:
    world.place(params)
    caption = {} if kind in {"sticker", "video_note"} else said(params, "caption")
    file = world.files.given(params, params.get(kind), kind)
    return put(world, params, {kind: media_json(file), **caption}, params.get("caption", "")).as_json()


def send_location(world: World, params: Params) -> dict[str, Any]:
    try:
        spot = {"latitude": float(params["latitude"]), "longitude": float(params["longitude"])}
    except (KeyError, ValueError):
        raise bad("can't parse location") from None
    return put(world, params, {"location": spot}).as_json()


def send_contact(world: World, params: Params) -> dict[str, Any]:
    card = {name: params[name] for name in ("phone_number", "first_name", "last_name") if params.get(name)}
    return put(world, params, {"contact": card}).as_json()


def send_media_group(world: World, params: Params) -> list[dict[str, Any]]:
    """An album: all or nothing; its parts stand one after another."""
    world.place(params)
    items = params.data("media", [])
    if not 2 <= len(items) <= 10:
        raise bad("media group must include 2-10 items")
    kinds = {item["type"] for item in items}
    if kinds - {"photo", "video", "audio", "document"} or (len(kinds) > 1 and kinds & {"audio", "document"}):
        raise bad("can't use the media of the specified type in the album")
    parts = []
    for item in items:
        caption = said(Params(item, caption_entities=None), "caption")
        file = world.files.given(params, item["media"], item["type"])
        parts.append(({item["type"]: media_json(file), **caption}, item.get("caption", "")))
    album = world.album()
    return [
        put(world, params, {**content, "media_group_id": album}, html, markup={}).as_json() for content, html in parts
    ]


METHODS = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendMediaGroup": send_media_group,
}


def _media_method(kind: str) -> Any:
    return lambda world, params: send_media(kind, world, params)


METHODS |= {f"send{kind.title().replace('_', '')}": _media_method(kind) for kind in MEDIA}
