"""A policy whose annexes repeat its numbers: every clause is quoted, led to, asked about, and found."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.bank import BankError, load_bank
from index.building import build_index
from index.decision import Course, decide
from index.encoder import Encoder
from index.folder import IndexMismatchError
from index.policy import Policy, UnknownClauseError, load_policy
from index.understander import open_index
from tests.annexes import FIRST, MAIN, SECOND, annexed_policy

PHRASES = {
    MAIN: "на сколько заключается договор|через год договор кончится?|срок действия договора",
    FIRST: "во сколько вы приходите убирать|в котором часу начинаете|утром рано придёте?",
    SECOND: "а постоянным клиентам дешевле?|скидки есть?|сколько скинете с третьей уборки",
    "Приложение № 2, 1.1": "почём метр|сколько стоит уборка",
    "claim": "верните деньги, пол грязный|претензия: разбили вазу",
    "deletion": "удалите мои данные|сотрите мой телефон",
    "human": "позовите человека|оператора дайте",
    "smalltalk": "привет|спасибо",
    "unanswerable": "какая завтра погода|кто победил в матче",
}


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return annexed_policy(tmp_path / "cleaning")


def phrases_in(policy: Policy, **more: str) -> Path:
    folder = policy.folder / "phrases"
    folder.mkdir()
    said = [f"## {label}\n" + "\n".join(phrases.split("|")) for label, phrases in (PHRASES | more).items()]
    (folder / "all.txt").write_text("\n\n".join(said), encoding="utf-8")
    return folder


def test_every_clause_is_quoted_word_for_word(policy: Policy) -> None:
    """None hides behind the first of its number."""
    assert {clause.text for clause in policy.document.clauses if clause.text} == {
        policy.clause(address).text for address in policy.quotable
    }
    assert "Договор действует один год." == policy.quote(MAIN)
    assert "Уборка начинается в девять утра." == policy.quote(FIRST)
    assert "С третьего раза скидка десять процентов." == policy.quote(SECOND)


def test_the_tree_of_a_part_is_its_own(policy: Policy) -> None:
    assert "Приложение 1 → 2. ЧАСЫ → 2.1" == policy.path(FIRST)
    assert "2. СРОКИ → 2.2" == policy.path("2.2")
    assert "Приложение 2, 2" == policy.section(SECOND)
    assert [FIRST] == list(policy.children("Приложение 1, 2"))
    assert [MAIN, "2.2"] == list(policy.children("Основной текст, 2"))


def test_a_number_alone_names_all_that_bear_it(policy: Policy) -> None:
    assert (MAIN, FIRST, SECOND) == policy.named("2.1")
    assert (FIRST,) == policy.named("2.1", "приложение-1") == policy.named("Приложение № 1, 2.1")
    assert ("3.1",) == policy.named("3.1") == policy.named("3.1", "Приложение 2")
    assert () == policy.named("3.1", "Приложение 1")
    with pytest.raises(UnknownClauseError):
        policy.clause("2.1")


def test_a_reference_leads_into_the_part_that_is_named_or_into_its_own(policy: Policy) -> None:
    assert (FIRST,) == policy.referred("Основной текст, 1.1"), "«п. 2.1 Приложения № 1»"
    assert (MAIN,) == policy.referred("2.2")
    assert (FIRST,) == policy.referred("Приложение 1, 1.1")
    assert ("2.2",) == policy.referred("3.1"), "there is one 2.2 in the whole document"


def test_the_first_policy_is_called_as_it_always_was() -> None:
    """No repeated number, so no address, label or phrase of it changes."""
    policy = load_policy(Path(__file__).parents[2] / "policy_text" / "privacy")
    assert [clause.number for clause in policy.clauses.values()] == list(policy.clauses)


def test_a_bank_speaks_of_a_clause_by_its_address(policy: Policy) -> None:
    labels = {phrase.label for phrase in load_bank(phrases_in(policy), policy.quotable).phrases}
    assert {MAIN, FIRST, SECOND, "Приложение 2, 1.1"} <= labels


def test_a_bank_that_names_a_repeated_number_is_told_which_there_are(policy: Policy) -> None:
    with pytest.raises(BankError, match=r"пункт 2\.1 в документе не один") as caught:
        load_bank(phrases_in(policy, **{"2.1": "когда?"}), policy.quotable)
    for address in (MAIN, FIRST, SECOND):
        assert f"«## {address}»" in str(caught.value)


def test_questions_find_clauses_of_annexes(policy: Policy, encoder: Encoder, tmp_path: Path) -> None:
    """With the real model: also one that has no phrase; and an index of other clauses is not taken for this one."""
    bank = load_bank(phrases_in(policy), policy.quotable)
    build_index(policy, bank, encoder, tmp_path / "index")
    understander = open_index(tmp_path / "index", policy, bank, encoder)
    for asked, address in (
        ("во сколько вы утром приходите убирать?", FIRST),
        ("есть ли скидки постоянным клиентам?", SECOND),
        ("на какой срок заключается договор?", MAIN),
        ("за сколько дней возвращаются деньги", "3.1"),
    ):
        assert address == understander.understand(asked).candidates[0].number
    sure = understander.understand("во сколько вы приходите убирать")
    assert decide(sure, understander.thresholds).course in {Course.ANSWER, Course.SUGGESTIONS}

    clauses = tuple(clause for clause in policy.document.clauses if clause.number != "3.1")
    other = replace(policy, document=replace(policy.document, clauses=clauses))
    with pytest.raises(IndexMismatchError, match=r"пункт 3\.1"):
        open_index(tmp_path / "index", other, bank, encoder)
