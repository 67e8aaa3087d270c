"""What to do about a message: the rule between an understanding and a reply."""

from dataclasses import dataclass
from enum import StrEnum

from index.understanding import Candidate, Kind, Understanding

SUGGESTED = 3


class Course(StrEnum):
    """What the reply is to be."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    NO_ANSWER = "no_answer"
    CLAIM = "claim"
    DELETION = "deletion"
    HUMAN = "human"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where confidence is enough; fitted when the index is built, on phrases held out with their voices."""

    answer: float  #: least confidence of the first clause for a plain answer
    silent: float  #: least probability that the policy is silent for saying so


@dataclass(frozen=True, slots=True)
class Decision:
    """The course, and the clauses to show with it: the quoted one first, or those to choose from."""

    course: Course
    clauses: tuple[Candidate, ...]
    quoted: int = 1  #: so many of the first clauses are quoted in an answer: one for each question asked


def decide(understanding: Understanding, thresholds: Thresholds) -> Decision:
    """The course for a message; a pure function."""
    best = understanding.candidates[:SUGGESTED]
    match understanding.kind:
        case Kind.CLAIM | Kind.DELETION | Kind.HUMAN | Kind.SMALLTALK as kind:
            return Decision(Course(kind.value), best)
        case Kind.UNANSWERABLE if understanding.probabilities[Kind.UNANSWERABLE] >= thresholds.silent:
            return Decision(Course.NO_ANSWER, best)
        case Kind.QUESTION if best and best[0].confidence >= thresholds.answer:
            return Decision(Course.ANSWER, best, understanding.questions)
        case _ if best:
            return Decision(Course.SUGGESTIONS, best)
        case _:
            return Decision(Course.NO_ANSWER, best)
