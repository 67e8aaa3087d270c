"""What a ticket is claimed under: a document, and what that said of claims when the ticket was opened."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Lenient
from tickets.terms.claim import CLAIM, ClaimTerm, read_claim_term


class OfDocument(Lenient):
    """A term of a document; None where the row is garbled."""

    cache_ok = True

    def process_bind_param(self, value: ClaimTerm | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else value.stored()

    def shaped(self, found: Any) -> ClaimTerm | None:
        return read_claim_term(found)


class Claimed:
    """Columns of a ticket."""

    #: Id of the document that it is about; None: nobody knows, or it is from before there were several.
    document: Mapped[str | None]
    #: What the document said of claims when it was opened; None: from before documents were asked.
    claim_term: Mapped[ClaimTerm | None] = mapped_column(OfDocument)

    if TYPE_CHECKING:  # of the ticket itself
        kind: Mapped[Any]
        due_on: Mapped[date | None]

    @property
    def undated(self) -> str | None:
        """Why its person was told no date of a claim, to staff; None where a date was told or none is due."""
        waits = self.kind == CLAIM and self.due_on is None
        return self.claim_term.note if waits and self.claim_term else None
