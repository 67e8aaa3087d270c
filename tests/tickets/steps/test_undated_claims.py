"""A claim under a document whose term nobody has confirmed: no date to the person, and staff read why."""

from tests.thirty_days import THIRTY_DAYS
from tests.tickets.conftest import MOSCOW, do, opened, opening, request, state
from tickets.record.ticket import AT_ONCE, Request
from tickets.steps.by_staff import take
from tickets.steps.confirming import confirm
from tickets.steps.deciding import close, reopen, resolve
from tickets.steps.joining import merge
from tickets.store.database import Database
from tickets.terms.claim import UNKNOWN, ClaimTerm, TermState

ANNA = "anna@example.org"
SILENT = ClaimTerm(TermState.MISSING, "Публичная оферта")


async def test_no_date_is_promised_and_it_waits_before_others(any_database: Database, conversation: str) -> None:
    number = await opened(any_database, opening(conversation, claim_term=SILENT, document="offer"))
    ticket = await state(any_database, number)
    assert (None, None, [], AT_ONCE, "offer") == (
        ticket.due_on, ticket.basis, ticket.clocks, ticket.pressing_at, ticket.document
    )  # fmt: skip
    assert "срок ответа на претензию не найден" in str(ticket.undated)


async def test_it_can_be_decided_closed_and_opened_again(any_database: Database, conversation: str) -> None:
    number = await opened(any_database, opening(conversation, claim_term=UNKNOWN))
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Сделано")
    await do(any_database, close, number, ANNA)
    ticket = await do(any_database, reopen, number, ANNA, "Не всё", MOSCOW)
    assert (None, True) == (ticket.due_on, ticket.undated is not None)


async def test_a_request_about_data_keeps_the_terms_of_the_law(any_database: Database, conversation: str) -> None:
    """Whatever the document says of claims."""
    wish = request(conversation, Request.ERASE, claim_term=SILENT, document="offer")
    ticket = await state(any_database, await opened(any_database, wish))
    assert ticket.due_on is not None
    assert ticket.undated is None


async def test_law_can_be_confirmed_on_a_claim_without_a_date(any_database: Database, conversation: str) -> None:
    number = await opened(any_database, opening(conversation, claim_term=SILENT))
    await do(any_database, take, number, ANNA)
    ticket = await do(any_database, confirm, number, ANNA, ["stop"], MOSCOW)
    assert ["stop"] == [clock.period for clock in ticket.clocks]


async def test_a_promise_is_kept_where_tickets_are_merged(any_database: Database, conversation: str) -> None:
    dated = await opened(any_database, opening(conversation, claim_term=THIRTY_DAYS, origin="web:2"))
    silent = await opened(any_database, opening(conversation, claim_term=SILENT, origin="web:3"))
    due = (await state(any_database, dated)).due_on
    for number in (dated, silent):
        await do(any_database, take, number, ANNA)
    await do(any_database, merge, dated, ANNA, silent, MOSCOW)
    assert due == (await state(any_database, silent)).due_on
