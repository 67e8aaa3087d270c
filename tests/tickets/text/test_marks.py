"""Marks: a few signs that staff type give an answer its look, and everything else stays as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.store.findable import telling_words
from tickets.text.marks import Block, Kind, Line, Span, blocks_of
from tickets.text.masking import mask


def words(line: Line) -> str:
    return "".join(span.text for span in line)


def looks(text: str) -> list[tuple[str, list[str]]]:
    return [(block.kind.value, [words(line) for line in block.lines]) for block in blocks_of(text)]


def bold(text: str) -> list[str]:
    return [span.text for block in blocks_of(text) for line in block.lines for span in line if span.bold]


def test_an_answer_with_all_marks_is_read_in_blocks() -> None:
    """Paragraphs, points, numbers that go on, and a quotation with a blank line in it."""
    typed = "Здравствуйте!\nНужны **два** шага:\n\n- паспорт не нужен\n- почта\n"
    typed += "3. три\n4. четыре\n> вы писали\n>\n> да\nВсё."
    assert [
        ("paragraph", ["Здравствуйте!", "Нужны два шага:"]),
        ("list", ["паспорт не нужен", "почта"]),
        ("numbers", ["три", "четыре"]),
        ("quote", ["вы писали", "", "да"]),
        ("paragraph", ["Всё."]),
    ] == looks(typed)
    assert ["два"] == bold(typed)


def test_a_list_keeps_the_numbers_that_were_typed() -> None:
    """Points that do not count on begin another list."""
    assert [3, 7] == [block.start for block in blocks_of("3. а\n4. б\n7. в")]


@pytest.mark.parametrize(
    "typed", ["2 ** 3 ** 4", "а**б**в", "**", "****", "** не так **", "**через\nстроку**", "5.1. Пункт", "-без пробела"]
)
def test_what_is_no_mark_is_shown_as_it_stands(typed: str) -> None:
    """Stars of arithmetic, numbers of clauses, dashes of a dialogue."""
    assert ([], typed) == (bold(typed), "\n".join(line for _, lines in looks(typed) for line in lines))


def test_a_bold_link_is_a_link_in_bold() -> None:
    """Its stars are no part of the address."""
    span = Span("https://example.org/a", bold=True, href="https://example.org/a")
    assert (Block(Kind.PARAGRAPH, ((span,),)),) == blocks_of("**https://example.org/a**")


def test_search_and_masking_know_the_plain_words() -> None:
    """A ticket is found by a bold word, and a bold number is masked like any other."""
    assert ["вернем", "деньги"] == telling_words("**вернём** деньги")
    assert "**[телефон …67]**" == mask("**8 900 123-45-67**")


@given(st.text(alphabet="*-> 1.а\nб", max_size=60))
def test_only_marks_and_blank_lines_are_lost(typed: str) -> None:
    """Every letter of every text is in some block, in its order."""
    shown = "".join(words(line) for block in blocks_of(typed) for line in block.lines)
    assert [sign for sign in typed if sign in "аб"] == [sign for sign in shown if sign in "аб"]
