"""How soon a document says that a claim is answered, as the terminal and the console tell it."""

from desk.claim_terms import claim_term, lapsed_term
from index.policy import Policy
from tickets.terms.claim import ClaimTerm, TermState


def told_of(policy: Policy) -> str:
    """What is known of an edition's term, and what of a confirmed one it says no longer."""
    said = told(claim_term(policy))
    return f"{said}. {lapsed.told}" if (lapsed := lapsed_term(policy)) else said


def told(term: ClaimTerm) -> str:
    """What is known of a document's term, in a line."""
    period = term.period
    if period is None:
        return "в тексте не найден, поэтому людям не называют даты"
    counted = f"{period.length}, отсчёт — {period.start}"
    if term.state is not TermState.PROMISED:
        return f"{counted} ({term.clause}); прочитано в тексте и никем не подтверждено, поэтому людям не называют даты"
    signed = f"подтвердил(а): {period.confirmed_by}" if period.confirmed_by else "юрист ещё не подтвердил"
    return f"{counted} ({period.article}); {signed}"
