"""A confirmed term goes with its clause into the next edition; where that says otherwise it is to be confirmed anew."""

import hashlib
from pathlib import Path

import pytest

from desk.claim_terms import claim_term, confirm_term, lapsed_in, lapsed_term, proposed_term
from index.policy import Policy, load_policy
from tests.offer import FIFTEEN, TEXT, offer
from tickets.terms.claim import TermState

ANNA = "Анна Петрова, 1 декабря 2026"
TWENTY = FIFTEEN.replace("15 (пятнадцати)", "20 (двадцати)")

ROW = """[claim]
amount = 15
unit = "working"
start = "получение претензии"
clause = "5.2"
confirmed_by = "Анна"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of an offer whose term has been confirmed."""
    policy = offer(tmp_path / "offer")
    read = proposed_term(policy)
    assert read
    confirm_term(policy, read, ANNA)
    return policy.folder


def next_edition(folder: Path, text: str) -> Policy:
    """A second edition, by hand."""
    (folder / "editions" / "2.txt").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    with (folder / "policy.toml").open("a", encoding="utf-8") as facts:
        facts.write(f'\n[[editions]]\nid = "2"\nfile = "editions/2.txt"\nsha256 = "{digest}"\neffective = 2026-12-01\n')
    return load_policy(folder, "2")


def told(policy: Policy) -> tuple[TermState, str, int | None]:
    """How its term stands, where, and how many of what."""
    term = claim_term(policy)
    return term.state, term.clause, term.period.amount if term.period else None


@pytest.mark.parametrize(
    ("changed", "clause"),
    [
        (TEXT.replace("5.1. ", "5.1. Претензия пишется по-русски.\n\n5.2. ").replace("\n5.2. {", "\n5.3. {"), "п. 5.3"),
        (TEXT.replace("{term}", "{term} Ответ бесплатен."), "п. 5.2"),
        (TEXT.replace("5.1. Претензия направляется на адрес", "5.1. Претензия приносится по адресу"), "п. 5.2"),
    ],
    ids=["renumbered", "another sentence beside", "another clause"],
)
def test_the_same_words_stay_confirmed_wherever_they_stand(folder: Path, changed: str, clause: str) -> None:
    policy = next_edition(folder, changed.format(term=FIFTEEN))
    assert (TermState.PROMISED, clause, 15) == told(policy)
    assert lapsed_term(policy) is None


def test_other_words_are_promised_to_nobody_until_they_are_confirmed(folder: Path) -> None:
    """The owner is told what was confirmed and what stands there now; the former edition keeps its term."""
    moved = TEXT.replace("5.1. ", "5.1. Претензия пишется по-русски.\n\n5.2. ").replace("\n5.2. {", "\n5.3. {")
    policy = next_edition(folder, moved.format(term=TWENTY))
    assert (TermState.UNCONFIRMED, "п. 5.3", 20) == told(policy)
    assert (TermState.PROMISED, "п. 5.2", 15) == told(load_policy(folder, "2026-11"))
    lapsed = lapsed_in(folder, "2")
    assert lapsed is not None
    assert f"подтверждён по прежней редакции, п. 5.2 («{FIFTEEN}»)" in lapsed.told
    assert f"Теперь п. 5.3: «{TWENTY}»." in lapsed.told
    assert "punkt terms --document offer --confirm" in lapsed.told

    read = proposed_term(policy)
    assert read
    confirm_term(policy, read, ANNA)
    assert (TermState.PROMISED, "п. 5.3", 20) == told(policy)
    assert lapsed_term(policy) is None


def test_what_its_clause_says_now_is_proposed_before_what_another_says(folder: Path) -> None:
    text = TEXT.replace("3.1. ", "3.1. На претензию о доставке отвечают в течение 3 рабочих дней.\n\n3.2. ")
    policy = next_edition(folder, text.format(term=TWENTY))
    assert (TermState.UNCONFIRMED, "п. 5.2", 20) == told(policy)


def test_a_clause_that_is_gone_is_told_and_promises_nothing(folder: Path) -> None:
    policy = next_edition(folder, TEXT.replace("\n5.2. {term}\n", ""))
    assert (TermState.MISSING, "", None) == told(policy)
    lapsed = lapsed_term(policy)
    assert lapsed is not None
    assert "Такого пункта больше нет." in lapsed.told


def test_a_clause_that_went_into_another_is_named_where_it_is_now(folder: Path) -> None:
    merged = TEXT.replace(".\n\n5.2. {term}", "; ответ на претензию даётся в течение 15 (пятнадцати) рабочих дней.")
    lapsed = lapsed_term(next_edition(folder, merged))
    assert lapsed is not None
    assert "Теперь п. 5.1: «Претензия направляется" in lapsed.told


def test_a_row_without_words_goes_with_its_clause_and_not_with_its_number(tmp_path: Path) -> None:
    """As an owner may write it by hand; its neighbour, which has the number now, promises nothing."""
    folder = offer(tmp_path / "offer", terms=ROW).folder
    moved = TEXT.replace("5.1. ", "5.1. Претензия пишется по-русски.\n\n5.2. ").replace("\n5.2. {", "\n5.3. {")
    assert (TermState.PROMISED, "п. 5.3", 15) == told(next_edition(folder, moved.format(term=FIFTEEN)))


def test_a_row_without_words_lapses_with_any_change_of_its_clause(tmp_path: Path) -> None:
    policy = next_edition(offer(tmp_path / "offer", terms=ROW).folder, TEXT.format(term=TWENTY))
    assert (TermState.UNCONFIRMED, "п. 5.2", 20) == told(policy)
    assert lapsed_term(policy) is not None


def test_what_nobody_had_confirmed_does_not_lapse(tmp_path: Path) -> None:
    policy = next_edition(offer(tmp_path / "offer").folder, TEXT.format(term=TWENTY))
    assert (TermState.UNCONFIRMED, "п. 5.2", 20) == told(policy)
    assert lapsed_term(policy) is None
