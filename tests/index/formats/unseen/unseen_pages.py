"""Unseen documents as pages: of Google Docs, Word and Tilda, and of an editor whose lists are counted by a style."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from tests.index.formats.unseen.unseen_numbers import Counted, counted
from tests.index.formats.unseen.unseen_rows import Piece

Block = Callable[[Piece, Counted | None], str]
_GOOGLE_STYLES = {
    "decimal": "decimal",
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "lowerLetter": "lower-latin",
}
_GOOGLE_RULES = (
    "ol.{key}-{level}.start{{counter-reset:lst-ctn-{counter}-{level} 0}}.{key}-{level}>li{{counter-increment:"
    'lst-ctn-{counter}-{level}}}ol.{key}-{level}{{list-style-type:none}}.{key}-{level}>li:before{{content:"{before}"'
    ' {numbers} "{after} "}}'
)
_GOOGLE_BULLETS = (
    'ul.lst-kix_list_90-{0}{{list-style-type:none}}.lst-kix_list_90-{0}>li:before{{content:"\\0025cf   "}}'
)
_WORD_ITEM = (
    "<p class=MsoListParagraph style='margin-left:{indent}.0pt;text-indent:-18.0pt;mso-list:l{list} level{level} lfo1'>"
    "<![if !supportLists]><span lang=RU style='{font}'><span style='mso-list:Ignore'>{label}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{words}</p>\n"
)
_TILDA_BLOCK = (
    '<div id="rec{0}" class="r t-rec t-rec_pt_30" data-record-type="{1}"><div class="t{1}"><div class="t-container">'
    '<div class="t-col t-col_10 t-prefix_1">{2}</div></div></div></div>'
)
_TILDA_MENU = (
    '<div id="rec1" class="r t-rec" data-record-type="258"><div class="t258"><ul class="t-menu__list"><li>'
    '<a href="/">1. Главная</a></li><li><a href="/about">2. О нас</a></li></ul></div></div>'
)
_TILDA_FOOT = (
    '<div id="rec99" class="r t-rec t-footer" data-record-type="420"><div class="t-footer__text">© Пример, 2026'
    "</div></div>"
)
_LISTS = (
    "ol{counter-reset:item;list-style:none}ol>li{counter-increment:item}"
    'ol>li:before{content:counters(item,".") ". "}ol.plain{counter-reset:none}ol.plain>li{counter-increment:none}'
    "p{text-align:justify}td{border:1px solid #999}"
)


def google_page(pieces: Sequence[Piece]) -> bytes:
    """Flat lists, whose numbers are counters of a style sheet; Russian letters are typed, as Google has none."""
    places = counted(pieces)
    keys = list(dict.fromkeys(place.key for place in places if place))

    def block(piece: Piece, place: Counted | None) -> str:
        words = f'<span class="c1">{escape(piece.text)}</span>'
        if place and place.style in _GOOGLE_STYLES:
            start = " start" if place.value == 1 else ""
            name = f"lst-kix_list_{keys.index(place.key)}-{place.level}{start}"
            inside = f'<h2 style="display:inline">{words}</h2>' if piece.kind == "H" else words
            return f'<ol class="c5 {name}" start="{place.value}"><li class="c4 li-bullet-0">{inside}</li></ol>'
        if piece.kind.startswith("-"):
            level = len(piece.kind) - 1
            name = f"lst-kix_list_90-{level}{'' if level else ' start'}"
            return f'<ul class="c5 {name}"><li class="c4 li-bullet-0">{words}</li></ul>'
        words = f'<span class="c1">{escape(piece.typed)}</span>'
        if piece.kind == "T":
            return f'<p class="c6 title">{words}</p>'
        return f'<h2 class="c7">{words}</h2>' if piece.is_title else f'<p class="c4">{words}</p>'

    rules = "".join(_GOOGLE_BULLETS.format(level) for level in range(2))
    for place in {(each.key, each.level): each for each in places if each and each.style in _GOOGLE_STYLES}.values():
        counter = f"kix_list_{keys.index(place.key)}"
        style = _GOOGLE_STYLES[place.style]
        above = range(place.level + 1) if place.family == "main" else (0,)
        numbers = ' "." '.join(f"counter(lst-ctn-{counter}-{level},{style})" for level in above)
        rules += _GOOGLE_RULES.format(
            key=f"lst-{counter}",
            counter=counter,
            level=place.level,
            before=place.before,
            numbers=numbers,
            after=place.after,
        )
    head = "@import url(https://themes.googleusercontent.com/fonts/css?kit=x);" + rules
    head += "ol{margin:0;padding:0}.c1{font-weight:400}.c6{font-size:26pt}"
    body = _body(pieces, places, block, '<table class="c9">{}</table>', '<td class="c8"><p class="c4">{}</p></td>')
    return (
        '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">'
        f'{head}</style></head><body class="c2 doc-content">{body}</body></html>'
    ).encode()


def word_page(pieces: Sequence[Piece]) -> bytes:
    """Numbers and bullets in spans that browsers of old needed."""
    places = counted(pieces)
    keys = list(dict.fromkeys(place.key for place in places if place))

    def block(piece: Piece, place: Counted | None) -> str:
        words = f"<span lang=RU>{escape(piece.text)}<o:p></o:p></span>"
        words = f"<b>{words}</b>" if piece.is_title else words
        if place or piece.kind.startswith("-"):
            level = place.level + 1 if place else len(piece.kind)
            return _WORD_ITEM.format(
                indent=36 * level,
                list=keys.index(place.key) if place else 90,
                level=level,
                font="" if place else "font-family:Symbol",
                label=piece.label if place else "·" if level == 1 else "o",
                words=words,
            )
        words = f"<span lang=RU>{escape(piece.typed)}<o:p></o:p></span>"
        if piece.is_title:
            return f"<p class=MsoNormal align=center style='text-align:center'><b>{words}</b></p>\n"
        return f"<p class=MsoNormal style='text-align:justify'>{words}</p>\n"

    body = _body(
        pieces,
        places,
        block,
        "<table class=MsoTableGrid border=1 cellspacing=0>{}</table>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n",
        "<td width=200 valign=top><p class=MsoNormal><span lang=RU>{}<o:p></o:p></span></p></td>",
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        '<head><meta http-equiv=Content-Type content="text/html; charset=windows-1251"><meta name=Generator content='
        '"Microsoft Word 15"><style><!-- p.MsoNormal{margin:0cm} @page WordSection1{size:595.3pt 841.9pt} --></style>'
        f"</head><body lang=RU><div class=WordSection1>{body}</div></body></html>"
    ).encode("cp1251", "xmlcharrefreplace")


def tilda_page(pieces: Sequence[Piece]) -> bytes:
    """A record for each section: its heading in a title, the rest with line breaks; bullets are lists."""
    records = [_TILDA_MENU]
    words = ""

    def flush() -> None:
        nonlocal words
        if words:
            text = f'<div field="text" class="t-text t-text_md">{words.removesuffix("<br />")}</div>'
            records.append(_TILDA_BLOCK.format(len(records) + 1, "106", text))
        words = ""

    for kind, group in groupby(pieces, key=lambda piece: "|" if piece.cells else piece.kind[:1]):
        together = list(group)
        if kind == "|":
            rows = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in piece.cells)}</tr>" for piece in together)
            words = words.removesuffix("<br />") + f"<table>{rows}</table>"
        elif kind == "-":
            words = words.removesuffix("<br />") + f"<ul>{''.join(f'<li>{escape(p.text)}</li>' for p in together)}</ul>"
        else:
            for piece in together:
                if piece.is_title:
                    flush()
                    title = f'<div class="t-title t-title_xs" field="title">{escape(piece.typed)}</div>'
                    records.append(_TILDA_BLOCK.format(len(records) + 1, "60", title))
                else:
                    words += escape(piece.typed) + "<br />"
    flush()
    body = "".join([*records, _TILDA_FOOT])
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8" /><title>Документ</title></head><body class="t-body">'
        f'<div id="allrecords" class="t-records" data-tilda-page-id="7">{body}</div></body></html>'
    ).encode()


def listed_page(pieces: Sequence[Piece]) -> bytes:
    """Nested lists, whose numbers a style counts as «1.», «1.1.»; what these do not give is typed in paragraphs."""
    places = counted(pieces)
    plain = places if _are_listed(pieces, places) else [None] * len(places)
    body = ""
    depth = 0
    for in_table, group in groupby(zip(pieces, plain, strict=True), key=lambda pair: bool(pair[0].cells)):
        if in_table:
            body += f"<table>{_rows([piece for piece, _ in group], '<td>{}</td>')}</table>"
            continue
        for piece, place in group:
            if place is None or place.family != "main":
                if piece.kind in {"T", "S", "P", "A", "H", "C"}:
                    body += "</li></ol>" * depth
                    depth = 0
                body += _plain_block(piece)
                continue
            level = place.level + 1
            begins = place.value == 1
            body += "</li></ol>" * max(0, depth - level + (1 if begins and depth >= level else 0))
            body += "<ol>" if begins else "</li>"
            depth = level
            words = escape(piece.text)
            body += f"<li>{f'<b>{words}</b>' if piece.is_title else words}"
    body += "</li></ol>" * depth
    body = body.replace("</ul><ul>", "")
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><style>{_LISTS}</style></head><body><main>{body}</main>"
        "</body></html>"
    ).encode()


def pasted_page(pieces: Sequence[Piece]) -> bytes:
    """Pasted from Word into an editor of a site: labels in bold with fixed blanks, bullets typed, empty paragraphs."""
    body = ""
    for in_table, group in groupby(pieces, key=lambda piece: bool(piece.cells)):
        if in_table:
            body += f'<table border="1"><tbody>{_rows(list(group), "<td>{}</td>")}</tbody></table>\n<p>&nbsp;</p>\n'
            continue
        for piece in group:
            label = f"<strong>{escape(piece.label)}</strong>{'' if piece.glued else '&nbsp;'}" if piece.label else ""
            if piece.is_title:
                typed = f"{escape(piece.label)}&nbsp;" if piece.label else ""
                body += f'<p style="text-align:center"><strong>{typed}{escape(piece.text)}</strong></p>\n'
            else:
                bullet = "&ndash;&nbsp;" if piece.kind.startswith("-") else ""
                body += f"<p>&nbsp;&nbsp; {bullet}{label}{escape(piece.text)}</p>\n"
    return f'<div class="page-content">\n{body}</div>\n'.encode()


def _are_listed(pieces: Sequence[Piece], places: Sequence[Counted | None]) -> bool:
    """Whether nesting alone gives all numbers: from the first level on, without words and gaps."""
    main = [place for piece, place in zip(pieces, places, strict=True) if piece.number and not piece.cells]
    simple = all(place and place.family == "main" and not place.before and place.after != ")" for place in main)
    return simple and main[0] is not None and not main[0].level


def _plain_block(piece: Piece) -> str:
    words = escape(piece.typed)
    if piece.kind.startswith("-"):
        return f"<ul><li>{words}</li></ul>"
    if piece.kind == "T":
        return f"<h1>{words}</h1>"
    return f"<h2>{words}</h2>" if piece.is_title else f"<p>{words}</p>"


def _body(pieces: Sequence[Piece], places: Sequence[Counted | None], block: Block, table: str, cell: str) -> str:
    body = ""
    pairs = list(zip(pieces, places, strict=True))
    for in_table, group in groupby(pairs, key=lambda pair: bool(pair[0].cells)):
        if in_table:
            body += table.format(_rows([piece for piece, _ in group], cell))
        else:
            body += "".join(block(piece, place) for piece, place in group)
    return body


def _rows(pieces: Sequence[Piece], cell: str) -> str:
    return "".join(f"<tr>{''.join(cell.format(escape(words)) for words in piece.cells)}</tr>\n" for piece in pieces)
