"""What the desk knows: one edition of the policy and an index built from it, always replaced together.

And how a clause is called, and stands in what staff write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk.reply import Quote
from index.decision import Decision, Thresholds, decide
from index.dialogue import Turn
from index.document.clause import PREAMBLE
from index.document.references import references
from index.explanation import Explanation
from index.policy import Edition, Policy
from index.understander import Understander
from index.understanding import Candidate, Understanding
from tickets.record.labels import Name, capital
from tickets.record.ticket import Request
from tickets.text.masking import leave_out

_PREAMBLE = Name("преамбула", "the preamble")
_CLAUSE = Name("пункт {number}", "clause {number}")


class Knowledge:
    """Answers what a message means and how a clause is quoted."""

    def __init__(self, policy: Policy, understander: Understander, address: str) -> None:
        self.policy = policy
        self._understander = understander
        self._address = address

    @property
    def edition(self) -> Edition:
        return self.policy.edition

    @property
    def thresholds(self) -> Thresholds:
        return self._understander.thresholds

    def understand(self, text: str, earlier: Sequence[Turn]) -> Understanding:
        """What the message means after the conversation's `earlier` turns; takes some milliseconds of one processor.

        Numbers of telephones, papers and cards and e-mail addresses are left out first: they are never embedded.
        """
        return self._understander.understand(leave_out(text), [_without_numbers(turn) for turn in earlier])

    def shapes(self, text: str, least: float = 0.0) -> tuple[Request, ...]:
        """What a request about data asks in the words of the law, likeliest first; none when nobody can tell.

        A proposal, which person and staff confirm; none when the first is less likely than `least`. Takes as long as
        `understand`.
        """
        understanding = self.understand(text, ())
        return tuple(map(Request, understanding.shapes)) if understanding.shape_confidence >= least else ()

    def explain(self, text: str, earlier: Sequence[Turn] = (), label: str | None = None) -> Explanation:
        """Which phrases and features decide about a message, read without the same numbers."""
        return self._understander.explain(leave_out(text), [_without_numbers(turn) for turn in earlier], label)

    def decide(self, understanding: Understanding) -> Decision:
        """What to do about it."""
        return decide(understanding, self.thresholds)

    def quote(self, number: str, confidence: float = 1.0) -> Quote:
        """A clause as it is quoted; raises UnknownClauseError."""
        text = self.policy.quote(number)
        return Quote(
            number=number,
            path=self.policy.path(number),
            text=text,
            url=self.url(number),
            confidence=confidence,
            related=tuple(n for n in references(text, self.policy.clauses) if n != number),
        )

    def url(self, number: str) -> str:
        """Where the clause can be read among the others."""
        return f"{self._address}/policy#{number}"

    def quotes(self, candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
        """The candidates as they are quoted, in the same order."""
        return tuple(self.quote(c.number, c.confidence) for c in candidates)


def _without_numbers(turn: Turn) -> Turn:
    return replace(turn, text=leave_out(turn.text))


def clause_name(number: str, language: object = "ru") -> str:
    """«пункт 5.1», or what the unnumbered beginning is called."""
    return (_PREAMBLE if number == PREAMBLE else _CLAUSE).to(language).format(number=number)


def clause_names(numbers: Iterable[str], language: object = "ru") -> str:
    """«пункт 5.1, пункт 5.2»."""
    return ", ".join(clause_name(number, language) for number in numbers)


def clause_in_answer(number: str, text: str, edition: Edition) -> str:
    """Word for word, with its number and edition, as staff write it to a person."""
    since = f"редакция от {edition.effective:%d.%m.%Y}" if edition.effective else f"редакция {edition.id}"
    return f"{capital(clause_name(number))} Политики, {since}:\n«{text}»"
