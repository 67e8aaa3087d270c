"""What papers of destructions say of the operator and of the policy, and where they go."""

from desk.holdings import office_of
from desk.settings import Settings
from tickets.erasure.papers.paper import Office
from tickets.erasure.papers.shared import SharedPapers
from tickets.erasure.papers.writing import Papers


def open_office(settings: Settings) -> Office:
    """What papers say of the operator, by the policy in the folder; raises PolicyError."""
    from index.policy import load_policy
    from punkt.documents import first_folder

    return office_of(load_policy(first_folder(settings)), settings)


def open_papers(settings: Settings) -> Papers:
    """Papers of destructions; the policy is read when one is written."""
    shared = shared_papers(settings)
    return Papers(settings.data, settings.shelf, settings.erased, lambda: open_office(settings), shared)


def shared_papers(settings: Settings) -> SharedPapers | None:
    """Those in the store that copies share, where there is one."""
    return SharedPapers(settings.bucket) if settings.bucket else None
