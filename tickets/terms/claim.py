"""The term of a claim: how long the document under which it is made gives for the answer, and whether that is promised.

Nobody is told a date that no person of the operator has confirmed; staff are told why there is none.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar

from tickets.terms.periods import WORDS, Confidence, Period, Unit

CLAIM = "claim"  #: the clock of a claim; it has no row in periods.toml
TITLE = "Ответить на претензию"  #: to staff
RULE = "ст. 191, 193 ГК РФ"  #: how its days are counted; that its last day moves is ст. 193


@dataclass(frozen=True, slots=True)
class DocumentPeriod(Period):
    """A period that a document gives."""

    kept_in: ClassVar[str] = "terms.toml документа"


class TermState(StrEnum):
    """Whether a date may be told."""

    PROMISED = "promised"
    UNCONFIRMED = "unconfirmed"  #: it was read in the document, and nobody has confirmed it
    MISSING = "missing"  #: the document does not say how soon a claim is answered
    UNKNOWN = "unknown"  #: nobody knows under which document the claim is made


#: To staff, where no date was promised to the person.
_NOTES = {
    TermState.UNCONFIRMED: (
        "Дата человеку не названа: срок документа «{title}» никто не подтвердил. Прочитано ({clause}): {length}, "
        "отсчёт — {start}. «{words}»"
    ),
    TermState.MISSING: "Дата человеку не названа: в документе «{title}» срок ответа на претензию не найден.",
    TermState.UNKNOWN: "Дата человеку не названа: неизвестно, по какому документу эта претензия.",
}


@dataclass(frozen=True, slots=True)
class ClaimTerm:
    """What a document says of its claims, or why nothing is known of it."""

    state: TermState
    title: str = ""  #: of the document
    period: Period | None = None  #: also an unconfirmed one, as it was read
    clause: str = ""  #: what the clause is called: «п. 7.3»
    words: str = ""  #: the sentence that says so

    @property
    def promised(self) -> Period | None:
        """The period whose end may be told."""
        return self.period if self.state is TermState.PROMISED else None

    @property
    def note(self) -> str | None:
        """Why no date was told, to staff; None where one was."""
        if self.state is TermState.PROMISED:
            return None
        length, start = (self.period.length, self.period.start) if self.period else ("", "")
        told = {"title": self.title, "clause": self.clause, "words": self.words, "length": length, "start": start}
        return _NOTES[self.state].format(**told)

    def stored(self) -> dict[str, Any]:
        """As a row keeps it; `read_claim_term` reads it."""
        return asdict(self)


UNKNOWN = ClaimTerm(TermState.UNKNOWN)


def read_claim_term(stored: Any) -> ClaimTerm | None:
    """What a row keeps; None where it keeps nothing of the kind."""
    try:
        period = stored["period"]
        read = None
        if period is not None:
            units = {"unit": Unit(period["unit"]), "confidence": Confidence(period["confidence"])}
            read = DocumentPeriod(**(period | units))
        return ClaimTerm(**(stored | {"state": TermState(stored["state"]), "period": read}))
    except (TypeError, KeyError, ValueError):
        return None


def claim_period(*, amount: int, unit: Unit, start: str, article: str, edition: str, confirmed_by: str) -> Period:
    """The period of a claim: its last day moves off a day off, and the document itself is the best of sources."""
    return DocumentPeriod(
        title=TITLE,
        start=start,
        amount=amount,
        unit=unit,
        article=f"{article}; {RULE}",
        edition=edition,
        confidence=Confidence.HIGH,
        confirmed_by=confirmed_by,
        moves=True,
    )


def period_as_promised(basis: str, edition: str, confirmed_by: str) -> Period | None:
    """The period of a claim as its clock tells it («30 календарных дней: п. 8.2 …»); None where it cannot be told."""
    length, _, article = basis.partition(": ")
    number, _, unit = length.partition(" ")
    found = next((each for each, forms in WORDS.items() if unit in forms), None)
    if found is None or not number.isdecimal():
        return None
    return DocumentPeriod(TITLE, "", int(number), found, article, edition, Confidence.HIGH, confirmed_by, moves=True)
