"""Bullets of Word's pages: a letter in a font of signs, with the blanks behind it that stand for a tab."""

import re

from bs4 import Tag
from bs4.element import NavigableString

from index.document.bullets import BULLET, is_font_of_signs, is_sign

_FONT = re.compile(r"font-family:\s*([^;]+)", re.IGNORECASE)
_CIRCLES = "courier new"  #: whose «o» is a bullet
_INDENT = ("font:7.0pt", "font:7pt")


def is_indent(text: NavigableString) -> bool:
    """Whether these are the blanks in small print that Word puts behind a number instead of a tab."""
    return text.isspace() and _is_small(text.parent)


def as_seen(text: NavigableString) -> str:
    """The text as it looks: a bullet where a letter only draws one."""
    words = str(text)
    if len(words) > 8 or not is_sign(words.strip()) or not _is_small(text.next_sibling):
        return words
    around = [each for each in (text.parent, text.parent and text.parent.parent) if each is not None]
    return BULLET if any(map(_draws, around)) else words


def _is_small(element: object) -> bool:
    return isinstance(element, Tag) and str(element.get("style") or "").startswith(_INDENT)


def _draws(tag: Tag) -> bool:
    font = _FONT.search(str(tag.get("style") or ""))
    return font is not None and (is_font_of_signs(font[1]) or font[1].strip(" \"'").lower().startswith(_CIRCLES))
