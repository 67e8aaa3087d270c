"""What stands in a file but is not said by the document: struck, hidden, commented out, or a footnote."""

from pathlib import Path

import pytest

from index.document.parser import parse

EDITIONS = Path(__file__).parents[3] / "policy_text"


def texts(source: str) -> dict[str, str]:
    """Number → words of a document's clauses."""
    return {clause.number: clause.text or clause.heading for clause in parse(source).clauses}


PAGE = "<p>1. Срок</p>\n<p>1.1. Срок {} 10 дней.</p>\n<p>1.2. Год.</p>"
MARKDOWN = "**1. Срок**\n\n1.1. Срок {} 10 дней.\n\n1.2. Год."
STRUCK = {
    "del": "<del>30</del>",
    "s": "<s>30</s>",
    "strike": "<STRIKE>30</STRIKE>",
    "hidden": "<span hidden>30</span>",
    "template": "<template>30</template>",
    "dialog": "<dialog>30</dialog>",
    "display": "<span style='color:red; DISPLAY : none'>30</span>",
    "visibility": "<b style='visibility:hidden'>30</b>",
    "decoration": "<span style='text-decoration:underline line-through'>30</span>",
    "decoration line": "<span style='text-decoration-line: line-through'>30</span>",
    "Word": "<span style='display:none;mso-hide:all'>30</span>",
    "nested": "<del>ровно <del>в</del> <b>30</b></del>",
    "comment": "<!-- 30 -->",
    "conditional comment": "<!--[if mso]>30<![endif]-->",
}


@pytest.mark.parametrize(
    "form",
    [
        "<p>1. Срок</p>\n<p>1.1. Срок {} 10 дней.</p>\n<p>1.2. Год.</p>",
        "**1. Срок**\n\n1.1. Срок {} 10 дней.\n\n1.2. Год.",
    ],
)
@pytest.mark.parametrize("old", STRUCK.values(), ids=STRUCK.keys())
def test_what_a_reader_does_not_see_or_sees_struck_is_not_quoted(form: str, old: str):
    """In a page and inside Markdown, between words and at the end of a sentence, without a trace in the spaces."""
    assert texts(form.format(old)) == {"1": "Срок", "1.1": "Срок 10 дней.", "1.2": "Год."}
    assert texts(form.replace("Срок {} 10 дней.", "Срок 10 дней {}.").format(old))["1.1"] == "Срок 10 дней."


IN_MARKDOWN = {
    "tildes": "1.1. Срок ~~30~~ 10 дней.",
    "one tilde": "1.1. Срок ~30~ 10 дней.",
    "tildes over lines": "1.1. Срок ~~тридцать\nили сорок~~ 10 дней.",
    "comment of JSX": "1.1. Срок {/* было 30 */} 10 дней.",
    "comment at the end": "1.1. Срок 10 дней. <!-- было 30 -->",
    "comment over lines": "1.1. Срок 10 дней.\n<!-- было\n\n30 -->",
    "comment before the label": "<!-- новое -->1.1. Срок 10 дней.",
    "comment as a link": "1.1. Срок 10 дней.\n\n[//]: # (было 30 дней)",
    "comment never closed": "1.1. Срок 10 дней.\n<!-- было 30",
    "struck item": "1.1. Срок 10 дней.\n- ~~было 30~~",
    "element never closed": "1.1. Срок 10 дней.\n\n<del>было 30",
}


@pytest.mark.parametrize("clause", IN_MARKDOWN.values(), ids=IN_MARKDOWN.keys())
def test_what_markdown_strikes_or_comments_out_is_not_quoted(clause: str):
    assert " ".join(texts(f"## 1. Срок\n\n{clause}")["1.1"].split()) == "Срок 10 дней."


def test_a_struck_clause_is_gone_and_one_with_struck_words_keeps_its_number():
    """Its number was struck with it, or was not."""
    source = "# Срок\n\n1.1. Год.\n\n~~1.2. Два.~~\n\n1.3. ~~Три.~~\n\n1.4. Четыре."
    assert texts(source) == {"1.1": "Год.", "1.3": "", "1.4": "Четыре."}
    page = "<ol><li>Год.</li><li style='text-decoration:line-through'>Два.</li><li hidden>Нет.</li><li>Три.</li></ol>"
    assert texts(page) == {"1": "Год.", "3": "Три."}, (
        "as a browser counts: what is struck is there, what is hidden is not"
    )


def test_a_style_sheet_of_the_page_hides_and_strikes():
    """By the rules that hold on every screen, the last one that fits; what only a script or a medium hides stays."""
    page = """<style>/* .kept {display: none} */
    .old, p.gone > b { text-decoration: line-through }
    .tab { display: none } .tab.open { display: block } p::before { display: none }
    @media print { .kept { display: none } }</style>
    <p>1. Срок</p> <p>1.1. Срок <i class=old>30</i> 10 дней.</p> <p class=gone>1.2. <b>Сто</b> Два.</p>
    <div class=tab>1.3. Скрыт.</div> <div class="tab open">1.4. Открыт.</div> <p class=kept>1.5. Есть.</p>"""
    assert texts(page) == {"1": "Срок", "1.1": "Срок 10 дней.", "1.2": "Два.", "1.4": "Открыт.", "1.5": "Есть."}


@pytest.mark.parametrize(
    "shown", ["<ins>10</ins>", "<span aria-hidden='true'>10</span>", "<u>10</u>", "~10", "<details>10</details>"]
)
def test_what_a_reader_sees_is_quoted(shown: str):
    """Also what only a screen reader passes over, and a tilde that means «about»."""
    assert "10" in texts(f"<br><br><br><p>1. Срок</p><p>1.1. Срок {shown} дней и ~5 дней.</p>")["1.1"]
    assert "10" in texts(f"**1. Срок**\n\n1.1. Срок {shown} дней и ~5 дней.")["1.1"]


def test_the_owner_reads_what_was_left_out_and_where():
    """One sentence each, with the line; an empty or a technical one is not worth a word."""
    source = (
        "**1. Срок**\n1.1. Срок ~~30~~ 10 дней.<!-- было\nтридцать -->\n"
        "1.2. Год[^1].<!-- end -->\n<p hidden>Тайно.</p>\n\n[^1]: Рабочий."
    )
    assert parse(source).warnings == (
        "строка 2: зачёркнутый текст не вошёл в пункты: «30»",
        "строка 2: комментарий не вошёл в пункты: «было тридцать»",
        "строка 4: знак сноски не вошёл в пункты: «[^1]»",
        "строка 5: скрытый текст не вошёл в пункты: «Тайно.»",
        "строка 7: сноска не вошла в пункты: «[^1]: Рабочий.»",
    )
    assert [clause.line for clause in parse(source).clauses] == [1, 2, 4]


@pytest.mark.parametrize(
    "source",
    [
        "~~1. Срок~~\n\n~~1.1. Год.~~",
        "<body hidden><p>1. Срок</p><p>1.1. Год.</p></body>",
        "<!-- 1. Срок\n1.1. Год.",
    ],
)
def test_a_document_of_which_nothing_is_left_says_so(source: str):
    document = parse(source)
    assert (document.clauses, document.preamble) == ((), None)
    assert document.warnings[0] == "В документе не осталось текста: весь он зачёркнут, скрыт или закомментирован"


def test_comments_of_a_program_that_holds_the_text_are_not_quoted():
    program = """const POLICY = [
    // было: "1. Тридцать дней."
    "1. Срок <del>30</del> 10 дней.",
    /* "2. Старый
    пункт." */
    "2. Отзыв.",
    "3. Иное.", ];"""
    assert list(texts(program).items())[:2] == [("1", "Срок 10 дней."), ("2", "Отзыв.")]


def test_a_page_that_waits_for_its_script_is_read():
    """A sheet that hides the whole body is taken back by the page itself."""
    page = "<style>body{visibility:hidden}</style><body><p>1. Срок</p><p>1.1. Год.</p></body>"
    assert texts(page) == {"1": "Срок", "1.1": "Год."}


NOTES = {
    "plain": ("1. Срок\n1.1. Пять лет{}.\n1.2. Год.\n\n{} Рабочих.", ["¹", "[1]", "[^1]"]),
    "Markdown": ("## 1. Срок\n\n1.1. Пять лет{}.\n\n1.2. Год.\n\n{}: Рабочих.", ["[^1]", "[^note]", "<sup>1</sup>"]),
    "page": (
        "<p>1. Срок</p><p>1.1. Пять лет{}.</p><p>1.2. Год.</p><p>{} Рабочих.</p>",
        [
            "<sup>1</sup>",
            "<sup>1)</sup>",
            "<sup>*</sup>",
            " <sup>1</sup>",
            "<sup><a href='#p1'>[<span>1</span>]</a></sup>",
            "<a href='#_ftn1' style='mso-footnote-id:ftn1'><span class=MsoFootnoteReference>[1]</span></a>",
            "<a class=footnote-ref href='#fn:1' role=doc-noteref>1</a>",
        ],
    ),
}


@pytest.mark.parametrize(("form", "mark"), [(form, mark) for form, marks in NOTES.values() for mark in marks])
def test_a_footnote_and_its_mark_are_no_words_of_a_clause(form: str, mark: str):
    """Not glued to the word either: «лет1» is no word."""
    assert texts(form.format(mark, mark.strip())) == {"1": "Срок", "1.1": "Пять лет.", "1.2": "Год."}


def test_a_list_of_footnotes_is_no_clause():
    """However its page marks it, as long as it is not most of the page."""
    for notes in (
        "<section role=doc-endnotes>",
        "<div class='page footnotes'>",
        "<div style='mso-element:footnote-list'>",
    ):
        page = (
            f"<p>1. Срок</p><p>1.1. Пять лет и ещё один год, не больше.</p>{notes}<p>Рабочих.</p></p></div></section>"
        )
        assert texts(page)["1.1"] == "Пять лет и ещё один год, не больше."


KEPT = [
    "20 м²",
    "5 км²",
    "кг/м³",
    "10⁶ руб.",
    "ст. 14¹ КоАП",
    "x² + y²",
    "с⁻¹",
    "см. [5]",
    "массив a[1]",
    "в [2] и [3]",
]


@pytest.mark.parametrize("words", KEPT)
def test_a_power_a_measure_or_the_number_of_an_article_stays(words: str):
    """A superscript is a footnote's only behind a word or a stop, a number in brackets only where it is glued."""
    assert texts(f"1. Срок\n1.1. Здесь {words} и далее.")["1.1"] == f"Здесь {words} и далее."


@pytest.mark.parametrize(
    ("written", "read"), [("20 м<sup>2</sup>", "20 м²"), ("ст. 14<sup>1</sup>", "ст. 14¹"), ("1<sup>й</sup>", "1й")]
)
def test_a_raised_digit_is_not_glued_to_a_number(written: str, read: str):
    """«14¹» is one article, «141» another."""
    assert texts(f"<p>1. Срок</p><p>1.1. По {written} здесь.</p>")["1.1"] == f"По {read} здесь."
    assert texts(f"**1. Срок**\n\n1.1. По {written} здесь.")["1.1"] == f"По {read} здесь."


HOSTILE = [
    "<!-- ",
    "~~a ",
    "<del>",
    "а¹ ",
    "[^1]",
    "^[a",
    "<style>a{",
    "<style>.a{display:none}</style><p class=a>",
    "{/* ",
    "<sup>",
    "<a href='#fn1'>1",
    "  \uffff",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_huge_file_of_broken_marks_is_read_to_its_end(piece: str):
    """No search for an end that never comes makes the parser stall: the run has a limit of minutes."""
    for head in ("", "<html><body>"):
        document = parse(head + piece * (60_000 // len(piece)))
        assert document.clauses or document.warnings
