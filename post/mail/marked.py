"""Words of staff in a letter: their marks as HTML that loads nothing, and as plain text that reads well."""

from html import escape
from typing import Protocol

from tickets.text.links import REL
from tickets.text.marks import Block, Kind, Line, Span, blocks_of

_QUOTE = "margin:.5em 0;padding:0 1em;border-left:3px solid #d2d2d7;color:#5c5c61"
_LIST = "margin:.5em 0;padding-left:1.5em"
_PARAGRAPH = "margin:.5em 0"
_BREAK = "<br>\n"


class Link(Protocol):
    """What may be a link: `href` is where to, `host` says it plainly where the words could pass for another place."""

    @property
    def href(self) -> str | None: ...

    @property
    def host(self) -> str | None: ...


def marked_html(text: str) -> str:
    """All blocks."""
    return "\n".join(_html(block) for block in blocks_of(text))


def marked_text(text: str) -> str:
    """The same as people mark plain text: *bold*, points and quotations as they were typed."""
    return "\n\n".join(_text(block) for block in blocks_of(text))


def link_html(link: Link, words: str) -> str:
    """Words as HTML, as a link where they are one."""
    shown = escape(words)
    if not link.href:
        return shown
    behind = f" ({escape(link.host)})" if link.host else ""
    return f'<a href="{escape(link.href)}" rel="{REL}">{shown}</a>{behind}'


def _html(block: Block) -> str:
    lines = [_line(line) for line in block.lines]
    match block.kind:
        case Kind.LIST:
            return f'<ul style="{_LIST}">{_points(lines)}</ul>'
        case Kind.NUMBERS:
            return f'<ol start="{block.start}" style="{_LIST}">{_points(lines)}</ol>'
        case Kind.QUOTE:
            return f'<blockquote style="{_QUOTE}">{_BREAK.join(lines)}</blockquote>'
        case Kind.PARAGRAPH:
            return f'<p style="{_PARAGRAPH}">{_BREAK.join(lines)}</p>'


def _points(lines: list[str]) -> str:
    return "".join(f"<li>{line}</li>" for line in lines)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    shown = link_html(span, span.text)
    return f"<b>{shown}</b>" if span.bold else shown


def _text(block: Block) -> str:
    lead = {Kind.QUOTE: "> ", Kind.LIST: "- "}.get(block.kind)
    return "\n".join(f"{point if lead is None else lead}{_plain(line)}" for point, line in block.numbered)


def _plain(line: Line) -> str:
    return "".join(
        (f"*{span.text}*" if span.bold else span.text) + (f" ({span.host})" if span.host else "") for span in line
    )
