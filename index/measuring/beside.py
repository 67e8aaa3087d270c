"""What other documents beside it cost a document, and how often a question gets to the document that answers it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from index.decision import Course, Decision
from index.measuring import metrics
from index.measuring.evaluation import scored
from index.measuring.examples import Example
from index.measuring.metrics import Figure
from index.understanding import Kind, Understanding

COSTS = ("hit@1", "hit@3", "macro_f1", "confident_wrong")  #: figures of the first document that are told
Understand = Callable[[str], Understanding]
Decide = Callable[[Understanding], Decision]


@dataclass(frozen=True, slots=True)
class Cost:
    """Figures of a set of the first document: by name, alone and with the others beside it."""

    messages: int
    figures: Mapping[str, tuple[Figure, Figure]]


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the questions that a document answers, how many get to it when all are asked."""

    questions: int
    first: Figure  #: its clause comes first
    among: Figure  #: one of its clauses is among the first three
    misled: Figure  #: a clause of another document is quoted as the answer


@dataclass(frozen=True, slots=True)
class BesideReport:
    """The sets of the first document, and the other documents by id."""

    sets: Mapping[str, Cost]
    others: Mapping[str, Reached]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return asdict(self)


def cost_of(
    examples: Sequence[Example], document: str, alone: tuple[Understand, Decide], beside: tuple[Understand, Decide]
) -> Cost:
    """Score a set of this document without and with the others; a clause of another is no hit, whatever its number."""
    was, now = (
        scored(examples, [_own(understand(example.text), document) for example in examples], decide).figures
        for understand, decide in (alone, beside)
    )
    return Cost(len(examples), {name: (was[name], now[name]) for name in COSTS})


def reached(examples: Sequence[Example], document: str, understand: Understand, decide: Decide) -> Reached:
    """Of the questions among these, which `document` answers."""
    found = [understand(example.text) for example in examples if example.kind is Kind.QUESTION]
    documents = [[candidate.document for candidate in said.candidates] for said in found]
    answered = [decide(said).course is Course.ANSWER for said in found]
    first = [own[:1] == [document] for own in documents]
    return Reached(
        len(found),
        _share(first),
        _share([document in own[:3] for own in documents]),
        _share([sure and not right for sure, right in zip(answered, first, strict=True)]),
    )


def _own(said: Understanding, document: str) -> Understanding:
    """With numbers by which no clause of another document can be taken for one of this."""
    return replace(
        said,
        candidates=tuple(
            each if each.document in {document, ""} else replace(each, number=f"{each.document}/{each.number}")
            for each in said.candidates
        ),
    )


def _share(flags: Sequence[bool]) -> Figure:
    told = np.array(flags, bool)
    everyone = np.ones(len(told), bool)
    return metrics.bootstrap(lambda rows: metrics.share(told[rows], everyone[rows]), len(told), len(told))
