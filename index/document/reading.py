"""Bytes of a policy file as visible text: decodes them and chooses the reader of their format."""

import re

from index.document.markdown import read_markdown
from index.document.plaintext import read_code, read_plain
from index.document.source import Source
from index.document.webpage import read_page

_TAG = re.compile(r"</?(?:p|div|li|ol|ul|d[ltd]|h[1-6]|table|t[rdh]|section|article|main|pre)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[\s\d*]|^ {0,3}```|^ {0,3}>\s|^[ \t]*\|.*\|[ \t]*$|^[ \t]*\d{1,3}\\\.|^==+ ?[^=\n]+==+ *$"
    r"|\*\*[^*\s]|\]\([#/a-z]|<br\b|</?[bui]>|</?(?:strong|em|span|div|p)\b|\A---\n|&(?:nbsp|laquo|quot|mdash|ndash|amp);",
    re.MULTILINE,
)
_CODE = re.compile(r"^[ \t]*(?:export|import|const|let|var|val|final|static|return|public|def|class)\b.*", re.MULTILINE)
_ESCAPED_BREAK = re.compile(r"\\n[\\\d\s\"'`A-ZА-ЯЁ]")
_LITERAL = re.compile(r"^[ \t]*[\"'`].*[\"'`][ \t]*[,+;)\\]*[ \t]*$", re.MULTILINE)


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 (with BOM or not), UTF-16 with BOM, or windows-1251; never fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8-sig", errors="replace")
        # A few broken characters in a UTF-8 file are rarer than a whole file in the old encoding, but they happen.
        cyrillic = sum(damaged.count(letter) for letter in "оеаинт")
        return damaged if cyrillic > 20 * damaged.count("\ufffd") else data.decode("cp1251", errors="replace")


def read(document: bytes | str) -> Source:
    """Lines of visible text of a plain, Markdown, HTML or source-code text."""
    text = decode(document) if isinstance(document, bytes) else document.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_page(text):
        return read_page(text)
    if _is_code(text):
        return read_code(text)
    return read_markdown(text) if _MARKDOWN.search(text) else read_plain(text)


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
