"""Words that are typed small and shown in capitals are quoted as everybody sees them, as a PDF of them has them."""

import pytest

from index.document.reading import read
from index.formats.reading import read_file
from tests.index.formats.built_docx import p, shown, styled, t
from tests.index.formats.odt.odt_made import odt

SHOUTING = (
    '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Громко"/><w:rPr><w:caps/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Word"><w:name w:val="Слово"/><w:rPr><w:caps/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (p(t("ООО «") + t("Ромашка", "<w:caps/>") + t("»")), "ООО «РОМАШКА»"),
        (p(t("Ромашка", '<w:caps w:val="0"/>')), "Ромашка"),
        (p(t("Ромашка", "<w:smallCaps/>")), "Ромашка"),
        (p(t("Общие ") + t("положения", '<w:rStyle w:val="Word"/>'), styled("Loud")), "ОБЩИЕ положения"),
    ],
    ids=["capitals", "switched off", "small capitals", "both styles switch"],
)
def test_capitals_of_word_are_quoted(body: str, line: str):
    assert shown(body, styles=SHOUTING) == [line]


def test_capitals_of_libreoffice_are_quoted():
    body = "<text:p>ООО «{}»</text:p>"
    loud, titled = (f'<text:span text:style-name="{style}">Ромашка</text:span>' for style in ("loud", "titled"))
    assert [line.text for line in read_file(odt(body.format(loud))).lines] == ["ООО «РОМАШКА»"]
    assert [line.text for line in read_file(odt(body.format(titled))).lines] == ["ООО «Ромашка»"]


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<p class=loud>Общие положения</p>", "ОБЩИЕ ПОЛОЖЕНИЯ"),
        ("<p class=loud>Общие <span style='text-transform:none'>положения</span></p>", "ОБЩИЕ положения"),
    ],
)
def test_capitals_of_a_page_are_quoted(inside: str, line: str):
    page = f"<html><head><style>.loud{{text-transform:uppercase}}</style></head><body>{inside}</body></html>"
    assert [each.text for each in read(page).lines] == [line]
