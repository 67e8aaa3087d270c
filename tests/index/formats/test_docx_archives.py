"""Archives that are damaged, locked, hostile or not from Word: one sentence, no trace, no waiting."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from index.document.changes import Choice
from index.formats.docx.reading import read_docx
from index.formats.reading import FileUnreadable
from tests.index.formats.built_docx import NAMES, NUMBERING, archive, docx, in_list, p, row, shown, t, table

SOUND = docx(p("1. Общее"))
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def refusal(data: bytes) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read_docx(data, Choice.ACCEPT)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def of_document(xml: str | bytes) -> bytes:
    return archive({"word/document.xml": xml})


def test_a_cut_archive_is_damaged():
    assert "повреждён" in refusal(SOUND[: len(SOUND) // 2])


def test_an_archive_with_a_wrong_sum_is_damaged():
    content = bytearray(of_document(DOCUMENT.format(p("1. Общее"))))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        place = packed.infolist()[0].header_offset + 60
    content[place] ^= 255
    assert "повреждён" in refusal(bytes(content))


def test_a_locked_archive_says_so():
    content = bytearray(of_document(DOCUMENT.format("")))
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    assert "паролем" in refusal(bytes(content))


def test_an_archive_without_a_document_says_so():
    assert refusal(archive({"xl/workbook.xml": "<x/>"})) == "в архиве нет документа Word"
    assert refusal(of_document("<x/>")) == "в архиве нет документа Word"


def test_broken_xml_is_damaged():
    assert "испорченный XML" in refusal(of_document("<w:document"))


def test_entities_are_never_expanded():
    """A billion laughs, and a file of the machine that reads it."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + DOCUMENT.format(p(t("&b;")))
    assert "сущности" in refusal(of_document(bomb))
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + DOCUMENT.format(p(t("&a;")))
    assert "сущности" in refusal(of_document(outside))


def test_what_unpacks_to_a_thousandfold_is_refused():
    assert "слишком велик" in refusal(of_document(b"<!--" + b" " * (8 << 20) + b"-->"))


def test_xml_nested_without_end_is_refused():
    deep = "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
    assert "испорченный XML" in refusal(of_document(DOCUMENT.format(deep)))


def test_the_main_part_is_where_the_archive_says():
    """Word on the web writes document2.xml; names of parts differ in capitals from those that point to them."""
    with zipfile.ZipFile(io.BytesIO(SOUND)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["Word/Document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    assert read_docx(archive(parts), Choice.ACCEPT).text == "1. Общее"


def test_strict_open_xml_is_read_like_any_other():
    """With names of its own for everything."""
    data = docx(p("Общее", in_list(1)), numbering=NUMBERING)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    office = rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument)/2006/"
    strict = {name: re.sub(office, rb"http://purl.oclc.org/ooxml/\1/", each) for name, each in parts.items()}
    assert strict != parts
    assert read_docx(archive(strict), Choice.ACCEPT).text == "1. Общее"


BRICKS = [
    p("1. Общее", in_list(1)),
    p(t("скрыто", "<w:vanish/>"), mark="<w:vanish/>"),
    table(row("а", "б")),
    table(""),
    row(""),
    '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr></w:p>',
    "<w:p/>",
    "<w:tc/>",
    "<w:r/>",
    t("слово"),
    '<w:ins w:id="1">',
    "</w:ins>",
    "<w:sdt><w:sdtContent>",
    "</w:sdtContent></w:sdt>",
    "<w:p>",
    "</w:p>",
    "<w:tbl>",
    "</w:tbl>",
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:numPr/>",
    '<w:r><w:sym w:char="zz"/></w:r>',
    "<w:tr>",
    "</w:tr>",
    "<w:r><w:footnoteReference/></w:r>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:altChunk/>",
    "<w:moveFrom/>",
    "<!-- а -->",
]


@settings(deadline=None, max_examples=300)  # no test asserts a time
@given(st.lists(st.sampled_from(BRICKS), max_size=25).map("".join), st.sampled_from(Choice))
def test_no_arrangement_of_elements_breaks_the_reader(body: str, choice: Choice):
    """Programs write what the standard forbids; what is well formed is read, what is not is refused."""
    data = docx(body, numbering=NUMBERING)
    try:
        etree.fromstring(f"<x {NAMES}>{body}</x>")
    except etree.XMLSyntaxError:
        assert "испорченный XML" in refusal(data)
    else:
        source = read_docx(data, choice)
        assert all(line.text.strip() for line in source.lines)
        assert all(source.text[line.start :].startswith(line.text) for line in source.lines)


def test_a_broken_style_or_list_is_passed_over():
    """A style that is based on itself, a level that is no number."""
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    numbering = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"/></w:abstractNum><w:num w:numId="1"/>'
    assert shown(p("Раз", '<w:pStyle w:val="a"/>' + in_list(1)), styles=styles, numbering=numbering) == ["Раз"]
