"""Rows as web pages, as editors write them, and as a book."""

from collections.abc import Sequence
from html import escape

from tests.index.formats.thirty.known_rows import Row

_DEEPEST = 5
_BOOK = """<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
<body>{}</body></html>"""
_GOOGLE = (
    ".lst-kix_a1-{level}>li{{counter-increment:lst-ctn-kix_a1-{level}}}"
    "ol.lst-kix_a1-{level}.start{{counter-reset:lst-ctn-kix_a1-{level} 0}}"
    "ol.lst-kix_a1-{level}{{list-style-type:none}}"
    '.lst-kix_a1-{level}>li:before{{content:"" {content} ". "}}'
)
_WORD = (
    "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]><span lang=RU><span"
    " style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
    "<![endif]><span lang=RU>{text}<o:p></o:p></span></p>\n"
)


def plain_page(rows: Sequence[Row]) -> bytes:
    """A paragraph for each row, headings where Markdown had them."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{_typed(rows)}</body></html>".encode()


def chapter(rows: Sequence[Row]) -> str:
    """The one chapter of a book."""
    return _BOOK.format(_typed(rows))


def google_page(rows: Sequence[Row]) -> bytes:
    """Flat lists beside one another, whose numbers are counters of a style sheet; those that leap are typed."""
    rules = ""
    for level in range(_DEEPEST):
        content = ' "." '.join(f"counter(lst-ctn-kix_a1-{above},decimal)" for above in range(level + 1))
        rules += _GOOGLE.format(level=level, content=content)
    body, counted = "", (0,)
    for row in rows:
        depth = len(row.path)
        first = bool(depth) and row.path == (*counted[: depth - 1], 1) and len(counted) < depth
        follows = bool(depth) and len(counted) >= depth and row.path == (*counted[: depth - 1], counted[depth - 1] + 1)
        if not first and not follows:
            body += _block(row, f"<span class=c1>{escape(row.typed)}</span>")
            continue
        counted = row.path
        start = " start" if row.path[-1] == 1 else ""
        words = f"<span class=c1>{escape(row.text)}</span>"
        body += f'<ol class="c3 lst-kix_a1-{depth - 1}{start}" start="{row.path[-1]}"><li class=c4>'
        body += f"<h{row.heading}>{words}</h{row.heading}></li></ol>" if row.heading else f"{words}</li></ol>"
    style = "@import url(https://themes.googleusercontent.com/fonts/css);ol{margin:0;padding:0}.c1{font-weight:400}"
    return f'<html><head><style type="text/css">{style}{rules}</style></head><body>{body}</body></html>'.encode()


def word_page(rows: Sequence[Row]) -> bytes:
    """Paragraphs with their numbers in spans that editors ignore."""
    body = "".join(
        _WORD.format(level=len(row.path), number=row.number, text=escape(row.text))
        if row.path and not row.heading
        else _block(row, f"<span lang=RU>{escape(row.typed)}<o:p></o:p></span>")
        for row in rows
    )
    head = "<meta charset=utf-8><meta name=Generator content='Microsoft Word 15'>"
    return (
        f"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>{head}</head><body lang=RU>"
        f"<div class=WordSection1>{body}</div></body></html>"
    ).encode()


def _typed(rows: Sequence[Row]) -> str:
    return "\n".join(_block(row, escape(row.typed)) for row in rows)


def _block(row: Row, inside: str) -> str:
    name = f"h{row.heading}" if row.heading else "p"
    return f"<{name}>{inside}</{name}>"
