"""Keyboards under messages, checked as Telegram does."""

from typing import Any
from urllib.parse import urlsplit

from stand_in.params import Params
from stand_in.refusal import bad

Buttons = dict[str, str]  #: label → callback data, address, or words of an inline query

ACTIONS = ("callback_data", "url", "switch_inline_query_current_chat", "switch_inline_query")
OTHER_ACTIONS = ("switch_inline_query_chosen_chat", "copy_text", "web_app", "login_url", "pay", "callback_game")
MOST = 100  #: buttons under one message


def keyboard_of(params: Params) -> dict[str, Any]:
    """The inline keyboard of a call, {} where there is none; refuses what Telegram would."""
    markup = params.data("reply_markup", {})
    rows = markup.get("inline_keyboard", [])
    if sum(map(len, rows)) > MOST:
        raise bad("reply markup is too long")
    for row in rows:
        for button in row:
            _check(button)
    # Other kinds of markup change the person's keyboard and stay with no message.
    return {"inline_keyboard": rows} if rows else {}


def buttons_of(markup: dict[str, Any]) -> Buttons:
    """What each label does."""
    return {
        button["text"]: next((button[action] for action in ACTIONS if action in button), "")
        for row in markup.get("inline_keyboard", [])
        for button in row
    }


def _check(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad("can't parse inline keyboard button: Text must be non-empty")
    if not any(action in button for action in (*ACTIONS, *OTHER_ACTIONS)):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button:
        address = urlsplit(button["url"])
        if address.scheme != "tg" and "." not in (address.hostname or ""):
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
