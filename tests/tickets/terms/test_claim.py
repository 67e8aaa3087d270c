"""The term of a claim: told only where somebody has confirmed it, and kept as it was promised."""

from datetime import date

import pytest

from tests.thirty_days import THIRTY, THIRTY_DAYS
from tickets.terms.claim import UNKNOWN, ClaimTerm, TermState, claim_period, period_as_promised, read_claim_term
from tickets.terms.deadlines import deadline_of
from tickets.terms.periods import Unit


def period(amount: int, unit: Unit):
    return claim_period(
        amount=amount, unit=unit, start="получение претензии", article="п. 7.3 Оферты", edition="1", confirmed_by="Анна"
    )


FIFTEEN = ClaimTerm(TermState.UNCONFIRMED, "Публичная оферта", period(15, Unit.WORKING), "п. 7.3", "15 рабочих дней.")


@pytest.mark.parametrize("term", [THIRTY_DAYS, FIFTEEN, UNKNOWN, ClaimTerm(TermState.MISSING, "Договор")])
def test_a_term_is_read_from_its_row_as_it_was_written(term: ClaimTerm) -> None:
    assert term == read_claim_term(term.stored())


@pytest.mark.parametrize("garbled", [None, 5, {}, {"state": "promised"}, {"state": "?", "period": None}, []])
def test_a_garbled_row_holds_no_term(garbled: object) -> None:
    assert read_claim_term(garbled) is None


@pytest.mark.parametrize(
    ("amount", "unit", "on"),
    [
        (15, Unit.WORKING, date(2026, 12, 22)),
        (2, Unit.WEEKS, date(2026, 12, 15)),
        (1, Unit.MONTHS, date(2027, 1, 11)),  # the first of January is moved past the holidays
        (10, Unit.CALENDAR, date(2026, 12, 11)),
    ],
)
def test_every_unit_of_a_document_makes_a_date(amount: int, unit: Unit, on: date) -> None:
    assert on == deadline_of(period(amount, unit), date(2026, 12, 1)).on


@pytest.mark.parametrize("given", [THIRTY, period(15, Unit.WORKING), period(1, Unit.MONTHS), period(3, Unit.WEEKS)])
def test_what_was_promised_once_can_be_promised_again(given) -> None:
    """A ticket that is opened again has the term it had, whatever the document says now."""
    first = deadline_of(given, date(2026, 12, 1))
    again = period_as_promised(first.basis, given.edition, given.confirmed_by)
    assert again is not None
    assert (first.on, first.basis) == (
        deadline_of(again, date(2026, 12, 1)).on,
        deadline_of(again, date(2026, 12, 1)).basis,
    )


def test_staff_read_why_there_is_no_date() -> None:
    assert "никто не подтвердил. Прочитано (п. 7.3): 15 рабочих дней, отсчёт — получение претензии" in str(FIFTEEN.note)
    assert "в документе «Договор» срок ответа на претензию не найден" in str(
        ClaimTerm(TermState.MISSING, "Договор").note
    )
    assert "неизвестно, по какому документу" in str(UNKNOWN.note)
    assert (None, None) == (THIRTY_DAYS.note, FIFTEEN.promised)
