"""The scene: everything that the page shows, as JSON."""

from typing import Any

from stand_in import Message, Topic

from demo.cast import Cast
from demo.demo_words import service

SHOWN = 200  #: messages of one chat, the newest


def scene(cast: Cast) -> dict[str, Any]:
    """Chats of the users, topics of the group, and what is under way."""
    stand_in = cast.stand_in
    return {
        "bot": stand_in.me,
        "users": [
            {
                **_person(user.as_json()),
                "language": user.language,
                "blocked": not user.chat.bot.inside,
                "messages": _messages([m for m in user.chat.messages.values() if not m.deleted], cast),
                "actions": sum(chat == user.id for chat, _, _ in stand_in.actions),
                "commands": _commands(cast, user.language),
            }
            for user in cast.users
        ],
        "staff": [_person(one.as_json()) for one in cast.staff],
        "group": {
            "id": cast.group.id,
            "name": cast.group.chat.name,
            "topics": [_topic(topic, cast) for topic in (cast.group.general, *reversed(cast.group.topics))],
        },
    }


def _topic(topic: Topic, cast: Cast) -> dict[str, Any]:
    general = topic.thread is None
    return {
        "id": topic.thread,
        "name": "Общая тема" if general and topic.name == "General" else topic.name,
        "icon": topic.icon or ("#" if general else "💬"),
        "closed": topic.closed,
        "messages": _messages(topic.all, cast),
        "pinned": [message.id for message in topic.pinned],
    }


def _messages(messages: list[Message], cast: Cast) -> list[dict[str, Any]]:
    return [_message(message, cast) for message in messages[-SHOWN:]]


def _message(message: Message, cast: Cast) -> dict[str, Any]:
    content = message.content
    shown: dict[str, Any] = {
        "id": message.id,
        "chat": message.chat.id,
        "who": _person(message.sender),
        "date": message.date,
        "text": message.text,
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "buttons": message.markup.get("inline_keyboard", []),
        "reactions": [emoji for emojis in message.reactions.values() for emoji in emojis],
        "edited": message.edited is not None,
        "album": message.album,
        "via": content.get("via_bot", {}).get("username"),
        "forwarded": content.get("forward_origin", {}).get("sender_user", {}).get("first_name"),
        "location": content.get("location"),
        "service": service(message) if message.service else None,
    }
    if message.media:
        file = cast.stand_in.files.find(message.file_id)
        shown["file"] = {"kind": file.kind, "name": file.name, "mime": file.mime, "url": f"files/{file.path}"}
    if message.reply and not message.reply.deleted:
        shown["reply"] = {"who": _person(message.reply.sender), "text": message.reply.text or "…"}
    return shown


def _person(user: dict[str, Any]) -> dict[str, Any]:
    return {"id": user["id"], "name": user["first_name"], "bot": user["is_bot"]}


def _commands(cast: Cast, language: str) -> list[dict[str, str]]:
    """The menu of a private chat: the nearest scope and language wins, as in Telegram."""
    menus = [(scope, code) for scope in ("commands all_private_chats", "commands default") for code in (language, "")]
    return next((found for menu in menus if (found := cast.stand_in.profile.get(menu))), [])
