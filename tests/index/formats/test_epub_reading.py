"""Electronic books: chapters in the order of the spine, with numbers and without cover and contents."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from index.document.parser import parse
from index.formats.reading import FileUnreadable, read_file
from tests.index.formats.built_docx import NUMBERING, docx, in_list, p

CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/>
<link rel="stylesheet" type="text/css" href="../Styles/style.css"/></head>
<body{attributes}>{body}</body></html>"""
ENCRYPTED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{method}"/>
<enc:CipherData><enc:CipherReference URI="{name}"/></enc:CipherData></enc:EncryptedData></encryption>"""
SHEET = """ol{counter-reset:i;list-style:none}
li{counter-increment:i} li::before{content:counters(i,'.') '. '}
.no{display:none}"""


def page(body: str, attributes: str = "") -> str:
    return PAGE.format(body=body, attributes=attributes)


def epub(chapters: Mapping[str, str | bytes], *, guide: str = "", **parts: str) -> bytes:
    """A book of chapters by name: those that begin with «-» are not linear, those with «+» are its navigation."""
    manifest = '<item id="css" href="Styles/style.css" media-type="text/css"/>'
    spine = ""
    files: dict[str, str | bytes] = {}
    for number, (name, text) in enumerate(chapters.items()):
        bare = name.lstrip("+-")
        nav = ' properties="nav"' if name.startswith("+") else ""
        manifest += f'<item id="c{number}" href="Text/{bare}" media-type="application/xhtml+xml"{nav}/>'
        linear = ' linear="no"' if name.startswith("-") else ""
        spine = f'{spine}<itemref idref="c{number}"{linear}/>'
        files[f"OEBPS/Text/{bare.replace('%20', ' ')}"] = text
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
        f"<manifest>{manifest}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        named = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package, "OEBPS/Styles/style.css": SHEET}
        for name, part in {**named, **files, **parts}.items():
            archive.writestr(name, part)
    return packed.getvalue()


def shown(data: bytes) -> list[str]:
    return [line.text for line in read_file(data).lines]


def test_chapters_come_in_the_order_of_the_spine_without_cover_and_contents():
    """Names with blanks are found; the navigation, the guide's pages and what is not linear are left out."""
    book = epub(
        {
            "cover.xhtml": page("<p>Обложка</p>"),
            "+nav.xhtml": page("<nav epub:type='toc'><ol><li><a href='b.xhtml'>Права</a></li></ol></nav>"),
            "toc.xhtml": page("<p>1. Термины</p>", ' epub:type="toc"'),
            "b%20b.xhtml": page("<h1>2. Права</h1><p>2.1. Отзыв.</p>"),
            "a.xhtml": page("<h1>3. Споры</h1><p>3.1. Суд.</p>"),
            "-extra.xhtml": page("<p>9. Реклама</p>"),
            "notes.xhtml": page("<p>1. Сноска</p>", ' epub:type="endnotes"'),
        },
        guide='<reference type="cover" href="Text/cover.xhtml"/>',
    )
    assert shown(book) == ["2. Права", "2.1. Отзыв.", "3. Споры", "3.1. Суд."]


def test_numbers_of_lists_and_of_linked_style_sheets_are_kept():
    """The sheet of the book counts; what it hides is hidden."""
    chapter = page(
        "<ol><li>Термины<ol><li>Сайт.</li><li>Заказ.</li></ol></li><li>Цена</li></ol><p class='no'>Тайна</p>"
    )
    assert shown(epub({"a.xhtml": chapter})) == ["1. Термины", "1.1. Сайт.", "1.2. Заказ.", "2. Цена"]
    plain = chapter.replace("../Styles/style.css", "none.css").replace("<ol>", "<ol start='3'>", 1)
    assert shown(epub({"a.xhtml": plain}))[0] == "3. Термины"


def test_lines_are_numbered_through_all_chapters_and_stand_where_they_say():
    source = read_file(epub({"a.xhtml": page("<p>1. Срок</p>"), "b.xhtml": page("<p>1.1. Год.</p>")}))
    assert [line.number for line in source.lines] == [5, 10]
    assert [source.text[line.start : line.start + len(line.text)] for line in source.lines] == ["1. Срок", "1.1. Год."]


def test_empty_elements_of_xhtml_are_empty():
    """To a reader of HTML <title/>, <a/> and <div/> would go on to the end of the page."""
    chapter = page(
        "<p>1. Срок<a id='n'/></p><div class='menu'/><p>1.1. <i/>Год<br/>или два.</p><script/><p>1.2. Всё.</p>"
    )
    assert shown(epub({"a.xhtml": chapter})) == ["1. Срок", "1.1. Год", "или два.", "1.2. Всё."]


def test_a_book_in_another_encoding_is_read():
    chapter = page("<p>1. Срок</p><p>1.1. Пять лет хранения.</p>").replace("utf-8", "windows-1251")
    assert shown(epub({"a.xhtml": chapter.encode("cp1251")})) == ["1. Срок", "1.1. Пять лет хранения."]


def test_masked_fonts_are_no_protection():
    masked = ENCRYPTED.format(method="http://www.idpf.org/2008/embedding", name="OEBPS/Text/a.xhtml")
    assert shown(epub({"a.xhtml": page("<p>1. Срок</p>")}, **{"META-INF/encryption.xml": masked})) == ["1. Срок"]


LOCKED = ENCRYPTED.format(method="http://www.w3.org/2001/04/xmlenc#aes128-cbc", name="OEBPS/Text/a.xhtml")
CHAPTER = {"a.xhtml": page("<p>1. Срок</p>")}
REFUSED = {
    "protected": (epub(CHAPTER, **{"META-INF/encryption.xml": LOCKED}), "защищена от копирования"),
    "no chapters": (epub({}), "нет текста"),
    "no container": (epub(CHAPTER, **{"META-INF/container.xml": "<a/>"}), "нет текста"),
    "broken package": (epub(CHAPTER, **{"OEBPS/content.opf": "<a>"}), "испорченный XML"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_book_that_cannot_be_read_is_refused_with_a_sentence(data: bytes, why: str):
    with pytest.raises(FileUnreadable, match=why):
        read_file(data)


def test_clauses_of_a_page_and_of_a_book_of_it_are_the_same():
    text = page("<h1>1. Срок</h1><p>1.1. Год.</p><p>1.2. Отзыв — письмом.</p>")
    lines = read_file(epub({"a.xhtml": text})).lines
    assert [line.text for line in lines] == ["1. Срок", "1.1. Год.", "1.2. Отзыв — письмом."]
    assert [clause.number for clause in parse(text).clauses] == ["1", "1.1", "1.2"]


def test_a_book_by_libreoffice_has_lost_its_automatic_numbers_and_says_so(
    by_libreoffice: Callable[[bytes, str, str], bytes],
):
    """None of them is in the file in any form; those that were typed are."""
    body = p("Срок", in_list(1)) + p("Данные хранятся год.", in_list(1, 1)) + p("2. Отзыв")
    read = read_file(by_libreoffice(docx(body, numbering=NUMBERING), "docx", "epub"))
    assert [line.text for line in read.lines] == ["Срок", "Данные хранятся год.", "2. Отзыв"]
    [(_, warning)] = read.odd
    assert warning == (
        "книгу сделал LibreOffice, а он не переносит в неё номера, которые ставил сам: "
        "если пункты документа нумеруются автоматически, сохраните его в .docx, .odt или PDF"
    )
