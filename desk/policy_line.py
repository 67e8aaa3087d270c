"""The line of the policy: what the bot still gives a person whose conversation staff have taken.

The answer to a sure question stands in the policy, so nobody has to wait for it; all else is for staff to say.
"""

from dataclasses import dataclass

from desk.ref import Ref
from index.decision import Course, Decision
from index.understanding import Candidate, Understanding

WISHED = 0.5  #: least probability of a wish beside the question that leaves the message to staff alone


@dataclass(frozen=True, slots=True)
class Talk:
    """How the talk about the ticket stands when the message comes."""

    asked: bool = False  #: staff wait for an answer to what they asked
    muted: bool = False  #: staff want nothing said by the bot
    for_staff: bool = False  #: the message is a reply to words of staff, or shows them words of others
    given: frozenset[Ref] = frozenset()  #: the clauses that were given so on this ticket

    @property
    def is_open(self) -> bool:
        """Whether the bot may say anything."""
        return not (self.asked or self.muted or self.for_staff)


def policy_line(understanding: Understanding, decision: Decision, talk: Talk) -> tuple[Candidate, ...]:
    """The clauses that the message gets at once, one for each thing asked; none where staff alone answer.

    Only a question whose clause would be the whole answer gets it, and no clause twice on one ticket.
    """
    if not talk.is_open or decision.course is not Course.ANSWER or _wishes(understanding):
        return ()
    return tuple(
        clause
        for clause in decision.clauses[: decision.quoted]
        if Ref(clause.number, clause.document) not in talk.given
    )


def _wishes(understanding: Understanding) -> bool:
    return any(share >= WISHED for share in understanding.wishes.values())
