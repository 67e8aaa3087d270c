"""Telegram's HTML as its own server reads it: the text a person sees, and which part of it looks how."""

import re
import sys
from typing import Any

from stand_in.refusal import bad

LOOKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[^\s<>/]*)(?P<rest>[^<>]*)>|<")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_ESCAPED = re.compile(r"&(lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

Entity = dict[str, Any]


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain_text(marked: str) -> str:
    """Telegram HTML as a person reads it; refuses what Telegram cannot parse."""
    return parse(marked)[0]


def parse(marked: str) -> tuple[str, list[Entity]]:
    """Text and entities of Telegram HTML; refuses what Telegram cannot parse."""
    text, entities, start = "", [], 0
    open_tags: list[tuple[str, Entity]] = []
    for tag in _TAG.finditer(marked):
        text += _unescaped(marked[start : tag.start()])
        start = tag.end()
        name = (tag["name"] or "").lower()
        if name not in LOOKS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {tag.start()}')
        if not tag["closing"]:
            if name == "blockquote" and any(name == other for other, _ in open_tags):
                raise bad("can't parse entities: nested blockquote")
            open_tags.append((name, _look(name, tag["rest"], units(text), tag.start())))
        elif not open_tags or open_tags[-1][0] != name:
            raise bad(f'can\'t parse entities: Unexpected end tag "{name}" at byte offset {tag.start()}')
        else:
            entity = open_tags.pop()[1]
            entity["length"] = units(text) - entity["offset"]
            entities.append(entity)
    if open_tags:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\"")
    text += _unescaped(marked[start:])
    shown = [entity for entity in entities if entity["length"]]
    return text, sorted(shown, key=lambda entity: (entity["offset"], -entity["length"]))


def _look(name: str, rest: str, offset: int, place: int) -> Entity:
    given = {word.lower(): _unescaped(a or b or c) for word, a, b, c in _ATTRIBUTE.findall(rest)}
    entity: Entity = {"type": LOOKS[name], "offset": offset, "length": 0}
    match name:
        case "a":
            entity["url"] = given.get("href", "")
        case "span" if given.get("class") != "tg-spoiler":
            raise bad(f'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset {place}')
        case "blockquote" if "expandable" in given:
            entity["type"] = "expandable_blockquote"
        case "tg-emoji":
            entity["custom_emoji_id"] = given.get("emoji-id", "")
    return entity


def _unescaped(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        name = found[1]
        if name in _SIGNS:
            return _SIGNS[name]
        number = int(name.lstrip("#x"), 16 if "x" in name else 10)
        return chr(number) if number <= sys.maxunicode else found[0]

    return _ESCAPED.sub(sign, text)
