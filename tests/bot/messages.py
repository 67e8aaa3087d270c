"""Messages of every kind, as the Bot API tells of them."""

from typing import Any

from aiogram.types import Message

ANNA = {"id": 9, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
_FILE = {"file_id": "f", "file_unique_id": "u"}
_FRAME = {**_FILE, "width": 1, "height": 1}
_VIDEO = {**_FRAME, "duration": 1}
_CHAT = {"id": -1002, "type": "channel", "title": "Новости"}
_SPOT = {"latitude": 55.75, "longitude": 37.62}
_PARAGRAPH = {"type": "paragraph", "text": ["где ", {"type": "url", "text": "тут", "url": "https://example.org/a"}]}

Content = dict[str, Any]

#: Kinds that can be read, and how they are.
SPOKEN: dict[str, tuple[Content, str]] = {
    "text": ({"text": "сколько храните?"}, "сколько храните?"),
    "checklist": (
        {"checklist": {"title": "Что храните?", "tasks": [{"id": 1, "text": "почту"}, {"id": 2, "text": "телефон",
                                                                                  "completion_date": 5}]}},
        "Что храните?\n☐ почту\n☑ телефон",
    ),
    "poll": (
        {"poll": {"id": "1", "question": "Храните?", "options": [
            {"persistent_id": "1", "text": "да", "voter_count": 0}, {"persistent_id": "2", "text": "нет",
                                                                     "voter_count": 0}],
            "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
            "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}},
        "Храните?\n— да\n— нет",
    ),
    "rich_message": (
        {"rich_message": {"blocks": [{"type": "heading", "text": "Что храните?", "size": 1}, _PARAGRAPH, {
            "type": "list", "items": [{"label": "1.", "blocks": [{"type": "paragraph", "text": "раз"}]}]}]}},
        "Что храните?\nгде тут (https://example.org/a)\n1.\nраз",
    ),
    "contact": (
        {"contact": {"phone_number": "+79001234567", "first_name": "Анна", "last_name": "П."}},
        "Контакт: Анна П., +79001234567",
    ),
    "venue": (
        {"venue": {"location": _SPOT, "title": "Офис", "address": "Тверская, 1"}, "location": _SPOT},
        "Место: Офис, Тверская, 1 (55.75, 37.62)",
    ),
    "location": ({"location": _SPOT}, "Место на карте: 55.75, 37.62"),
    "game": ({"game": {"title": "Змейка", "description": "Играть", "photo": []}}, "Змейка\nИграть"),
    "invoice": (
        {"invoice": {"title": "Счёт", "description": "Заказ 7", "start_parameter": "", "currency": "RUB",
                     "total_amount": 100}},
        "Счёт\nЗаказ 7",
    ),
    "giveaway": (
        {"giveaway": {"chats": [_CHAT], "winners_selection_date": 1, "winner_count": 1, "prize_description": "Приз"}},
        "Приз",
    ),
}  # fmt: skip

#: Kinds that are only looked at or heard, and are not kept; those with a caption have one.
SHOWN: dict[str, Content] = {
    "video": {"video": _VIDEO, "caption": "сколько храните?"},
    "animation": {"animation": _VIDEO, "document": _FILE},
    "video_note": {"video_note": {**_FILE, "length": 1, "duration": 1}},
    "sticker": {"sticker": {**_FRAME, "type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "story": {"story": {"chat": _CHAT, "id": 1}},
    "paid_media": {"paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]}},
    "giveaway_winners": {"giveaway_winners": {"chat": _CHAT, "giveaway_message_id": 1, "winners_selection_date": 1,
                                              "winner_count": 0, "winners": []}},
    "unknown": {"hologram": {"depth": 3}},
}  # fmt: skip


def message(content: Content, number: int = 1, **more: Any) -> Message:
    return Message.model_validate(as_json(content, number, **more))


def as_json(content: Content, number: int = 1, chat: int = 9, **more: Any) -> dict[str, Any]:
    sender = {**ANNA, "id": chat}
    private = {"id": chat, "type": "private", "first_name": "Анна"}
    return {"message_id": number, "date": 1, "chat": private, "from": sender, **content, **more}
