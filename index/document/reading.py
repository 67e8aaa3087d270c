"""Bytes of a policy file as visible text: decoded, without comments, by the reader of their format, without notes."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from index.document.autonumber import counts_itself
from index.document.changes import Choice
from index.document.comments import comments
from index.document.encoding import Decoded, decode
from index.document.markdown import read_markdown
from index.document.notes import without_notes
from index.document.omitted import GAP, Odd, cut
from index.document.plaintext import read_code, read_plain
from index.document.source import Source

_TAG = re.compile(r"</?(?:p|div|li|ol|ul|d[ltd]|h[1-6]|table|t[rdh]|section|article|main|pre)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[\s\d*]|^ {0,3}```|^ {0,3}>\s|^[ \t]*\|.*\|[ \t]*$|^[ \t]*\d{1,3}\\\.|^==+ ?[^=\n]+==+ *$"
    r"|\uffff|~~[^~\s]|^ {0,3}\[//\]:|</?(?:del|s|strike|su[bp]|template)\b|<\w[^<>]{0,200}\s(?:hidden|style)\b"
    r"|\*\*[^*\s]|(?<![\w*])\*[^\s*][^*\n]{0,200}\*(?![\w*])|\]\([#/a-z]"
    r"|^[^\n=|]{3,100}\n={3,}[ \t]*$"
    r"|<br\b|</?[bui]>|</?(?:strong|em|span|div|p)\b|\A---\n|&(?:nbsp|laquo|quot|mdash|ndash|amp);",
    re.MULTILINE,
)
_CODE = re.compile(r"^[ \t]*(?:export|import|const|let|var|val|final|static|return|public|def|class)\b.*", re.MULTILINE)
_ESCAPED_BREAK = re.compile(r"\\n[\\\d\s\"'`A-ZА-ЯЁ]")
_LITERAL = re.compile(r"^[ \t]*[\"'`].*[\"'`][ \t]*[,+;)\\]*[ \t]*$", re.MULTILINE)


def read(document: bytes | str | Decoded, choice: Choice = Choice.ACCEPT) -> Source:
    """Lines of visible text of a plain, Markdown, HTML or source-code text; `choice`: of changes tracked in a page."""
    if isinstance(document, str):
        document = Decoded(document.removeprefix("\ufeff"))
    elif isinstance(document, bytes):
        document = decode(document)
    text = document.text.replace("\r\n", "\n").replace("\r", "\n").replace(GAP, "")
    odd: list[Odd] = [(0, doubt) for doubt in document.doubts]
    source = without_notes(_reader(text := cut(text, comments(text), odd), choice)(text))
    return replace(source, odd=(*odd, *source.odd))


def _reader(text: str, choice: Choice) -> Callable[[str], Source]:
    if _is_page(text):
        from index.document.webpage import read_page  # its parser is needed for nothing else

        return partial(read_page, choice=choice)
    if _is_code(text):
        return read_code
    return read_markdown if _MARKDOWN.search(text) or counts_itself(text) else read_plain


def _is_page(text: str) -> bool:
    if _PAGE.search(text):
        return True
    tags = sum(1 for _ in _TAG.finditer(text))
    breaks = sum(1 for _ in _BREAK.finditer(text))
    headings = len(re.findall(r"^#{1,6} ", text, re.MULTILINE))
    return tags >= max(3, 2 * headings) or (breaks >= 3 and 2 * breaks >= text.count("\n"))


def _is_code(text: str) -> bool:
    lines = text.count("\n") + 1
    escapes = sum(1 for _ in _ESCAPED_BREAK.finditer(text))
    literals = sum(1 for _ in _LITERAL.finditer(text))
    return escapes >= 3 or literals * 3 > lines > 2 or bool(_CODE.match(text.lstrip()) and re.search(r"[`\"']", text))
