"""Pages saved «as a single file» by Word or Chromium: the document is inside of a letter."""

import quopri

import pytest
from page_lines import warnings

from index.document.parser import parse

PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'></head><body>"
    "<p class=MsoNormal>1. Срок</p><p class=MsoNormal>1.1. Пять лет, не больше.</p></body></html>"
)
LETTER = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_NextPart"\r\n\r\n'
    "Это веб-страница в одном файле.\r\n\r\n------=_NextPart\r\nContent-Location: file:///C:/policy.htm\r\n"
    'Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n{page}\r\n\r\n'
    "------=_NextPart\r\nContent-Location: file:///C:/header.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    'Content-Type: text/html; charset="us-ascii"\r\n\r\n<p>9. Header</p>\r\n------=_NextPart--\r\n'
)


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "koi8-r"])
def test_the_first_page_of_the_file_is_the_document(charset: str):
    page = quopri.encodestring(PAGE.format(charset=charset).encode(charset)).decode("ascii")
    document = parse(LETTER.format(charset=charset, page=page).encode())
    assert [clause.text or clause.heading for clause in document.clauses] == ["Срок", "Пять лет, не больше."]
    assert document.warnings == ()


def test_a_text_about_letters_is_a_text():
    """Its first lines are no headers."""
    text = "1. Письма\n1.1. MIME-Version: 1.0 стоит в заголовке.\n1.2. Content-Type: text/html тоже.\n"
    assert [clause.number for clause in parse(text.encode()).clauses] == ["1", "1.1", "1.2"]
    assert warnings(text) == []
