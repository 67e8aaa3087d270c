"""Bullets that are letters of a font of signs: «§» of Wingdings is a square, «o» of Courier New a circle."""

import re

BULLET = "•"  #: what is quoted for any of them
_FONT = re.compile(r"[\s\"']*(?:symbol|wingdings|webdings|opensymbol)", re.IGNORECASE)
_ALONE = re.compile(r"[a-zÀ-ÿ§·¨\uf000-\uf0ff]", re.IGNORECASE)


def is_font_of_signs(name: str) -> bool:
    """Whether the letters of a font are pictures."""
    return _FONT.match(name) is not None


def is_sign(text: str) -> bool:
    """Whether a text before an item, without the full stop or bracket of a number, is a picture in such a font."""
    return _ALONE.fullmatch(text) is not None
