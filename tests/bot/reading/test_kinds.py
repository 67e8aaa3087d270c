"""Kinds: each field of a message that aiogram knows is the chat's, a person's, or only says something about it."""

from aiogram.enums import ContentType
from aiogram.types import Message

from bot.reading import kinds

#: What says something about a message, or about the text that it has.
ABOUT = {
    *("message_id", "date", "chat", "message_thread_id", "direct_messages_topic", "from_user", "sender_chat"),
    *("sender_boost_count", "sender_business_bot", "sender_tag", "guest_query_id", "business_connection_id"),
    *("forward_origin", "is_topic_message", "is_automatic_forward", "reply_to_message", "external_reply", "quote"),
    *("reply_to_story", "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot", "guest_bot_caller_user"),
    *("guest_bot_caller_chat", "edit_date", "has_protected_content", "is_from_offline", "is_paid_post"),
    *("media_group_id", "author_signature", "paid_star_count", "entities", "link_preview_options"),
    *("suggested_post_info", "effect_id", "caption_entities", "show_caption_above_media", "has_media_spoiler"),
    *("reply_markup", "receiver_user", "ephemeral_message_id", "forward_date", "forward_from", "forward_from_chat"),
    *("forward_from_message_id", "forward_sender_name", "forward_signature"),
}
PERSONS = {"text", "caption", *kinds.READ, *kinds.KEPT, *kinds.SIGHTS}


def test_every_field_that_aiogram_knows_is_classified() -> None:
    """A newer aiogram brings new ones: they are put into one of the lists when it is raised."""
    assert set(Message.model_fields) == ABOUT | PERSONS | kinds.SERVICE
    assert set() == (PERSONS & kinds.SERVICE) | (ABOUT & (PERSONS | kinds.SERVICE))


def test_every_kind_that_aiogram_tells_apart_is_classified() -> None:
    told = {kind.value for kind in ContentType} - {ContentType.ANY.value, ContentType.UNKNOWN.value}
    assert told == (PERSONS - {"caption"}) | kinds.SERVICE
