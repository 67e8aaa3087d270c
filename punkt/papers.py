"""What papers of destructions say of the operator and of the policy, and where they go."""

from desk.holdings import office_of
from desk.settings import Settings
from tickets.erasure.ledger import Ledger
from tickets.erasure.papers.paper import Office
from tickets.erasure.papers.writing import Papers
from tickets.record.attachment import Shelf


def open_office(settings: Settings) -> Office:
    """What papers say of the operator, by the policy in the folder; raises PolicyError."""
    from index.policy import load_policy

    return office_of(load_policy(settings.policy), settings)


def open_papers(settings: Settings) -> Papers:
    """Papers of destructions; the policy is read when one is written."""
    return Papers(settings.data, Shelf(settings.attachments), Ledger(settings.ledger), lambda: open_office(settings))
