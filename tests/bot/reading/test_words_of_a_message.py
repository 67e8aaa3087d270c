"""Words: what can be read in a message, with the addresses behind its words, and whose words they are."""

from typing import Any

import pytest
from aiogram.types import Message, MessageEntity
from messages import SPOKEN, message

from bot.reading.origin import forwarded_from, quoted_in
from bot.reading.words import text_of, with_addresses

SITE = "https://example.org/a?b=1"


def link(offset: int, length: int, url: str = SITE) -> MessageEntity:
    return MessageEntity(type="text_link", offset=offset, length=length, url=url)


@pytest.mark.parametrize(
    ("text", "entities", "read"),
    [
        ("смотрите тут и там", [link(9, 3)], f"смотрите тут ({SITE}) и там"),
        ("😀😀тут", [link(4, 3)], f"😀😀тут ({SITE})"),
        (
            "тут, там",
            [link(5, 3, "https://b.ru"), link(0, 3, "https://a.ru")],
            "тут (https://a.ru), там (https://b.ru)",
        ),
        ("жирный адрес", [MessageEntity(type="bold", offset=0, length=9), link(7, 5)], f"жирный адрес ({SITE})"),
        ("адрес", [link(0, 5, "https://a.ru"), link(2, 3, "https://b.ru")], "адрес (https://b.ru) (https://a.ru)"),
        ("адрес", [link(3, 40)], f"адрес ({SITE})"),
        ("х😀", [link(0, 2)], f"х😀 ({SITE})"),
        ("example.org", [link(0, 11, "http://example.org/")], "example.org"),
        ("Example.org", [link(0, 11, "http://evil.example/")], "Example.org (http://evil.example/)"),
        ("https://example.org", [MessageEntity(type="url", offset=0, length=19)], "https://example.org"),
    ],
    ids=[
        "one",
        "emoji before",
        "two",
        "overlap",
        "nested",
        "beyond the end",
        "half a pair",
        "itself",
        "lie",
        "no link",
    ],
)
def test_addresses_stand_behind_their_words(text: str, entities: list[MessageEntity], read: str) -> None:
    assert read == with_addresses(text, entities)


@pytest.mark.parametrize("kind", SPOKEN)
def test_what_can_be_read_is_read(kind: str) -> None:
    content, read = SPOKEN[kind]
    assert read == text_of(message(content))


def test_a_link_in_a_caption_and_in_a_checklist_is_not_lost() -> None:
    entity = {"type": "text_link", "offset": 0, "length": 3, "url": SITE}
    assert f"тут ({SITE})" == text_of(message({"photo": [], "caption": "тут", "caption_entities": [entity]}))
    task = {"id": 1, "text": "тут", "text_entities": [entity]}
    assert f"Дела\n☐ тут ({SITE})" == text_of(message({"checklist": {"title": "Дела", "tasks": [task]}}))


CHANNEL = {"id": -1001, "type": "channel", "title": "Новости", "username": "news"}
ORIGINS: dict[str, tuple[dict[str, Any], str]] = {
    "user": (
        {
            "type": "user",
            "date": 1,
            "sender_user": {"id": 5, "is_bot": False, "first_name": "Иван", "username": "ivan"},
        },
        "Переслано: Иван (@ivan)",
    ),
    "hidden": ({"type": "hidden_user", "date": 1, "sender_user_name": "И.\nП."}, "Переслано: И. П."),
    "chat": (
        {
            "type": "chat",
            "date": 1,
            "sender_chat": {"id": -7, "type": "group", "title": "Дом"},
            "author_signature": "Я",
        },
        "Переслано: чат Дом, Я",
    ),
    "channel": (
        {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 3},
        "Переслано: канал Новости (@news)",
    ),
}


@pytest.mark.parametrize("kind", ORIGINS)
def test_forwarded_words_are_marked_in_one_line(kind: str) -> None:
    origin, line = ORIGINS[kind]
    assert line == forwarded_from(message({"text": "эй", "forward_origin": origin}))


def test_what_a_person_points_at_is_read_where_a_reply_does_not_show_it() -> None:
    quote = {"text": "храним\nгод", "position": 0}
    elsewhere = {"origin": ORIGINS["channel"][0]}
    own: Message = message({"text": "так?", "quote": {**quote, "is_manual": True}})
    assert "В ответ на: «храним год»" == quoted_in(own)
    assert "" == quoted_in(message({"text": "так?", "quote": quote}))
    assert "В ответ на: канал Новости (@news), «храним год»" == (
        quoted_in(message({"text": "так?", "quote": quote, "external_reply": elsewhere}))
    )
