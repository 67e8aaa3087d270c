"""Markdown as lines of visible text; what HTML inside it hides or strikes is left out."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from index.document.autonumber import counted
from index.document.hidden_markup import hidden_elements
from index.document.notes import TARGET, raised
from index.document.omitted import GAP, Left, closed_up, cut
from index.document.plaintext import are_paragraphs
from index.document.source import Page, Source
from index.document.titles import is_title

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,100}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_DROPPED = re.compile(r"```.*|~~~.*|[-*_\s]{3,}|={3,}|[\s:|-]{3,}")
_TILDES = re.compile(r"(?<![~\\])~{1,2}(?!~)|\n\s*\n")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)[^\[\]\n]{1,80}\]:[ \t]+(?:<[^<>\n]*>|[#/.]\S*|https?://\S+)[^\n]*$", re.MULTILINE
)
_SUPERSCRIPT = re.compile(r"<sup\b[^<>]{0,200}>([^\n]{0,200}?)</sup>", re.IGNORECASE)
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+|(?=[\d*]))([^\n]*)$|^(={2,6})\s?([^=]+)=+\s*$")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\(([^()\s]{0,600})(?:\s\"[^\"]{0,100}\")?\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*|(?<![\w_])__(?=[^\s_])([^_]+)(?<=[^\s_])__(?![\w_])")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+)_(?![\w_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_INDENT = re.compile(r"[ \t]*")


def read_markdown(text: str) -> Source:
    """Lines without markup; headings, bold lines, quotations and table rows are remembered in their marks."""
    page = Page()
    for found in (hidden_elements, _struck, _definitions):
        text = cut(text, found(text), page.odd)
    matter = _FRONT_MATTER.match(text)
    rows = counted(text.split("\n"))
    first = matter.group().count("\n") if matter else 0
    quotes = sum(1 for row in rows if _QUOTE.match(row))
    wholly_quoted = quotes * 2 > sum(1 for row in rows if row.strip())
    whole = are_paragraphs(rows)
    fresh = True
    for number, row in enumerate(rows[first:], first + 1):
        quoted = bool(_QUOTE.match(row)) and not wholly_quoted
        bare = _QUOTE.sub("", row).lstrip(GAP)
        emptied = GAP in row and not re.search(r"\w", bare)
        if emptied or not bare.strip() or _DROPPED.fullmatch(bare.strip()):
            fresh = True
            continue
        table = bare.count("|") > 1 and bare.lstrip().startswith("|")
        for piece in _BREAK.split(_row(bare) if table else bare):
            level, inner = _heading(piece)
            level = level or _underlined(rows, number - 1)
            visible = _visible(inner)
            if visible.strip():
                page.add(
                    number,
                    visible,
                    fresh=fresh or whole or level > 0,
                    heading=level,
                    bold=_is_bold(inner),
                    depth=_depth(piece),
                    aside=quoted or table,
                )
                fresh = level > 0
    return page.source()


def _row(row: str) -> str:
    return "\t".join(cell.strip() for cell in row.strip().strip("|").split("|"))


def _heading(row: str) -> tuple[int, str]:
    match = _HEADING.match(row)
    if not match:
        return 0, row
    hashes, title, signs, wiki_title = match.groups()
    return len(hashes or signs), (title or wiki_title or "").rstrip("# ").strip()


def _underlined(rows: Sequence[str], place: int) -> int:
    """The level of a heading with a line of its own below it: 1 for «====», 2 for «----»; 0 for other rows."""
    line = rows[place + 1].strip() if place + 1 < len(rows) else ""
    if len(line) < 3 or line.strip(line[0]) or line[0] not in "=-":
        return 0
    if line[0] == "=":
        return 1
    alone = (place == 0 or not rows[place - 1].strip()) and not "".join(rows[place + 2 : place + 3]).strip()
    return 2 if alone and is_title(rows[place].strip()) else 0


def _visible(row: str) -> str:
    noted = _SUPERSCRIPT.sub(lambda sup: raised(_bare(sup[1]), linked="](" in sup[1] or "<a" in sup[1]) or sup[0], row)
    text = unescape(_bare(noted))
    for emphasis in (_BOLD, _BOLD, _ITALIC):
        text = emphasis.sub(lambda match: match.group(1) or match.group(2), text)
    return closed_up(_ESCAPE.sub(r"\1", text)).strip(" \t")


def _bare(row: str) -> str:
    """Words without links and tags; a number that links to a footnote is its mark."""
    return _TAG.sub(
        "", _LINK.sub(lambda link: (TARGET.match(link[2]) and raised(link[1], linked=True)) or link[1], row)
    )


def _is_bold(row: str) -> bool:
    """Whether every letter stands in bold: «**1. Общие**» and «1. **Общие**» alike."""
    text = _LINK.sub(r"\1", row)
    return bool(_BOLD.search(text)) and not any(letter.isalpha() for letter in _BOLD.sub("", text))


def _depth(row: str) -> int:
    indent = _INDENT.match(row)
    width = len(indent.group().expandtabs(4)) if indent else 0
    return (width + 2) // 4


def _struck(text: str) -> Iterator[tuple[int, int, Left]]:
    """What stands between tildes, one or two of a kind, within a paragraph."""
    opened: re.Match[str] | None = None
    for mark in _TILDES.finditer(text):
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        if "\n" in mark[0]:
            opened = None
        elif opened and opened[0] == mark[0] and before.strip() and (len(mark[0]) == 2 or not after.isalnum()):
            yield opened.start(), mark.end(), Left.STRUCK
            opened = None
        elif after.strip() and not (len(mark[0]) == 1 and before.isalnum()):
            opened = mark


def _definitions(text: str) -> Iterator[tuple[int, int, Left]]:
    """Targets of links, and what is written as one so that nobody sees it: «[//]: # (черновик)»."""
    return ((found.start(), found.end(), Left.COMMENT) for found in _DEFINITION.finditer(text))
