"""Scoring an evaluation set: what messages were understood as, against what a careful lawyer says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from index.calibration import KINDS
from index.decision import Course, Decision, Thresholds, decide
from index.measuring import metrics
from index.measuring.examples import Example
from index.measuring.metrics import Bin, Codes, Figure
from index.measuring.wishes import reach
from index.understanding import Kind, Understanding

_MISTAKES = 40


@dataclass(frozen=True, slots=True)
class Mistake:
    """A message that was not understood as labelled; the gravest have the most confidence."""

    id: str
    text: str
    expected: str
    given: str
    outcome: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an evaluation set."""

    messages: int
    figures: Mapping[str, Figure]
    kinds: Mapping[str, Mapping[str, Figure]]  #: kind → recall, precision, and false: the share of others taken for it
    styles: Mapping[str, Mapping[str, Figure]]  #: style → hit@1, hit@3, kind
    outcomes: Mapping[str, Mapping[str, int]]  #: kind → outcome → how many
    confusion: Mapping[str, Mapping[str, int]]  #: kind → kind understood → how many
    reliability: tuple[Bin, ...]
    coverage: tuple[tuple[float, float], ...]  #: (share answered, share of those wrong), by falling confidence
    mistakes: tuple[Mistake, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return asdict(self)


def evaluate(understand: Callable[[str], Understanding], thresholds: Thresholds, examples: Sequence[Example]) -> Report:
    """Score `understand` on labelled messages.

    A hit is a clause of gold ∪ also_ok; hit@1_strict takes gold alone. Hits are counted over the questions that the
    policy answers, whatever kind they were taken for; intervals are 95 %, by bootstrap over messages.
    """
    return scored(examples, [understand(example.text) for example in examples], lambda said: decide(said, thresholds))


def scored(
    examples: Sequence[Example], found: Sequence[Understanding], decided: Callable[[Understanding], Decision]
) -> Report:
    """The same of messages that were understood already; `decided` says what is done about each."""
    table = _Table(examples, found, [decided(understanding) for understanding in found])
    return Report(
        messages=len(examples),
        figures=table.figures(),
        kinds={kind.value: table.kind_figures(code) for code, kind in enumerate(KINDS)},
        styles={style: table.style_figures(style) for style in sorted({example.style for example in examples})},
        outcomes=table.outcomes(),
        confusion=table.confusion(),
        reliability=metrics.reliability(table.confidence[table.shown], table.hit1[table.shown]),
        coverage=table.coverage(),
        mistakes=table.mistakes(),
    )


class _Table:
    """One row a message, one array a property."""

    def __init__(
        self, examples: Sequence[Example], found: Sequence[Understanding], decisions: Sequence[Decision]
    ) -> None:
        self.examples, self.found, self.decisions = examples, found, decisions
        self.true = np.array([KINDS.index(example.kind) for example in examples])
        self.said = np.array([KINDS.index(understanding.kind) for understanding in found])
        self.question = self.true == KINDS.index(Kind.QUESTION)
        self.unanswerable = self.true == KINDS.index(Kind.UNANSWERABLE)
        pairs = list(zip(examples, found, strict=True))
        self.hit1 = np.array([_hit(found, example.accepted, 1) for example, found in pairs])
        self.hit3 = np.array([_hit(found, example.accepted, 3) for example, found in pairs])
        self.strict = np.array([_hit(found, frozenset(example.gold), 1) for example, found in pairs])
        self.confidence = np.array([_confidence(understanding) for understanding in found])
        outcomes = [decision.course for decision in decisions]
        self.answered = np.array([outcome is Course.ANSWER for outcome in outcomes])
        self.silent = np.array([outcome is Course.NO_ANSWER for outcome in outcomes])
        self.shown = self.answered | np.array([outcome is Course.SUGGESTIONS for outcome in outcomes])

    def figures(self) -> dict[str, Figure]:
        everyone = np.ones(len(self.true), bool)
        return {
            "hit@1": self._share(self.hit1, self.question),
            "hit@3": self._share(self.hit3, self.question),
            "hit@1_strict": self._share(self.strict, self.question),
            "macro_f1": self._figure(lambda rows: metrics.macro_f1(self.true[rows], self.said[rows], len(KINDS))),
            "unanswerable_not_answered": self._share(~self.answered, self.unanswerable),
            "answerable_refused": self._share(self.silent, self.question),
            "answerable_answered": self._share(self.answered, self.question),
            "confident_wrong": self._share(self.answered & ~self.hit1, everyone),
            "calibration_error": self._figure(self._calibration_error),
            **reach(self.examples, self.found, self.decisions),
        }

    def kind_figures(self, code: int) -> dict[str, Figure]:
        true, said = self.true == code, self.said == code
        return {
            "recall": self._share(said, true),
            "precision": self._share(true, said),
            "false": self._share(said, ~true),
        }

    def style_figures(self, style: str) -> dict[str, Figure]:
        own = np.array([example.style == style for example in self.examples])
        return {
            "hit@1": self._share(self.hit1, own & self.question),
            "hit@3": self._share(self.hit3, own & self.question),
            "kind": self._share(self.true == self.said, own),
        }

    def outcomes(self) -> dict[str, dict[str, int]]:
        table = {kind.value: {outcome.value: 0 for outcome in Course} for kind in KINDS}
        for example, decision in zip(self.examples, self.decisions, strict=True):
            table[example.kind.value][decision.course.value] += 1
        return table

    def confusion(self) -> dict[str, dict[str, int]]:
        counts = metrics.confusion(self.true, self.said, len(KINDS))
        return {
            kind.value: {other.value: int(counts[row, column]) for column, other in enumerate(KINDS)}
            for row, kind in enumerate(KINDS)
        }

    def coverage(self) -> tuple[tuple[float, float], ...]:
        order = np.argsort(-self.confidence, kind="stable")
        taken = np.arange(1, len(order) + 1)
        wrong = np.cumsum(~self.hit1[order]) / taken
        return tuple(zip((taken / len(order)).tolist(), wrong.tolist(), strict=True))

    def mistakes(self) -> tuple[Mistake, ...]:
        wrong = []
        for row, (example, understanding) in enumerate(zip(self.examples, self.found, strict=True)):
            kind_wrong = example.kind is not understanding.kind
            if kind_wrong or (self.question[row] and not self.hit1[row]):
                wrong.append(
                    Mistake(
                        id=example.id,
                        text=example.text,
                        expected=", ".join(example.gold) or example.kind.value,
                        given=_given(understanding),
                        outcome=self.decisions[row].course.value,
                        confidence=understanding.kind_confidence if kind_wrong else float(self.confidence[row]),
                    )
                )
        return tuple(sorted(wrong, key=lambda mistake: -mistake.confidence)[:_MISTAKES])

    def _calibration_error(self, rows: Codes) -> float:
        rows = rows[self.shown[rows]]
        return metrics.calibration_error(self.confidence[rows], self.hit1[rows])

    def _share(self, flags: metrics.Flags, among: metrics.Flags) -> Figure:
        return metrics.bootstrap(lambda rows: metrics.share(flags[rows], among[rows]), len(self.true), int(among.sum()))

    def _figure(self, metric: Callable[[Codes], float]) -> Figure:
        return metrics.bootstrap(metric, len(self.true), len(self.true))


def _hit(understanding: Understanding, accepted: frozenset[str], first: int) -> bool:
    return any(candidate.number in accepted for candidate in understanding.candidates[:first])


def _confidence(understanding: Understanding) -> float:
    return understanding.candidates[0].confidence if understanding.candidates else 0.0


def _given(understanding: Understanding) -> str:
    if understanding.kind is Kind.QUESTION:
        return ", ".join(candidate.number for candidate in understanding.candidates[:3])
    return understanding.kind.value
