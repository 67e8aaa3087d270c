"""Signs of Symbol and Wingdings (`w:sym`) as characters."""

from typing import Any

from index.formats.docx.xml import W

_SYMBOL = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0x2D: "−"}
_WINGDINGS = {
    0x6F: "☐",
    0x71: "☐",
    0xA8: "☐",
    0x78: "☒",
    0xFD: "☒",
    0xFE: "☑",
    0xFC: "✓",
    0xFB: "✗",
    0xA7: "▪",
    0xD8: "➢",
}
_OWN = 0xF000  #: where these fonts keep their signs
UNKNOWN = "□"  #: what is shown for a sign without a font


def sign(element: Any) -> str:
    """The sign of a `w:sym`; UNKNOWN for one that no character stands for."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return UNKNOWN
    font = element.get(W + "font", "").lower()
    known = _WINGDINGS if font.startswith("wingdings") else _SYMBOL if font.startswith("symbol") else None
    low = code - _OWN if code >= _OWN else code
    if known is not None:
        return known.get(low) or (chr(low) if known is _SYMBOL and 0x20 <= low < 0x40 else UNKNOWN)
    return chr(code) if 0x20 <= code < 0xD800 else UNKNOWN
