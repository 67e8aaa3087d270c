"""Parts: which messages are one text that an app has cut."""

from typing import Any

import pytest
from aiogram.types import Update
from messages import as_json, message

from bot.reading.parts import goes_on, joined, parts_of

FULL, REST = "а" * 4096, "и ответьте на anna@example.org"
COMMAND = [{"type": "bot_command", "offset": 0, "length": 7}]
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "И."}


def update(text: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {"update_id": number, "message": as_json({"text": text}, number, **more)}


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        (update(FULL), update(REST), True),
        (update("😀" * 2048), update(REST), True),
        (update("слово " * 660), update(REST * 5, date=2), True),
        (update("а" * 3000), update("б" * 2000), True),  # cut at the end of a paragraph
        (update(FULL, message_thread_id=4), update(REST, message_thread_id=4), True),
        (update("а" * 3000), update(REST), False),  # would have fitted
        (update("коротко"), update(FULL), False),
        (update(FULL), update(REST, date=9), False),
        (update(FULL), update("/cancel", entities=COMMAND), False),
        (update(FULL), update(REST, forward_origin=ORIGIN), False),
        (update(FULL, forward_origin=ORIGIN), update(REST), False),
        (update(FULL), update(REST, chat=8), False),
        (update(FULL), update(REST, message_thread_id=4), False),
        (update(FULL), {"update_id": 2, "message": as_json({"photo": [], "caption": REST})}, False),
        (update(FULL), update(REST, reply_to_message=as_json({"text": "x"}, 77)), False),
        (update(FULL), {"update_id": 2, "callback_query": {"id": "1"}}, False),
    ],
)
def test_what_an_app_cut_is_known(before: dict[str, Any], after: dict[str, Any], one: bool) -> None:
    assert one == goes_on(before, after)


@pytest.mark.parametrize(
    ("first", "whole"),
    [("а" * 4096, "а" * 4096 + "б"), ("а" * 4000, "а" * 4000 + " б"), ("а" * 4000 + ".", "а" * 4000 + ".\nб")],
    ids=["in a word", "between words", "between sentences"],
)
def test_parts_become_one_text(first: str, whole: str) -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/a"}
    parts = [
        Update(update_id=1, message=message({"text": first})),
        Update(update_id=2, message=message({"text": "б", "entities": [link]}, 2)),
    ]
    made = joined(parts).message
    assert made is not None
    assert made.entities is not None
    assert (1, whole) == (made.message_id, made.text)
    assert "б" == made.entities[0].extract_from(whole)
    assert [1, 2] == [number for number, _ in parts_of(parts)]
    assert len(whole + " (https://example.org/a)") == sum(size for _, size in parts_of(parts))
