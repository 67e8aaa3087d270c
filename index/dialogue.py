"""What went before in a conversation: the person's messages and what became of them."""

from dataclasses import dataclass

from index.understanding import Kind


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the person, and the reply it got."""

    text: str
    kind: Kind | None = None  #: what it was understood to be; None when nobody thought about it
    clauses: tuple[str, ...] = ()  #: addresses of those that may answer it, best first
    offered: tuple[Kind, ...] = ()  #: tickets offered in reply, that which the reply was about first
    opened: Kind | None = None  #: the ticket that the person opened after it
    declined: bool = False  #: whether the person wanted nothing of what was offered
    documents: tuple[str, ...] = ()  #: id of the document of each of the clauses; none where only one was asked

    def shown_of(self, document: str) -> tuple[str, ...]:
        """The addresses of those that are of this document."""
        if not self.documents:
            return self.clauses
        return tuple(each for each, of in zip(self.clauses, self.documents, strict=True) if of in {document, ""})

    @property
    def pending(self) -> tuple[Kind, ...]:
        """What was offered and neither opened nor declined."""
        return () if self.opened or self.declined else self.offered
