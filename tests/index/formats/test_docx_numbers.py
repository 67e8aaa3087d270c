"""Numbers that are nowhere in the text of a Word document, as Word shows them."""

from collections.abc import Callable

import pytest

from index.formats.docx.figures import figure
from tests.index.formats.built_docx import (
    LEGAL,
    NUMBERING,
    definition,
    docx,
    in_list,
    instance,
    level,
    p,
    read_source,
    shown,
    styled,
    t,
)

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
    '</w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Пункт"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Off"><w:name w:val="Без номера"/><w:basedOn w:val="H2"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)
BY_STYLE = definition(
    0,
    level(0, "decimal", "%1.", '<w:pStyle w:val="H1"/>'),
    level(1, "decimal", "%1.%2.", '<w:pStyle w:val="H2"/>'),
) + instance(1, 0)


def test_a_list_of_several_levels_has_its_numbers_letters_and_bullets():
    body = (
        p("Общее", in_list(1)) + p("Раз", in_list(1, 1)) + p("имя", in_list(1, 2)) + p("адрес", in_list(1, 2))
        + p("дом", in_list(1, 3)) + p("Сроки", in_list(1)) + p("Два", in_list(1, 1)) + p("Три", in_list(1, 1))
    )  # fmt: skip
    assert shown(body, numbering=NUMBERING) == [
        "1. Общее", "1.1. Раз", "а) имя", "б) адрес", "• дом", "2. Сроки", "2.1. Два", "2.2. Три",
    ]  # fmt: skip


def test_a_bullet_that_a_font_of_signs_draws_is_a_bullet():
    """«l» of Wingdings is a circle to everybody; a dash of such a font and a letter of another one are themselves."""
    fonts = (("Wingdings", "l"), ("Symbol", "\u00b7"), ("Symbol", "-"), ("Courier New", "o"), ("Arial", "l"))
    levels = (
        level(place, "bullet", sign).replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
        for place, (font, sign) in enumerate(fonts)
    )
    body = "".join(p("имя", in_list(1, place)) for place in range(len(fonts)))
    numbering = definition(0, *levels) + instance(1, 0)
    assert shown(body, numbering=numbering) == ["• имя", "• имя", "- имя", "• имя", "l имя"]


def test_numbers_hung_on_styles_are_counted():
    """In the style, in the style it is based on, at the level that names the style; 0 switches them off."""
    body = p("Общее", styled("H1")) + p("Раз", styled("H2")) + p("Два", styled("Own")) + p("Вне", styled("Off"))
    body += p("Само", styled("Own") + in_list(0)) + p("Три", styled("H2"))
    assert ["1. Общее", "1.1. Раз", "1.2. Два", "Вне", "Само", "1.3. Три"] == shown(
        body, styles=STYLES, numbering=BY_STYLE
    )


def test_a_paragraph_may_take_another_level_of_the_list_of_its_style():
    body = p("Общее", styled("H1")) + p("Раз", styled("H1") + '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert shown(body, styles=STYLES, numbering=BY_STYLE) == ["1. Общее", "1.1. Раз"]


def test_legal_numbering_is_all_in_figures():
    """«Статья II» and 2.1. under it: LibreOffice 7.4 shows «II.1.»."""
    roman = definition(0, level(0, "upperRoman", "Статья %1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    body = p("Предмет", in_list(1)) + p("Раз", in_list(1, 1)) + p("Срок", in_list(1)) + p("Два", in_list(1, 1))
    assert ["Статья I. Предмет", "1.1. Раз", "Статья II. Срок", "2.1. Два"] == shown(
        body, numbering=roman + instance(1, 0)
    )


def test_instances_of_one_definition_count_together_until_one_begins_anew():
    """As Word does; a counter for each instance would number the second clause 1 again."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = LEGAL + instance(1, 0) + instance(2, 0) + instance(3, 0, anew)
    body = "".join(p("Пункт", in_list(num_id)) for num_id in (1, 2, 1, 3, 3, 1))
    assert [line.split()[0] for line in shown(body, numbering=numbering)] == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_an_instance_may_redefine_a_level():
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "§ %1", start=3)}</w:lvlOverride>'
    assert shown(p("Пункт", in_list(1)), numbering=LEGAL + instance(1, 0, other)) == ["§ 3 Пункт"]


def test_a_level_that_nobody_used_counts_as_used():
    """Word numbers the first section 2 when a clause stands before it."""
    body = p("Раз", in_list(1, 1)) + p("Два", in_list(1, 1)) + p("Сроки", in_list(1))
    assert shown(body, numbering=NUMBERING) == ["1.1. Раз", "1.2. Два", "2. Сроки"]


@pytest.mark.parametrize(
    ("restart", "last"), [("", "1)"), ('<w:lvlRestart w:val="0"/>', "3)"), ('<w:lvlRestart w:val="1"/>', "3)")]
)
def test_a_level_begins_anew_after_the_level_that_it_names(restart: str, last: str):
    """After any above it; never; or after the first one alone."""
    numbering = definition(
        0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%3)", restart)
    ) + instance(1, 0)
    body = "".join(p("Пункт", in_list(1, deep)) for deep in (0, 1, 2, 2, 1, 2))
    assert shown(body, numbering=numbering)[-1].split()[0] == last


def test_a_list_may_be_defined_by_a_style_of_lists():
    """The definition that is named only points to the style, and the style to the definition that counts."""
    style = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="Договор"/><w:pPr><w:numPr><w:numId w:val="9"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = (
        definition(0, level(0, "decimal", "%1."), more='<w:styleLink w:val="L"/>')
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + instance(1, 1)
        + instance(9, 0)
    )
    body = p("Раз", in_list(1)) + p("Два", in_list(9)) + p("Три", in_list(1))
    assert shown(body, styles=style, numbering=numbering) == ["1. Раз", "2. Два", "3. Три"]


def test_what_stands_between_a_number_and_its_words_is_as_defined():
    numbering = definition(0, level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')) + instance(1, 0)
    assert shown(p(" дом", in_list(1)), numbering=numbering) == ["1 дом"]
    hidden = level(0, "decimal", "%1.").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    assert shown(p("дом", in_list(1)), numbering=definition(0, hidden) + instance(1, 0)) == ["дом"]


def test_a_format_of_ones_own_keeps_its_width():
    """Word writes it for new programs, and plain figures for old ones beside it."""
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    assert shown(p("дом", in_list(1)), numbering=definition(0, own) + instance(1, 0)) == ["007. дом"]


@pytest.mark.parametrize(
    ("kind", "count", "said"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 4, "04"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 14, "xiv"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("russianLower", 7, "ж"),
        ("russianLower", 10, "к"),  # й is passed over
        ("russianLower", 29, "я"),
        ("russianLower", 30, "аа"),
        ("russianUpper", 27, "Э"),
        ("none", 4, ""),
        ("chicago", 4, "4"),
    ],
)
def test_a_number_is_written_in_the_format_of_its_level(kind: str, count: int, said: str):
    assert figure(count, kind) == said


def test_paragraphs_that_are_not_shown_are_not_counted():
    """Hidden to the last mark: no number. Only struck or empty: Word shows a number."""
    body = p("Раз", in_list(1)) + p(t("Тайна", "<w:vanish/>"), in_list(1), mark="<w:vanish/>") + p("Два", in_list(1))
    body += p(t("Старое", "<w:strike/>"), in_list(1)) + p("", in_list(1)) + p("Пять", in_list(1))
    assert shown(body, numbering=NUMBERING) == ["1. Раз", "2. Два", "5. Пять"]


def test_a_number_leaves_no_doubt_that_a_clause_begins():
    """«1.1. рабочих дней» typed by hand is a quantity; counted by Word it is a clause."""
    [_, line] = read_source(p("Сроки", in_list(1)) + p("рабочих дней десять", in_list(1, 1)), numbering=NUMBERING).lines
    assert (line.text, line.ordinal) == ("1.1. рабочих дней десять", "1.1.")


def test_a_list_that_is_nowhere_defined_has_no_numbers():
    assert shown(p("Раз", in_list(4))) == ["Раз"]
    assert shown(p("Раз", in_list(1, 7)), numbering=NUMBERING) == ["Раз"]


def test_another_program_counts_the_same(by_libreoffice: Callable[[bytes, str, str], bytes]):
    """LibreOffice's text of a document; legal numbering and `w:lvlRestart`, which it does not know, are left aside."""
    numbering = (
        definition(
            0,
            level(0, "upperRoman", "%1."),
            level(1, "decimal", "%2.", start=3),
            level(2, "russianLower", "%3)"),
            level(3, "decimal", "%4)"),
        )
        + instance(1, 0)
        + instance(2, 0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride>')
    )
    places = [
        (1, 0),
        (1, 1),
        (1, 3),
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 1),
        (2, 2),
        (1, 1),
        (1, 0),
        (1, 2),
        (2, 1),
        (1, 1),
    ]
    body = "".join(p(f"п{place}", in_list(*each)) for place, each in enumerate(places)) + p("вне") + p("п", in_list(1))
    text = by_libreoffice(docx(body, numbering=numbering), "docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")
    assert shown(body, numbering=numbering) == [line.strip() for line in text.splitlines() if line.strip()]
