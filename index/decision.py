"""What to do about a message: the rule between an understanding and a reply."""

from dataclasses import dataclass
from enum import StrEnum

from index.understanding import Candidate, Kind, Understanding

SUGGESTED = 3
SURELY = 0.9  #: least probability that the policy is silent for saying that it is; below, nothing was found


class Course(StrEnum):
    """What the reply is to be."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    NO_ANSWER = "no_answer"
    CLAIM = "claim"
    DELETION = "deletion"
    HUMAN = "human"
    SMALLTALK = "smalltalk"


_OFFERS = (Course.CLAIM, Course.DELETION, Course.HUMAN)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where confidence is enough; fitted when the index is built, on phrases held out with their voices."""

    answer: float  #: least confidence of the first clause for a plain answer
    silent: float  #: least probability that the policy is silent for showing no clause as an answer
    offer: float  #: least probability that a ticket is wished for laying it beside the reply


@dataclass(frozen=True, slots=True)
class Decision:
    """The course, and the clauses to show with it: the quoted one first, or those to choose from."""

    course: Course
    clauses: tuple[Candidate, ...]
    quoted: int = 1  #: so many of the first clauses are quoted in an answer: one for each question asked
    surely: bool = False  #: of no answer: the policy is silent; else it may only be that nothing was found
    offers: tuple[Kind, ...] = ()  #: tickets to lay beside the reply, likeliest first

    @property
    def within_reach(self) -> tuple[Kind, ...]:
        """The tickets that the person reaches by at most one tap, that which the reply is about first."""
        own = (Kind(self.course) for course in _OFFERS if course is self.course)
        return (*own, *self.offers)


def decide(understanding: Understanding, thresholds: Thresholds) -> Decision:
    """The course for a message; a pure function."""
    best = understanding.candidates[:SUGGESTED]
    course = _course(understanding, thresholds)
    likely = sorted(understanding.wishes, key=lambda kind: -understanding.wishes[kind])
    return Decision(
        course,
        best,
        quoted=understanding.questions if course is Course.ANSWER else 1,
        surely=course is Course.NO_ANSWER and understanding.probabilities[Kind.UNANSWERABLE] >= SURELY,
        offers=tuple(
            kind for kind in likely if understanding.wishes[kind] >= thresholds.offer and kind.value != course.value
        ),
    )


def _course(understanding: Understanding, thresholds: Thresholds) -> Course:
    best = understanding.candidates
    match understanding.kind:
        case Kind.CLAIM | Kind.DELETION | Kind.HUMAN | Kind.SMALLTALK as kind:
            return Course(kind.value)
        case Kind.UNANSWERABLE if understanding.probabilities[Kind.UNANSWERABLE] >= thresholds.silent:
            return Course.NO_ANSWER
        case Kind.QUESTION if best and best[0].confidence >= thresholds.answer:
            return Course.ANSWER
        case _ if best:
            return Course.SUGGESTIONS
        case _:
            return Course.NO_ANSWER
