"""Layout: blocks of a letter as plain text and as HTML that loads nothing from anywhere."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import assert_never

from post.mail.marked import link_html, marked_html, marked_text
from tickets.text.links import links_in

_BREAK = "<br>\n"
_LETTER = "font:16px/1.5 sans-serif;color:#1d1d1f;max-width:38em"
_WORDS = "margin:1em 0;padding:.25em 1em;border-left:3px solid #8a8a8e"
_CODE = "font:bold 28px/1.5 monospace;letter-spacing:2px"
_SMALL = "font-size:14px;color:#5c5c61;border-top:1px solid #d2d2d7;padding-top:1em"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What a staff member wrote, with its line breaks."""

    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The same with the marks that staff type."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Digits to type in."""

    digits: str


@dataclass(frozen=True, slots=True)
class Link:
    """An http or https address, shown in full."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Footer:
    """The small print at the end."""

    text: str


Block = Line | Verbatim | Marked | Facts | Code | Link | Footer


def plain(blocks: Sequence[Block]) -> str:
    """The letter as text."""
    return "\n\n".join(_cleaned(_text(block)) for block in blocks) + "\n"


def html(blocks: Sequence[Block], language: str) -> str:
    """The same as HTML."""
    body = "\n".join(_markup(block) for block in blocks)
    head = f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"></head>'
    return f'{head}\n<body style="{_LETTER}">\n{body}\n</body></html>\n'


def one_line(text: str) -> str:
    """A text that fits into a header: nothing in it can end the line or turn the writing direction."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _text(block: Block) -> str:
    match block:
        case Line(text) | Verbatim(text):
            return text
        case Marked(text):
            return marked_text(text)
        case Facts(pairs):
            return "\n".join(f"{name}: {one_line(value)}" for name, value in pairs)
        case Code(digits):
            return f"    {digits}"
        case Link(label, address):
            return f"{label}: {address}"
        case Footer(text):
            return f"-- \n{text}"
        case _:
            assert_never(block)


def _markup(block: Block) -> str:
    match block:
        case Line(text):
            return f"<p>{_safe(text)}</p>"
        case Verbatim(text) | Marked(text):
            words = _linked(text) if isinstance(block, Verbatim) else marked_html(_cleaned(text))
            return f'<blockquote style="{_WORDS}">{words}</blockquote>'
        case Facts(pairs):
            return (
                "<p>"
                + "<br>\n".join(f"{_safe(name)}: <b>{_safe(one_line(value))}</b>" for name, value in pairs)
                + "</p>"
            )
        case Code(digits):
            return f'<p style="{_CODE}">{_safe(digits)}</p>'
        case Link(label, address):
            return f'<p>{_safe(label)}:{_BREAK}<a href="{_safe(address)}">{_safe(address)}</a></p>'
        case Footer(text):
            return f'<p style="{_SMALL}">{_safe(text)}</p>'
        case _:
            assert_never(block)


def _linked(text: str) -> str:
    return "".join(link_html(piece, piece.text) for piece in links_in(_cleaned(text))).replace("\n", _BREAK)


def _safe(text: str) -> str:
    return escape(_cleaned(text)).replace("\n", _BREAK)


def _cleaned(text: str) -> str:
    """Without what mail cannot carry: control characters and halves of characters."""
    whole = "\n".join(text.encode("utf-8", "replace").decode().splitlines())
    return "".join(sign for sign in whole if sign in "\n\t" or unicodedata.category(sign) != "Cc")
