"""What the desk knows: one edition of the policy and an index built from it, always replaced together."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from desk.clause_names import in_link
from desk.reply import Place, Quote
from index.decision import Decision, Thresholds, decide
from index.dialogue import Turn
from index.explanation import Explanation
from index.policy import Edition, Policy
from index.remembered import Remembered
from index.understander import Understander
from index.understanding import Candidate, Understanding
from tickets.record.ticket import Request
from tickets.text.masking import leave_out


class Knowledge:
    """Answers what a message means and how a clause is quoted."""

    def __init__(self, policy: Policy, understander: Understander, address: str, version: str = "") -> None:
        self.policy = policy
        self.version = version  #: of the index, as its folder is called
        self._understander = understander
        self._address = address
        self._remembered = Remembered()

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

    def waits(self, text: str) -> bool:
        """Whether somebody complains of no answer to an earlier letter, or asks how it stands; takes no thinking."""
        return self._understander.waits(leave_out(text))

    async def think(self, text: str, earlier: Sequence[Turn]) -> Understanding:
        """The same off the event loop; what was understood lately is not thought about again."""
        if (known := self._remembered.find(text, earlier)) is not None:
            return known
        understood = await asyncio.to_thread(self.understand, text, earlier)
        self._remembered.keep(text, earlier, understood)
        return understood

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

    def quote(self, address: str, confidence: float = 1.0) -> Quote:
        """A clause as it is quoted; raises UnknownClauseError."""
        clause = self.policy.clause(address)
        return Quote(
            address=address,
            number=clause.number,
            part=clause.part,
            path=self.policy.path(address),
            text=self.policy.quote(address),
            url=self.url(address),
            confidence=confidence,
            see=tuple(Place(each, self.url(each)) for each in self.policy.referred(address)),
        )

    def url(self, address: str) -> str:
        """Where the clause can be read among the others."""
        return f"{self._address}/policy#{in_link(address)}"

    def quotes(self, candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
        """The candidates as they are quoted, in the same order."""
        return tuple(self.quote(c.number, c.confidence) for c in candidates)


def _without_numbers(turn: Turn) -> Turn:
    return replace(turn, text=leave_out(turn.text))
