"""Word documents put together in a test: parts of an archive, as Word writes them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from index.document.changes import Choice
from index.document.source import Source
from index.formats.docx.reading import read_docx

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
}
_LETTER = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"'
    ' w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def docx(body: str, **parts: str) -> bytes:
    """A .docx with that in its body; parts: the insides of styles, numbering, footnotes and comments."""
    relations = [(kind, f"{kind}.xml") for kind in parts]
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}{_LETTER}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
    }
    for kind, inside in parts.items():
        root = _ROOTS[kind]
        files[f"word/{kind}.xml"] = f"<w:{root} {NAMES}>{inside}</w:{root}>"
    return archive(
        {name: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}' for name, xml in files.items()}
    )


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return packed.getvalue()


def _types(parts: Mapping[str, str]) -> str:
    kinds = [("document", f"{_MAIN}.document.main+xml"), *((kind, f"{_MAIN}.{kind}+xml") for kind in parts)]
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(named: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(named, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def t(text: str, look: str = "") -> str:
    """A run."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "", mark: str = "") -> str:
    """A paragraph of runs, or of a plain text; mark: the look of its end."""
    runs = inside if inside.startswith("<") or not inside else t(inside)
    mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{runs}</w:p>"


def in_list(num_id: int, level: int = 0) -> str:
    """Paragraph properties: an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def styled(style: str) -> str:
    """Paragraph properties: a style."""
    return f'<w:pStyle w:val="{style}"/>'


def level(place: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a definition; more: what stands between its format and its text."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def definition(key: int, *levels: str, more: str = "") -> str:
    """An abstract definition."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}'
        "</w:abstractNum>"
    )


def instance(num_id: int, key: int, more: str = "") -> str:
    """An instance of a definition."""
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{key}"/>{more}</w:num>'


def row(*cells: str, properties: str = "") -> str:
    """A table row of cells with blocks in them, or with a plain text."""
    inside = "".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


LEGAL = definition(
    0,
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2."),
    level(2, "russianLower", "%3)"),
    level(3, "bullet", "\uf0b7"),
)
NUMBERING = LEGAL + instance(1, 0)  #: «1.», «1.1.», «а)», «•»


def shown(body: str, choice: Choice = Choice.ACCEPT, **parts: str) -> list[str]:
    """The lines that are read from a document."""
    return [line.text for line in read_source(body, choice, **parts).lines]


def read_source(body: str, choice: Choice = Choice.ACCEPT, **parts: str) -> Source:
    """All that is read from a document."""
    return read_docx(docx(body, **parts), choice)
