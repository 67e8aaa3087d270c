"""Looking up in a document whose annexes repeat its numbers."""

from pathlib import Path

import pytest

from desk.clause_names import SHORT, clause_in_answer, clause_label, clause_name, clause_numbered, key, keyed
from desk.knowledge import Knowledge
from desk.lookup import begun_with, look_up, named, search
from tests.annexes import FIRST, MAIN, SECOND, annexed_knowledge, annexed_policy


@pytest.fixture
def annexed(tmp_path: Path) -> Knowledge:
    return annexed_knowledge(annexed_policy(tmp_path / "cleaning"))


@pytest.mark.parametrize(
    "words",
    [
        "Приложение 1, 2.1",
        "приложение №1, п. 2.1",
        "Приложение № 1 пункт 2.1.",
        "приложение 1 2.1",
        "приложение-1/2.1",
        "/Приложение 1, п.2.1",
    ],
)
def test_a_clause_of_an_annex_is_understood_as_people_type_it(annexed: Knowledge, words: str) -> None:
    assert (FIRST,) == named(annexed.policy, words)


@pytest.mark.parametrize("words", ["Приложение 3, 2.1", "сколько храните 2.1", "Приложение 1", "2.1 " * 5000])
def test_no_other_words_name_one(annexed: Knowledge, words: str) -> None:
    assert () == named(annexed.policy, words)


def test_a_number_alone_brings_all_that_bear_it(annexed: Knowledge) -> None:
    assert [MAIN, FIRST, SECOND] == [quote.address for quote in look_up(annexed, "п. 2.1", 5)]
    found = search(annexed, annexed.policy, "2.1")
    assert found
    assert [MAIN, FIRST, SECOND] == [one.address for one in found.found]


def test_what_is_typed_so_far_brings_every_clause_that_begins_so(annexed: Knowledge) -> None:
    def begun(typed: str) -> list[str]:
        return [quote.address for quote in begun_with(annexed, typed, 8)]

    assert [MAIN, FIRST, SECOND, "2.2"] == [*begun("2.1"), *begun("2.2")]
    assert [MAIN, "2.2", FIRST, SECOND] == begun("2.")
    assert ["Приложение 1, 1.1", FIRST] == begun("приложение 1")
    assert [SECOND] == begun("Приложение 2, 2")
    assert [] == begun("приложение 3, 2")


def test_a_quote_says_number_part_and_address(annexed: Knowledge) -> None:
    quote = annexed.quote(FIRST)
    assert ("2.1", "Приложение 1", FIRST) == (quote.number, quote.part, quote.address)
    assert quote.url.endswith(
        "/policy#%D0%BF%D1%80%D0%B8%D0%BB%D0%BE%D0%B6%D0%B5%D0%BD%D0%B8%D0%B5-1/2.1"  # приложение-1/2.1
    )
    assert annexed.quote("2.2").url.endswith("/policy#2.2")
    assert len(annexed.policy.clauses) == len({annexed.url(address) for address in annexed.policy.clauses})


def test_people_read_the_part_with_the_number(annexed: Knowledge) -> None:
    assert ["Приложение 1, п. 2.1"] * 3 == [clause_name(FIRST), clause_label(FIRST), clause_name(FIRST, alone=SHORT)]
    assert ("пункт 2.2", "2.2", "п. 2.2") == (clause_name("2.2"), clause_label("2.2"), clause_name("2.2", alone=SHORT))
    assert "Приложение 1, cl. 2.1" == clause_name(FIRST, "en")
    assert "2.1 (Приложение 1)" == clause_numbered(FIRST)
    said = clause_in_answer(FIRST, annexed.quote(FIRST).text, annexed.edition, "Политики")
    assert said == "Приложение 1, п. 2.1 Политики, редакция 1:\n«Уборка начинается в девять утра.»"


def test_a_key_is_short_and_means_one_clause(annexed: Knowledge) -> None:
    keys = [key(address) for address in annexed.policy.clauses]
    assert list(annexed.policy.clauses) == [keyed(annexed.policy, word) for word in keys]
    assert all(len(word.encode()) <= 20 for word in keys)
    assert "2.2" == key("2.2")
    assert keyed(annexed.policy, "2.1") is None, "a button of a former version means no clause in particular"
