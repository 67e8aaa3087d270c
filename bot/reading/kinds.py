"""Kinds of messages: what tells of the chat itself, what is a person's, and what only stands around it.

`tests/bot/reading/test_kinds.py` holds every field that aiogram knows against these lists.
"""

from aiogram.types import Message

#: Messages that Telegram itself puts into a chat. Every other kind is from a person, also one that is not known yet.
SERVICE = frozenset(
    {
        *("new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed", "new_chat_title"),
        *("new_chat_photo", "delete_chat_photo", "group_chat_created", "supergroup_chat_created"),
        *("channel_chat_created", "message_auto_delete_timer_changed", "migrate_to_chat_id", "migrate_from_chat_id"),
        *("pinned_message", "successful_payment", "refunded_payment", "users_shared", "user_shared", "chat_shared"),
        *("gift", "unique_gift", "gift_upgrade_sent", "connected_website", "write_access_allowed", "passport_data"),
        *("proximity_alert_triggered", "boost_added", "chat_background_set", "checklist_tasks_done"),
        *("checklist_tasks_added", "direct_message_price_changed", "forum_topic_created", "forum_topic_edited"),
        *("forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden"),
        *("giveaway_created", "giveaway_completed", "managed_bot_created", "paid_message_price_changed"),
        *("poll_option_added", "poll_option_deleted", "suggested_post_approved", "suggested_post_approval_failed"),
        *("suggested_post_declined", "suggested_post_paid", "suggested_post_refunded", "video_chat_scheduled"),
        *("video_chat_started", "video_chat_ended", "video_chat_participants_invited", "web_app_data"),
        *("community_chat_added", "community_chat_removed", "community_chat_joined"),
    }
)

#: What can be read out, beside text and captions (`bot.reading.words`).
READ = frozenset({"checklist", "poll", "rich_message", "contact", "venue", "location", "game", "invoice", "giveaway"})
#: Of these, what is data and no speech: nobody asks a question with it.
CARDS = frozenset({"contact", "venue", "location", "game", "invoice", "giveaway"})
#: Files that are kept with a request or a message (`bot.sending.files`).
KEPT = frozenset({"photo", "document", "voice", "audio"})
#: What only a person can look at, as staff read of it.
SIGHTS = {
    "animation": "анимация",
    "dice": "кубик",
    "game": "игра",
    "giveaway": "розыгрыш",
    "giveaway_winners": "итоги розыгрыша",
    "invoice": "счёт",
    "live_photo": "живое фото",
    "paid_media": "платные фото или видео",
    "sticker": "стикер",
    "story": "история",
    "video": "видео",
    "video_note": "видеосообщение",
}
UNKNOWN = "сообщение, которое бот прочесть не умеет"


def is_service(message: Message) -> bool:
    """Whether nobody wrote it."""
    return message.content_type in SERVICE


def is_speech(message: Message) -> bool:
    """Whether somebody may mean to say something with its words, rather than to show something."""
    return message.content_type not in CARDS


def is_looked_at(message: Message) -> bool:
    """Whether there is more to it than can be read out and kept."""
    kinds = {kind for kind in SIGHTS if getattr(message, kind) is not None}
    return bool(kinds - READ) or message.content_type == "unknown"


def sight_of(message: Message) -> str:
    """What a person would see in it, in brackets; "" where all of it can be read or is kept."""
    if message.content_type == "unknown":
        return f"({UNKNOWN})"
    kind = message.content_type
    emoji = next((each.emoji for each in (message.sticker, message.dice) if each and each.emoji), "")
    return f"({' '.join(filter(None, (SIGHTS[kind], emoji)))})" if kind in SIGHTS else ""
