"""Rows as web pages, as editors write them, and as a book."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from tests.index.formats.thirty.known_rows import NOTED, Row

_DEEPEST = 5
_BOOK = """<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"
xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head>
<body>{}</body></html>"""
#: How a footnote is named in a text, what stands before it below, and what is around all of them; {0} is its name.
_PLAIN_NOTES = (
    '<sup><a href="#fn{0}">{0}</a></sup>',
    '<p id="fn{0}"><sup>{0}</sup> ',
    '<div class="footnotes">{0}</div>',
)
_BOOK_NOTES = (
    '<a epub:type="noteref" href="#n{0}">{0}</a>',
    '<p><a href="#r{0}">{0}</a> ',
    '<aside epub:type="footnotes">{0}</aside>',
)
_GOOGLE_NOTES = (
    '<sup><a href="#ftnt{0}" id="ftnt_ref{0}">[{0}]</a></sup>',
    '<div><p class=c1><a href="#ftnt_ref{0}" id="ftnt{0}">[{0}]</a><span>&nbsp;',
    "<hr>{0}",
)
_WORD_NOTES = (
    "<a style='mso-footnote-id:ftn{0}' href='#_ftn{0}'><span class=MsoFootnoteReference>[{0}]</span></a>",
    "<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a href='#_ftnref{0}'>[{0}]</a> ",
    "<div style='mso-element:footnote-list'>{0}</div>",
)
_Notes = tuple[str, str, str]
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
    body = _body(rows, lambda row: _block(row, escape(row.typed)), _PLAIN_NOTES)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def chapter(rows: Sequence[Row]) -> str:
    """The one chapter of a book."""
    return _BOOK.format(_body(rows, lambda row: _block(row, escape(row.typed)), _BOOK_NOTES))


def google_page(rows: Sequence[Row]) -> bytes:
    """Flat lists beside one another, whose numbers are counters of a style sheet; those that leap are typed."""
    rules = ""
    for level in range(_DEEPEST):
        content = ' "." '.join(f"counter(lst-ctn-kix_a1-{above},decimal)" for above in range(level + 1))
        rules += _GOOGLE.format(level=level, content=content)
    counted = (0,)

    def block(row: Row) -> str:
        nonlocal counted
        depth = len(row.path)
        first = bool(depth) and row.path == (*counted[: depth - 1], 1) and len(counted) < depth
        follows = bool(depth) and len(counted) >= depth and row.path == (*counted[: depth - 1], counted[depth - 1] + 1)
        if not first and not follows:
            return _block(row, f"<span class=c1>{escape(row.typed)}</span>")
        counted = row.path
        start = " start" if row.path[-1] == 1 else ""
        words = f"<span class=c1>{escape(row.text)}</span>"
        opening = f'<ol class="c3 lst-kix_a1-{depth - 1}{start}" start="{row.path[-1]}"><li class=c4>'
        return opening + (
            f"<h{row.heading}>{words}</h{row.heading}></li></ol>" if row.heading else f"{words}</li></ol>"
        )

    body = _body(rows, block, _GOOGLE_NOTES)
    style = "@import url(https://themes.googleusercontent.com/fonts/css);ol{margin:0;padding:0}.c1{font-weight:400}"
    return f'<html><head><style type="text/css">{style}{rules}</style></head><body>{body}</body></html>'.encode()


def word_page(rows: Sequence[Row]) -> bytes:
    """Paragraphs with their numbers in spans that editors ignore."""

    def block(row: Row) -> str:
        if row.path and not row.heading:
            return _WORD.format(level=len(row.path), number=row.number, text=escape(row.text))
        return _block(row, f"<span lang=RU>{escape(row.typed)}<o:p></o:p></span>")

    body = _body(rows, block, _WORD_NOTES)
    head = "<meta charset=utf-8><meta name=Generator content='Microsoft Word 15'>"
    return (
        f"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>{head}</head><body lang=RU>"
        f"<div class=WordSection1>{body}</div></body></html>"
    ).encode()


def _body(rows: Sequence[Row], block: Callable[[Row], str], notes: _Notes) -> str:
    """Blocks and tables, with the footnotes below them."""
    body = below = ""
    named, before, around = notes
    for in_table, group in groupby((row for row in rows if not row.note), key=lambda row: bool(row.cells)):
        if in_table:
            cells = ("".join(f"<td><p>{escape(cell)}</p></td>" for cell in row.cells) for row in group)
            body += "<table>" + "".join(f"<tr>{each}</tr>\n" for each in cells) + "</table>\n"
        else:
            body += "\n".join(map(block, group)) + "\n"
    for row in rows:
        if row.note:
            opening = before.format(row.note)
            closing = "".join(f"</{name}>" for name in ("span", "p", "div") if f"<{name}" in opening)
            below += f"{opening}{escape(row.text)}{closing}\n"
    return NOTED.sub(lambda note: named.format(note[1]), body) + (around.format(below) if below else "")


def _block(row: Row, inside: str) -> str:
    name = f"h{row.heading}" if row.heading else "p"
    return f"<{name}>{inside}</{name}>"
