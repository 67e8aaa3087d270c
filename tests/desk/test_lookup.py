"""Looking up: a number or a few words become the clauses that somebody may want to share."""

import pytest

from desk.knowledge import Knowledge
from desk.lookup import look_up, named


@pytest.mark.parametrize(
    "words", ["5.1", " 5.1. ", "c 5.1", "с 5.1", "C5.1", "/c 5.1", "п. 5.1", "п.5.1", "Пункт 5.1", "clause 5.1"]
)
def test_a_number_is_understood_as_people_type_it(knowledge: Knowledge, words: str) -> None:
    """With a Latin or a Cyrillic «c», with a word before it or without."""
    assert ("5.1",) == named(knowledge.policy, words)


@pytest.mark.parametrize("words", ["", "c", "5.99", "сколько храните 5.1", "5,1", "c сколько", "п"])
def test_other_words_name_no_clause(knowledge: Knowledge, words: str) -> None:
    assert named(knowledge.policy, words) == ()


def test_the_preamble_and_sections_have_names_of_their_own(knowledge: Knowledge) -> None:
    assert ("преамбула",) == named(knowledge.policy, "Преамбула")
    assert ("8",) == named(knowledge.policy, "раздел 8")


def test_a_named_clause_comes_alone_and_word_for_word(knowledge: Knowledge) -> None:
    [quote] = look_up(knowledge, "c 5.1", 5)
    assert ("5.1", knowledge.policy.quote("5.1")) == (quote.number, quote.text)


def test_words_bring_the_clauses_they_may_mean(knowledge: Knowledge) -> None:
    """The likeliest first, no more than asked for."""
    found = look_up(knowledge, "сколько храните", 2)
    assert "5.1" == found[0].number
    assert len(found) <= 2


@pytest.mark.parametrize("words", ["", " \u200b ", "а" * 10_001])
def test_what_cannot_be_read_brings_nothing(knowledge: Knowledge, words: str) -> None:
    assert () == look_up(knowledge, words, 5)
