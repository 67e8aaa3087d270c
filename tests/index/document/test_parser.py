"""The parser as the rest of the house uses it: texts, headings, parents, lines, warnings, files."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document.clause import PREAMBLE
from index.document.parser import DocumentBinary, DocumentEmpty, DocumentMissing, parse, read_document

POLICY = Path(__file__).parents[3] / "policy_text" / "privacy" / "editions" / "1.txt"
ALPHABET = "0123456789.)-–:;, \t\n\u00a0абвАБВ«»пI"


def test_the_policy_has_nine_sections_and_sixty_one_clauses():
    """Every number that the policy prints is there, each once, also the two that share a line."""
    clauses = parse(POLICY.read_bytes()).clauses
    numbers = [clause.number for clause in clauses]
    assert len(numbers) == len(set(numbers)) == 70
    assert [number for number in numbers if "." not in number] == [str(section) for section in range(1, 10)]
    assert numbers[numbers.index("7.2.1") :][:4] == ["7.2.1", "7.2.2", "7.2.3", "8"]


def test_the_policy_is_quoted_word_for_word():
    """A quotation can be found in the published text, on the line that the clause names."""
    source = POLICY.read_text(encoding="utf-8")
    lines = source.split("\n")
    document = parse(source)
    for clause in document.clauses:
        assert clause.text in source
        assert f"{clause.number}." in lines[clause.line - 1]
        assert (clause.text or clause.heading) in lines[clause.line - 1]


def test_a_section_has_its_heading_apart_from_its_text():
    """A heading alone is no answer, so it never stands in the text."""
    section = next(clause for clause in parse(POLICY.read_bytes()).clauses if clause.number == "5")
    assert section.heading == "СПОСОБЫ И СРОКИ ОБРАБОТКИ ПЕРСОНАЛЬНОЙ ИНФОРМАЦИИ"
    assert (section.text, section.parent) == ("", None)


def test_the_words_before_the_first_number_are_the_preamble():
    """The preamble can be quoted too; the title of the document is not part of it."""
    preamble = parse(POLICY.read_bytes()).preamble
    assert preamble is not None
    assert (preamble.number, preamble.heading, preamble.parent, preamble.line) == (PREAMBLE, "", None, 5)
    assert preamble.text.startswith("Настоящая Политика конфиденциальности")
    assert preamble.text.endswith("(далее – Сервисы).")


def test_the_policy_owner_hears_of_two_clauses_on_one_line():
    """The only oddity of the published policy is named with its line."""
    assert parse(POLICY.read_bytes()).warnings == ("строка 123: два пункта в одной строке: 7.2.2 и 7.2.3",)


def test_a_clause_keeps_its_paragraphs_and_its_list():
    """What continues a clause without a number belongs to its text; dividing lines do not."""
    text = "1. Данные\n1.1. Мы храним:\n- имя;\n- адрес.\n\nСрок – год.\n\n-----\n1.2. Иное.\n"
    clauses = parse(text).clauses
    assert clauses[1].text == "Мы храним:\n- имя;\n- адрес.\n\nСрок – год."
    assert [clause.parent for clause in clauses] == [None, "1", "1"]


def test_a_section_with_solid_text_has_both():
    """The heading names the section, the text answers."""
    clause = parse("1. Cookie\nСайт использует cookie.\nИх можно отключить.\n2. Срок\nГод.").clauses[0]
    assert (clause.heading, clause.text) == ("Cookie", "Сайт использует cookie.\nИх можно отключить.")


def test_a_heading_may_take_two_lines():
    """A heading that was broken in two is read whole."""
    clause = parse("1. ОБЩИЕ\nПОЛОЖЕНИЯ\n1.1. Сайт.").clauses[0]
    assert (clause.heading, clause.text) == ("ОБЩИЕ\nПОЛОЖЕНИЯ", "")


def test_markup_is_not_quoted():
    """People read the words, not the asterisks and tags."""
    markdown = parse("## 1. Данные\n\n1.1. **Имя** и [адрес](https://example.ru).\n\nГод.").clauses
    assert [(clause.heading, clause.text) for clause in markdown] == [("Данные", ""), ("", "Имя и адрес.\nГод.")]
    page = parse("<h2>1. Данные</h2>\n<p>1.1. <b>Имя</b>&nbsp;и <a href='/'>адрес</a>.</p>\n<p>Год.</p>").clauses
    assert [(clause.heading, clause.text) for clause in page] == [("Данные", ""), ("", "Имя\u00a0и адрес.\nГод.")]
    assert [clause.line for clause in page] == [1, 2]


def test_an_unnumbered_heading_is_not_added_to_the_clause_above():
    """The words of another part never sound like the words of a clause."""
    document = parse("1. ПРАВА\n1.1. Стороны равны.\n\nРЕКВИЗИТЫ СТОРОН\n\nИНН 7700000000\n")
    assert document.clauses[1].text == "Стороны равны."
    assert document.warnings[1:] == (
        "строка 4: заголовок без номера «РЕКВИЗИТЫ СТОРОН»: он и текст под ним не вошли ни в один пункт",
    )


def test_slips_of_numbering_are_reported_with_their_lines():
    """The owner sees what to mend before people stumble on it."""
    text = "1. ПРАВА\n1.1. Раз.\n1.3. Три.\n1.3. Ещё.\n1.2. Два, см. п. 8.1.\n1.4 . Пять."
    assert parse(text).warnings == (
        "строка 3: после 1.1 идёт сразу 1.3",
        "строка 4: номер 1.3 уже был в строке 3",
        "строка 5: в пункте 1.2 есть ссылка на пункт 8.1, которого в документе нет",
        "строка 5: номер 1.2 стоит после 1.3",
        "строка 6: метка «1.4 .» прочитана как 1.4",
        "строка 6: после 1.2 идёт сразу 1.4",
    )


def test_parents_follow_the_printed_numbers():
    """A clause knows the one above it, also when its number does not begin with it."""
    text = "I. ОБЩЕЕ\n1.1. Раз.\n1.1.1. Два.\nII. ПРОЧЕЕ\n2.1. Три."
    assert [clause.parent for clause in parse(text).clauses] == [None, "I", "1.1", None, "II"]
    text = "12. А\n12.1. Раз.\n13. Б\n15.1. Два.\n15.2. Три."
    assert [clause.parent for clause in parse(text).clauses] == [None, "12", None, "13", "13"]


def test_a_document_without_numbers_is_all_preamble():
    """Such a text can still be kept and quoted, and its owner is told."""
    document = parse("ПОЛИТИКА\n\nМы храним имя.\n\nМы не передаём его.")
    assert document.clauses == ()
    assert document.preamble is not None
    assert document.preamble.text == "Мы храним имя.\n\nМы не передаём его."
    assert document.warnings == ("В документе не нашлось нумерованных пунктов",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_any_encoding_and_line_ending_gives_the_same_document(encoding: str):
    """A file saved by an old editor reads like any other."""
    text = "1. Термины\n\n1.1. Сайт – страницы.\n\n1.2. Заказ – заявка.\n"
    assert parse(text.replace("\n", "\r\n").encode(encoding)) == parse(text)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path):
    """The command names the reason in one sentence instead of failing."""
    with pytest.raises(DocumentMissing, match="не найден"):
        read_document(tmp_path / "нет.txt")
    empty = tmp_path / "пусто.txt"
    empty.write_bytes(b"\xef\xbb\xbf \r\n")
    with pytest.raises(DocumentEmpty, match="пуст"):
        read_document(empty)
    for name, content in {"а.png": b"\x89PNG\r\n", "б.docx": b"PK\x03\x04\x14", "в.txt": b"1. \0\x01\x02"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DocumentBinary, match="не текстовый"):
            read_document(tmp_path / name)


@settings(deadline=None)  # no test asserts a time
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_no_input_breaks_the_parser(source: bytes | str):
    """Whatever lands in the folder of editions, the parser answers."""
    document = parse(source)
    assert document.clauses or document.warnings


@settings(deadline=None)  # no test asserts a time
@given(st.text(ALPHABET, max_size=300))
def test_plain_text_is_quoted_from_the_text_itself(source: str):
    """Every clause is a slice of the document and stands on a line that the document has."""
    document = parse(source)
    for clause in (*document.clauses, *([document.preamble] if document.preamble else [])):
        assert clause.text in source
        assert clause.heading in source
        assert 1 <= clause.line <= source.count("\n") + 1


MARKUP = ["<p>", "</p>", "<ol>", "<li>", "</ol>", "<h2>", "<br>", "<td>", "**", "# ", "> ", "| ", "```", "1. "]


@settings(deadline=None)  # no test asserts a time
@given(st.lists(st.sampled_from(MARKUP) | st.text(ALPHABET, max_size=8), max_size=60).map("".join))
def test_broken_markup_does_not_break_the_parser(source: str):
    """Unclosed tags and stray asterisks give some document, with lines that exist."""
    for clause in parse(source).clauses:
        assert 1 <= clause.line <= source.count("\n") + 1


PIECES = ["1", ".", " ", "1.", "1.1. ", "1.\n", "Текст. 1.1. ", "п. 1, ", "<li>1.</li>", "- \n"]


@pytest.mark.parametrize("piece", PIECES)
def test_a_huge_monotonous_file_is_read_to_its_end(piece: str):
    """No pattern of digits, dots and spaces makes the parser stall: the run has a limit of minutes."""
    document = parse(piece * (150_000 // len(piece)))
    assert document.clauses or document.warnings
