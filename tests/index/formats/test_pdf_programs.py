"""PDFs as programs print them, LibreOffice and Chromium, give the clauses of the text they were made of."""

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser

from index.document.parser import parse
from tests.index.formats.drawn_pdf import clauses_of, lines_of, told_of

POLICY = (Path(__file__).parents[3] / "policy_text" / "privacy" / "editions" / "1.txt").read_text(encoding="utf-8")
PARAGRAPHS = [line for line in POLICY.split("\n") if line.strip()]
CLAUSES = {each.number: " ".join(f"{each.heading} {each.text}".split()) for each in parse(POLICY).clauses}

Convert = Callable[[bytes, str, str], bytes]

_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Standard" style:family="paragraph">
<style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.15cm" fo:hyphenation-ladder-count="no-limit"/>
<style:text-properties fo:font-size="11pt" fo:language="ru" fo:country="RU" fo:hyphenate="true"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
<text:outline-style style:name="Outline"/></office:styles>
<office:automatic-styles>
<style:style style:name="Struck" style:family="text"><style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/>
</style:style>
<style:style style:name="Bold" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000"/></style:style>
<style:style style:name="Columns" style:family="section"><style:section-properties>
<style:columns fo:column-count="2" fo:column-gap="0.6cm"/></style:section-properties></style:style>
<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."/>
<text:list-level-style-number text:level="2" text:display-levels="2" style:num-format="1" style:num-suffix="."/>
</text:list-style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="HIGHcm"
 fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p>ООО «Ромашка». Оферта</text:p></style:header>
<style:footer><text:p>Стр. <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""


def printed(convert: Convert, body: str, high: float = 29.7, wanted: str = "pdf") -> bytes:
    """A text document with running header and footer, printed by LibreOffice."""
    return convert(_FLAT.replace("HIGH", str(high)).replace("BODY", body).encode(), "fodt", wanted)


TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


@pytest.mark.parametrize("high", [29.7, 12], ids=["tall pages", "low pages"])
def test_a_policy_printed_by_libreoffice_has_the_clauses_of_its_text(by_libreoffice: Convert, high: float):
    data = printed(by_libreoffice, "".join(f"<text:p>{html.escape(line)}</text:p>" for line in PARAGRAPHS), high)
    assert clauses_of(data) == CLAUSES


def test_a_policy_in_two_columns_has_the_same_clauses(by_libreoffice: Convert):
    body = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in PARAGRAPHS)
    data = printed(by_libreoffice, f'<text:section text:style-name="Columns" text:name="all">{body}</text:section>')
    assert clauses_of(data) == CLAUSES


def test_the_parts_of_a_contract_by_libreoffice_are_told_apart(by_libreoffice: Convert):
    """Numbers of a list, a footnote, struck words, a power, and a table of numbers, with tags and without."""
    body = """<text:p text:style-name="Bold">1. Сроки и площадь</text:p>
<text:p>1.1. Срок рассмотрения обращения составляет <text:span
 text:style-name="Struck">тридцать</text:span> десять рабочих
дней со дня его регистрации, если иное не предусмотрено законом<text:note text:id="n" text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>О защите прав потребителей.</text:p>
</text:note-body>
</text:note> о договорах купли-продажи товаров, которые заключаются дистанционным способом.</text:p>
<text:p>1.2. Склад занимает 20 м<text:span text:style-name="Raised">2</text:span> и охраняется.</text:p>
<table:table><table:table-column/><table:table-column/>
<table:table-row><table:table-cell table:style-name="Cell"><text:p>1.3.</text:p></table:table-cell>
<table:table-cell table:style-name="Cell"><text:p>Покупатель платит картой.</text:p></table:table-cell>
</table:table-row>
<table:table-row><table:table-cell table:style-name="Cell"><text:p>1.4.</text:p></table:table-cell>
<table:table-cell table:style-name="Cell"><text:p>Деньги возвращаются на ту же карту.</text:p></table:table-cell>
</table:table-row>
</table:table>
<text:p text:style-name="Bold">2. Прочее</text:p>
<text:p>2.1. Правила действуют с первого января и отменяют все, которые были раньше.</text:p>"""
    for wanted in ("pdf", TAGGED):
        data = printed(by_libreoffice, body, wanted=wanted)
        assert clauses_of(data) == {
            "1": "Сроки и площадь",
            "1.1": "Срок рассмотрения обращения составляет десять рабочих дней со дня его регистрации, если иное не "
            "предусмотрено законом о договорах купли-продажи товаров, которые заключаются дистанционным способом.",
            "1.2": "Склад занимает 20 м² и охраняется.",
            "1.3": "Покупатель платит картой.",
            "1.4": "Деньги возвращаются на ту же карту.",
            "2": "Прочее",
            "2.1": "Правила действуют с первого января и отменяют все, которые были раньше.",
        }
        told = " ".join(told_of(data))
        assert "зачёркнутый текст не вошёл в пункты: «тридцать»" in told
        assert "О защите прав потребителей" in told


def test_a_letter_of_another_font_stands_in_its_place(by_libreoffice: Convert):
    body = "<text:p>1.1. Жалоба подаётся через меню «⋯».</text:p><text:p>1.2. Она рассматривается за сутки.</text:p>"
    assert clauses_of(printed(by_libreoffice, body))["1.1"] == "Жалоба подаётся через меню «⋯»."


def test_numbers_that_libreoffice_counted_are_read(by_libreoffice: Convert):
    body = """<text:list text:style-name="Numbers"><text:list-item><text:p>Общие положения</text:p><text:list>
<text:list-item><text:p>Оператор хранит данные три года.</text:p></text:list-item>
<text:list-item><text:p>Оператор удаляет их по просьбе субъекта, которую тот направил на электронную почту или по
 адресу, указанному
на сайте, в течение десяти дней.</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Права</text:p><text:list><text:list-item><text:p>Субъект вправе отозвать согласие.</text:p>
</text:list-item></text:list></text:list-item></text:list>"""
    assert list(clauses_of(printed(by_libreoffice, body))) == ["1", "1.1", "1.2", "2", "2.1"]


async def print_page(browser: Browser, page: str, **options: object) -> bytes:
    """A page printed by Chromium."""
    tab = await browser.new_page()
    await tab.set_content(page)
    return await tab.pdf(format="A4", **options)


STYLE = "<meta charset=utf-8><style>body{font:10pt 'DejaVu Serif'}p{text-align:justify}</style>"


async def test_a_policy_printed_by_a_browser_has_the_clauses_of_its_text(browser: Browser):
    page = "".join(f"<p>{html.escape(line)}</p>" for line in PARAGRAPHS)
    around = {"display_header_footer": True, "margin": {"top": "60px", "bottom": "60px"}}
    data = await print_page(browser, STYLE + page, **around)
    assert clauses_of(data) == CLAUSES
    narrow = await print_page(browser, f"{STYLE}<div style='columns:2'>{page}</div>", **around)
    assert clauses_of(narrow) == CLAUSES


async def test_the_parts_of_a_page_by_a_browser_are_told_apart(browser: Browser):
    page = (
        STYLE
        + """<h1>Оферта</h1><h2>1. Сроки</h2>
<p>1.1. Срок ответа <s>тридцать</s> десять дней, площадь 20 м<sup>2</sup>, хранение пять лет<sup>1</sup>.</p>
<p style="color:white">1.2. Белое.</p><p style="background:#123;color:white">1.3. На тёмном.</p>
<ol style="list-style:none;counter-reset:a 1"><style>li::before{counter-increment:a;content:counter(a)'. '}</style>
<li><b>Прочее</b></li></ol>
<table border=1><tr><td>2.1.</td><td>Доставка платная.</td></tr><tr><td>2.2.</td><td>Возврат бесплатный.</td></tr>
</table>
<p>2.3. Получатель: <input value="Иван"></p>"""
    )
    data = await print_page(browser, page, print_background=True)  # else white is printed dark
    assert clauses_of(data) == {
        "1": "Сроки",
        "1.1": "Срок ответа десять дней, площадь 20 м², хранение пять лет.",
        "1.3": "На тёмном.",
        "2": "Прочее",
        "2.1": "Доставка платная.",
        "2.2": "Возврат бесплатный.",
        "2.3": "Получатель: Иван",
    }
    assert lines_of(data)[0] == "Оферта"
