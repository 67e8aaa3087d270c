"""What Telegram takes: its HTML and its keyboards, checked as its own server does."""

import html
import json
import re
from typing import Any

TAGS = {"a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong", "u"}
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[^\s<>/]*)(?P<rest>[^<>]*)>|<")

Buttons = dict[str, str]  #: label → callback data


class Refusal(Exception):
    """A call is answered with an error."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def buttons_of(params: dict[str, Any]) -> Buttons:
    """Labels and data of the inline keyboard; refuses what Telegram would."""
    markup = json.loads(params.get("reply_markup") or "{}")
    buttons = [button for row in markup.get("inline_keyboard", []) for button in row]
    for button in buttons:
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return {button["text"]: button["callback_data"] for button in buttons}


def plain_text(marked: str) -> str:
    """Telegram HTML as a person reads it; refuses what Telegram cannot parse."""
    open_tags: list[str] = []
    for tag in _TAG.finditer(marked):
        name = tag["name"] or ""
        if name not in TAGS:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{name}"')
        if not tag["closing"]:
            if name == "blockquote" and name in open_tags:
                raise Refusal(400, "Bad Request: can't parse entities: nested blockquote")
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unexpected end tag "{name}"')
    if open_tags:
        raise Refusal(400, f"Bad Request: can't parse entities: Can't find end tag for \"{open_tags[-1]}\"")
    return html.unescape(_TAG.sub("", marked))
