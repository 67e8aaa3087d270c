"""The bank check: each fault is found where it is, and the bank of the repository has none that matters."""

from pathlib import Path

import pytest

from index.bank import Bank, Phrase, load_bank
from index.measuring.bank_check import CLAUSE_AIM, UNANSWERABLE_AIM, check_bank
from index.measuring.examples import load_texts
from index.policy import Policy, load_policy

POLICY = Path(__file__).parents[3] / "policy_text" / "privacy"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(POLICY)


def bank(*phrases: tuple[str, str]) -> Bank:
    return Bank(tuple(Phrase(text, label, "voice") for text, label in phrases))


def test_the_bank_is_long_enough_and_knows_no_evaluation_message() -> None:
    """Figures of quality mean something only while the messages they are measured on are unseen."""
    policy = load_policy(POLICY)
    sets = [load_texts(file) for file in sorted((POLICY / "evaluation").glob("*.jsonl"))]
    assert len(sets) == 4
    report = check_bank(
        load_bank(POLICY / "phrases", policy.quotable), policy, [labelled for texts in sets for labelled in texts]
    )
    assert report.leaks == ()
    assert report.short == ()
    assert report.copies == ()


def test_a_phrase_said_twice_is_found_whatever_its_signs(policy: Policy) -> None:
    report = check_bank(
        bank(
            ("Сколько вы храните мой телефон?", "5.1"),
            ("кому передаёте адрес", "5.2"),
            ("сколько вы храните мой телефон", "3.2.3"),
        ),
        policy,
    )
    assert [(twin.label, twin.second_label, twin.likeness) for twin in report.twins] == [("5.1", "3.2.3", 1.0)]


def test_an_evaluation_message_in_the_bank_is_a_leak(policy: Policy) -> None:
    example = ("D7", "курьеру мой номер дадите")
    report = check_bank(bank(("Курьеру мой номер дадите?", "5.2"), ("верните деньги", "claim")), policy, [example])
    assert [(leak.first, leak.second_label) for leak in report.leaks] == [("Курьеру мой номер дадите?", "D7")]
    assert report.twins == ()


def test_clauses_that_sound_alike_are_named(policy: Policy) -> None:
    """5.1 and 5.2 are asked about in the same words, 9.1 in its own."""
    report = check_bank(
        bank(
            *((f"храните телефон {word}", label) for label in ("5.1", "5.2") for word in ("дома", "долго", "где")),
            *((f"новая редакция {word}", "9.1") for word in ("сайта", "скоро", "когда")),
        ),
        policy,
    )
    assert [(pair.first, pair.second) for pair in report.alike] == [("5.1", "5.2")]
    assert report.alike[0].between > report.alike[0].within


def test_wording_taken_from_the_policy_is_found(policy: Policy) -> None:
    text = policy.clause("5.1").text
    copied = " ".join(text.split()[:8])
    report = check_bank(bank((f"А правда, что {copied}?", "5.1"), ("долго храните?", "5.1")), policy)
    assert [copy.text for copy in report.copies] == [f"А правда, что {copied}?"]
    assert len(report.copies[0].run.split()) == 6


def test_labels_are_counted_against_their_aims(policy: Policy) -> None:
    report = check_bank(
        bank(*((f"вопрос {number}", "5.1") for number in range(CLAUSE_AIM)), ("ИНН?", "unanswerable")), policy
    )
    assert (report.labels["5.1"].count, report.labels["5.1"].aim) == (CLAUSE_AIM, CLAUSE_AIM)
    assert report.labels["unanswerable"].aim == UNANSWERABLE_AIM
    assert report.voices == {"voice": CLAUSE_AIM + 1}
    assert "5.1" not in report.short
    assert {"5.2", "unanswerable", "claim"} <= {*report.short}
