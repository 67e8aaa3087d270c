"""How soon a claim is answered is what its document says, once somebody has confirmed it."""

from datetime import date
from pathlib import Path

import pytest

from desk.claim_terms import claim_term, confirm_term, written_term
from desk.settings import TEXTS
from index.policy import PolicyError, load_policy
from index.promises.claim import read_claim_terms
from tests.offer import FIFTEEN, SILENT, offer
from tickets.terms.claim import TermState
from tickets.terms.deadlines import deadline_of

SIGNED = """[claim]
amount = 15
unit = "working"
start = "получение претензии"
clause = "5.2"
words = "{words}"
confirmed_by = "Анна Петрова, 1 декабря 2026"
"""


def test_the_privacy_policy_promises_what_it_has_always_promised() -> None:
    term = claim_term(load_policy(TEXTS / "privacy"))
    assert term.promised is not None
    due = deadline_of(term.promised, date(2026, 12, 18))
    assert ("30 календарных дней: п. 8.2 Политики конфиденциальности; ст. 191, 193 ГК РФ", date(2027, 1, 18)) == (
        due.basis, due.on
    )  # fmt: skip
    assert ("получение претензии", "Политика, редакция 1", "") == (
        term.promised.start, term.promised.edition, term.promised.confirmed_by
    )  # fmt: skip


def test_what_is_only_read_in_a_new_document_is_promised_to_nobody(tmp_path: Path) -> None:
    term = claim_term(offer(tmp_path))
    assert (TermState.UNCONFIRMED, None, "п. 5.2", FIFTEEN) == (term.state, term.promised, term.clause, term.words)
    assert "15 рабочих дней, отсчёт — получение претензии" in str(term.note)


def test_a_document_without_a_term_has_none(tmp_path: Path) -> None:
    """The terms of delivery and of return are none of claims."""
    assert TermState.MISSING is claim_term(offer(tmp_path, SILENT)).state


def test_once_confirmed_it_is_promised_with_its_clause(tmp_path: Path) -> None:
    policy = offer(tmp_path)
    confirm_term(policy, read_claim_terms(policy)[0], "Анна Петрова, 1 декабря 2026")
    term = claim_term(policy)
    assert term.promised is not None
    due = deadline_of(term.promised, date(2026, 12, 1))
    assert (date(2026, 12, 22), "15 рабочих дней: п. 5.2 Публичной оферты; ст. 191, 193 ГК РФ") == (due.on, due.basis)
    assert "Анна Петрова, 1 декабря 2026" == term.promised.confirmed_by


def test_an_edition_that_says_otherwise_is_to_be_confirmed_anew(tmp_path: Path) -> None:
    """The old term is not told, the new one not yet."""
    term = claim_term(offer(tmp_path, FIFTEEN.replace("15 (пятнадцати)", "20"), terms=SIGNED.format(words=FIFTEEN)))
    assert (TermState.UNCONFIRMED, None) == (term.state, term.promised)
    assert term.period is not None
    assert 20 == term.period.amount


def test_a_clause_that_has_moved_keeps_its_term(tmp_path: Path) -> None:
    """It is known by its words, and cited by the number that it has now."""
    term = claim_term(offer(tmp_path, terms=SIGNED.format(words=FIFTEEN).replace('"5.2"', '"7.9"')))
    assert (TermState.PROMISED, "п. 5.2") == (term.state, term.clause)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[claim", "не читается"),
        ("[claim]\namount = 15", "unit"),
        ('[claim]\namount = "15"', "amount"),
        ('[claim]\namount = 15\nunit = "years"\nstart = "с"', "years"),
        ('[claim]\namount = 0\nunit = "working"\nstart = "с"', "amount"),
        ("[claim]\ndays = 15", "days"),
        ("claim = 15", "нужны поля"),
    ],
)
def test_a_broken_file_says_what_to_mend_and_promises_nothing(tmp_path: Path, text: str, told: str) -> None:
    policy = offer(tmp_path, terms=text)
    with pytest.raises(PolicyError, match=told):
        written_term(policy.folder)
    assert claim_term(policy).promised is None
