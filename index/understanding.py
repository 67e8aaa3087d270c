"""What a message means: the value that `understand` gives."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What kind of message it is."""

    QUESTION = "question"
    UNANSWERABLE = "unanswerable"
    CLAIM = "claim"
    DELETION = "deletion"
    HUMAN = "human"
    SMALLTALK = "smalltalk"


#: The kinds that a person may wish to have done as a ticket, besides what they ask.
TICKETS = (Kind.CLAIM, Kind.DELETION)


class Shape(StrEnum):
    """What a request about data asks in the words of the law."""

    ERASE = "erase"
    WITHDRAW = "withdraw"
    STOP = "stop"
    MARKETING = "marketing"
    ACCESS = "access"
    CORRECT = "correct"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may answer, with the calibrated probability (0..1) that a careful reader accepts it as first."""

    number: str  #: its address: the number, with its part where the document repeats it
    confidence: float
    document: str = ""  #: id of its document; "" of the only one that was asked

    @property
    def ref(self) -> tuple[str, str]:
        """Which clause it is, among those of all documents."""
        return self.document, self.number


@dataclass(frozen=True, slots=True)
class Understanding:
    """The kind with its probability, and clauses best first (at most five), whatever the kind."""

    kind: Kind
    kind_confidence: float  #: calibrated probability of `kind`, 0..1
    candidates: tuple[Candidate, ...]
    probabilities: dict[Kind, float]  #: of every kind, summing to 1
    language: str  #: "ru" or "en", the language of the message
    questions: int = 1  #: so many of the first candidates answer a question each
    wishes: Mapping[Kind, float] = field(default_factory=dict)  #: calibrated probability that each ticket is wished
    shapes: tuple[Shape, ...] = ()  #: what a request asks, likeliest first; none when that is not clear
    shape_confidence: float = 0.0  #: calibrated probability of the first shape, given a request

    @property
    def certainty(self) -> float:
        """How likely all is right that is said of the message, 0..1: kind, clause, shape, and no other wish.

        Nothing is certain about silence: nobody is told that there is no answer before the whole model has looked.
        """
        if self.kind is Kind.UNANSWERABLE:
            return 0.0
        sure = self.kind_confidence
        if self.kind is Kind.QUESTION and self.candidates:
            sure *= self.candidates[0].confidence
        if self.kind is Kind.DELETION:
            sure *= self.shape_confidence
        return sure * math.prod(1 - share for kind, share in self.wishes.items() if kind is not self.kind)
