"""Methods about topics of a forum."""

from typing import Any

from stand_in.chat import Chat
from stand_in.icons import COLORS, ICONS
from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.topic import Topic
from stand_in.world import World

LONGEST_NAME = 128
NOT_MODIFIED = "TOPIC_NOT_MODIFIED"


def create(world: World, params: Params) -> dict[str, Any]:
    chat = _forum(world, params, "create a topic")
    name, icon = _name(params), _icon(params)
    color = params.number("icon_color")
    if color is not None and color not in COLORS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    return make_topic(world, chat, world.bot, name, icon, color).as_json()


def make_topic(
    world: World, chat: Chat, by: dict[str, Any], name: str, icon: str = "", color: int | None = None
) -> Topic:
    """A topic, whose id is that of the message that tells of it."""
    topic = Topic(chat, 0, name, color or min(COLORS), icon)
    told = world.add(chat, by, {"forum_topic_created": _told(topic)}, service=True)
    topic.id = told.thread = told.id
    chat.topics[topic.id] = topic
    world.queue(message=told.as_json())
    return topic


def edit(world: World, params: Params) -> bool:
    """Name, icon or both; an icon of "" is taken away."""
    topic = _topic(world, params, "edit the topic")
    changed: dict[str, Any] = {}
    if params.get("name") and (name := _name(params)) != topic.name:
        changed["name"] = topic.name = name
    if "icon_custom_emoji_id" in params and (icon := _icon(params)) != topic.icon_id:
        changed["icon_custom_emoji_id"] = topic.icon_id = icon
    if not changed:
        raise bad(NOT_MODIFIED)
    world.note(topic.chat, world.bot, topic.thread, forum_topic_edited=changed)
    return True


def close(world: World, params: Params) -> bool:
    return set_closed(world, _topic(world, params, "close the topic"), world.bot, closed=True)


def reopen(world: World, params: Params) -> bool:
    return set_closed(world, _topic(world, params, "reopen the topic"), world.bot, closed=False)


def set_closed(world: World, topic: Topic, by: dict[str, Any], *, closed: bool) -> bool:
    if topic.closed == closed:
        raise bad(NOT_MODIFIED)
    topic.closed = closed
    told: dict[str, Any] = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    world.note(topic.chat, by, topic.thread, **told)
    return True


def delete(world: World, params: Params) -> bool:
    chat = _forum(world, params, "delete the topic", "can_delete_messages")
    return delete_topic(_named(chat, params))


def delete_topic(topic: Topic) -> bool:
    """Its messages go with it, and nobody is told: that is how Telegram does it."""
    topic.deleted = True
    for message in topic.all:
        message.deleted = True
    del topic.chat.topics[topic.id]
    return True


def icon_stickers(_world: World, _params: Params) -> list[dict[str, Any]]:
    looks = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        {**looks, "file_id": f"icon-{number}", "file_unique_id": number, "emoji": emoji, "custom_emoji_id": number}
        for emoji, number in ICONS.items()
    ]


def _edit_general(world: World, params: Params) -> bool:
    chat = _forum(world, params, "edit the topic")
    if _name(params) == chat.general.name:
        raise bad(NOT_MODIFIED)
    chat.general.name = _name(params)
    world.note(chat, world.bot, forum_topic_edited={"name": chat.general.name})
    return True


def _close_general(world: World, params: Params) -> bool:
    return set_closed(world, _forum(world, params, "close the topic").general, world.bot, closed=True)


def _reopen_general(world: World, params: Params) -> bool:
    return set_closed(world, _forum(world, params, "reopen the topic").general, world.bot, closed=False)


def _forum(world: World, params: Params, act: str, right: str = "can_manage_topics") -> Chat:
    chat = world.place(params)
    if not chat.forum:
        raise bad("the chat is not a forum")
    if not chat.bot.may(right):
        raise bad(f"not enough rights to {act}")
    return chat


def _topic(world: World, params: Params, act: str) -> Topic:
    return _named(_forum(world, params, act), params)


def _named(chat: Chat, params: Params) -> Topic:
    number = params.number("message_thread_id")
    if number is None:
        raise bad("message thread identifier is not specified")
    if number not in chat.topics:
        raise bad("TOPIC_ID_INVALID")
    return chat.topics[number]


def _name(params: Params) -> str:
    name = str(params.get("name") or "").strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    return name


def _icon(params: Params) -> str:
    icon = str(params.get("icon_custom_emoji_id") or "")
    if icon and icon not in ICONS.values():
        raise bad("DOCUMENT_INVALID")
    return icon


def _told(topic: Topic) -> dict[str, Any]:
    told = {"name": topic.name, "icon_color": topic.color}
    return {**told, "icon_custom_emoji_id": topic.icon_id} if topic.icon_id else told


METHODS = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
    "getForumTopicIconStickers": icon_stickers,
    "editGeneralForumTopic": _edit_general,
    "closeGeneralForumTopic": _close_general,
    "reopenGeneralForumTopic": _reopen_general,
}
