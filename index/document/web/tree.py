"""The elements of a page as browsers build them: however its head ends, and whatever was never closed."""

import re
import warnings
from collections import Counter

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

_JSX_STRING = re.compile(r"\{\s*([\"'`])([^\"'`{}]*)\1\s*\}")
_PROLOG = re.compile(r"\A\s*<\?xml\b[^<>]{0,300}>")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,15})(?=[\s/>])", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CLOSED_BY_OTHERS = _VOID | {"dd", "dt", "li", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"}
_XHTML = re.compile(r"\A\s*<\?xml\b|<html\b[^<>]{0,300}?\sxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml[\"']")
_EMPTY = re.compile(r"<([a-zA-Z][\w:-]{0,30})((?:\s[^<>]{0,600})?)/>")
_DEEPEST = 200  #: elements of one name left open: a browser looks through them all at each tag


def tree_of(text: str) -> BeautifulSoup:
    """The elements of a page; `Tag.sourceline` is where the tag ends in the text, from 1."""
    prologless = _PROLOG.sub(lambda prolog: "\n" * prolog[0].count("\n"), text)  # or the parser warns of XML
    source = _JSX_STRING.sub(r"\2", _closed(prologless) if _XHTML.search(text) else prologless)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of text that looks like the name of a file
        return _plain(source) if _is_wild(source) else BeautifulSoup(source, "html5lib")


def _closed(text: str) -> str:
    """XHTML for a reader of HTML, to whom <title/> and <a/> go on to the end."""
    return _EMPTY.sub(lambda tag: tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>", text)


def _is_wild(text: str) -> bool:
    opened: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _CLOSED_BY_OTHERS:
            continue
        opened[name] += -1 if tag[1] else 1
        if opened[name] > _DEEPEST:
            return True
    return False


def _plain(text: str) -> BeautifulSoup:
    try:
        return BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup:  # by a broken declaration such as <![x
        return BeautifulSoup(text.replace("<!", "&lt;!"), "html.parser")
