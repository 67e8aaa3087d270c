"""The yardstick for documents without phrases: labels that can be checked, of documents that are as they were."""

import re
from collections import Counter
from pathlib import Path

import pytest

from index.document.clause import PREAMBLE
from index.measuring.examples import Example, load_examples
from index.policy import Policy, load_policy
from index.understanding import Kind
from russian.words import words

COLD = Path(__file__).parents[2] / "policy_text" / "cold"
FOLDERS = sorted(each for each in COLD.iterdir() if each.is_dir())
LABEL = re.compile(r"^(?:(?:Статья|Глава) )?(\d+(?:\.\d+)*|[IVX]+)\. ", re.MULTILINE)


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: str(folder.name))
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def policy(folder: Path) -> Policy:
    """A text that has been changed by a byte is refused: its SHA-256 stands in its facts."""
    return load_policy(folder)


@pytest.fixture(scope="module")
def examples(folder: Path) -> list[Example]:
    return [*load_examples(folder / "questions.jsonl")]


@pytest.fixture(scope="module")
def everything() -> list[Example]:
    return [example for folder in FOLDERS for example in load_examples(folder / "questions.jsonl")]


def test_every_clause_of_the_text_is_read(policy: Policy) -> None:
    """No label is lost in the clause before it, and nothing that is no label becomes a clause."""
    printed = LABEL.findall(policy.edition.text)
    assert sorted(printed) == sorted(clause.number for clause in policy.document.clauses)


def test_the_document_is_as_long_as_a_real_one(policy: Policy) -> None:
    assert 35 <= len(set(policy.quotable) - {PREAMBLE}) <= 70


def test_what_answers_a_question_can_be_quoted(policy: Policy, examples: list[Example]) -> None:
    unsaid = {example.id: example.accepted - set(policy.quotable) for example in examples}
    assert {name: numbers for name, numbers in unsaid.items() if numbers} == {}


def test_only_questions_are_answered_by_a_clause(examples: list[Example]) -> None:
    assert [e.id for e in examples if bool(e.gold) != (e.kind is Kind.QUESTION)] == []
    assert [e.id for e in examples if e.also_ok and not e.gold] == []
    assert [e.id for e in examples if set(e.gold) & set(e.also_ok)] == []


def test_each_document_is_asked_about_widely(policy: Policy, examples: list[Example]) -> None:
    """Nine clauses of ten answer something: the yardstick is not of the popular ones."""
    kinds = Counter(example.kind for example in examples)
    assert kinds[Kind.QUESTION] >= 40
    assert kinds[Kind.UNANSWERABLE] >= 12
    assert sum(kinds[kind] for kind in (Kind.CLAIM, Kind.DELETION, Kind.HUMAN, Kind.SMALLTALK)) >= 6
    asked = {number for example in examples for number in example.gold}
    assert len(asked) >= 0.9 * len(policy.quotable)


def test_no_question_repeats_a_sentence_of_the_document(policy: Policy, examples: list[Example]) -> None:
    texts = [clause.text for clause in policy.clauses.values()]
    said = {tuple(words(part)) for text in texts for part in (text, *re.split(r"(?<=[.!?;:])\s+", text))}
    assert [example.id for example in examples if tuple(words(example.text)) in said] == []


def test_ids_and_messages_are_met_once(everything: list[Example]) -> None:
    for values in ([e.id for e in everything], [" ".join(words(e.text)) for e in everything]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_there_are_enough_questions_to_measure(everything: list[Example]) -> None:
    assert len(FOLDERS) == 5
    assert sum(example.kind is Kind.QUESTION for example in everything) >= 200
