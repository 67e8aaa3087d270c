"""Parsing: what is newer than aiogram is left out, and the rest is read."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update
from messages import as_json
from pydantic import ValidationError

from bot.reading.origin import forwarded_from, quoted_in
from bot.reading.parsing import parse
from bot.reading.words import text_of

NEW = {"type": "brand_new", "date": 3, "depth": {"x": 1}}


def read(**content: Any) -> Update:
    return parse({"update_id": 1, "message": as_json(content)}, Bot("42:token"))


@pytest.mark.parametrize(
    "content",
    [
        {"forward_origin": NEW},
        {"paid_media": {"star_count": 1, "paid_media": [NEW, {"type": "preview"}]}},
        {"external_reply": {"origin": NEW}},
        {"reply_to_message": {**as_json({"text": "прежде"}), "forward_origin": NEW}},
        {"reply_markup": {"inline_keyboard": [[{"text": 1}]]}},
        {"poll": {"question": "без остального"}},
        {"chat_background_set": {"type": {"type": "hologram"}}},
        {"entities": [{"type": "text_link", "offset": 0, "length": "две"}]},
    ],
    ids=lambda content: next(iter(content)),
)
def test_words_beside_what_is_not_known_are_read(content: dict[str, Any]) -> None:
    found = read(text="верните деньги", **content).message
    assert found is not None
    assert "верните деньги" == text_of(found)


def test_what_is_known_beside_it_stays() -> None:
    message = read(caption="эй", paid_media={"star_count": 1, "paid_media": [NEW, {"type": "preview"}]}).message
    assert message is not None
    assert message.paid_media is not None
    assert ["preview"] == [each.type for each in message.paid_media.paid_media]


def test_words_forwarded_from_an_unknown_kind_of_place_are_no_less_marked() -> None:
    message = read(text="эй", forward_origin=NEW, external_reply={"origin": NEW}).message
    assert message is not None
    assert ("Переслано", "В ответ на") == (forwarded_from(message), quoted_in(message))


def test_an_update_without_what_is_needed_is_refused() -> None:
    with pytest.raises(ValidationError):
        read(text="эй", chat={"type": "private"})
