"""How pages of staff name a clause that was given, and where they lead from it."""

from dataclasses import dataclass

from desk.clause_names import in_link
from desk.knowledge import Knowledge
from desk.ref import Ref


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause, whether or not any document has it any more."""

    address: str
    title: str  #: of its document where there are several, and its id where that is no longer answered from
    url: str  #: where it is read; "" where its document is no longer there


def cited(knowledge: Knowledge, ref: Ref) -> Cited:
    """A clause of the journal."""
    if ref.document and ref.document not in knowledge.documents:
        return Cited(ref.address, ref.document, "")
    return Cited(ref.address, knowledge.title(ref.document), f"{knowledge.page(ref.document)}#{in_link(ref.address)}")
