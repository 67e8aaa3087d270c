"""Scoring conversations: each message is read after those before it and what became of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from index.decision import Decision, Thresholds, decide
from index.dialogue import Turn
from index.measuring import metrics
from index.measuring.examples import LabelledTalk, LabelledTurn, Outcome
from index.measuring.metrics import Figure
from index.measuring.wishes import reach
from index.understanding import TICKETS, Kind, Understanding

_OPENED = frozenset({*TICKETS, Kind.HUMAN})


@dataclass(frozen=True, slots=True)
class TurnMistake:
    """A message of a conversation whose reply is not right."""

    id: str  #: of the conversation, and the place of the message in it
    text: str
    expected: str
    given: str


@dataclass(frozen=True, slots=True)
class TalkReport:
    """The figures of a set of conversations."""

    talks: int
    turns: int
    figures: Mapping[str, Figure]
    mistakes: tuple[TurnMistake, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Read:
    labels: LabelledTurn
    understanding: Understanding
    decision: Decision
    name: str
    later: bool

    @property
    def right(self) -> bool:
        """Kind and clause are right, every ticket that is wanted is offered, and none to whom wants none."""
        kind, offered = self.understanding.kind, frozenset(TICKETS).intersection(self.decision.within_reach)
        if kind not in {self.labels.kind, *self.labels.also_kinds}:
            return False
        if kind is Kind.QUESTION and self.labels.kind is Kind.QUESTION and not self._hit:
            return False
        wanted = self.labels.wanted
        return wanted <= offered if wanted else not (offered - {*self.labels.also_kinds})

    @property
    def _hit(self) -> bool:
        first = self.understanding.candidates[:1]
        return any(candidate.number in self.labels.accepted for candidate in first)


def evaluate_talks(
    understand: Callable[[str, Sequence[Turn]], Understanding], thresholds: Thresholds, talks: Sequence[LabelledTalk]
) -> TalkReport:
    """Score conversations; what is offered is what the replies offer, what becomes of it is what the set says.

    A message counts when kind and first clause are right, each wanted ticket is within one tap, and nothing is offered
    to whom wants nothing. Intervals are 95 %, by bootstrap over messages or conversations.
    """
    read = [turn for talk in talks for turn in _read(understand, thresholds, talk)]
    right = np.array([turn.right for turn in read])
    later = np.array([turn.later for turn in read])
    whole = np.array([all(turn.right for turn in read if turn.name.split("/")[0] == talk.id) for talk in talks], bool)
    figures = {
        "first_turns": _share(right, ~later),
        "later_turns": _share(right, later),
        "whole_talks": _share(whole, np.ones(len(whole), bool)),
        **reach([t.labels for t in read], [t.understanding for t in read], [t.decision for t in read]),
    }
    wrong = (turn for turn in read if not turn.right)
    return TalkReport(len(talks), len(read), figures, tuple(map(_mistake, wrong)))


def _read(
    understand: Callable[[str, Sequence[Turn]], Understanding], thresholds: Thresholds, talk: LabelledTalk
) -> list[_Read]:
    before: list[Turn] = []
    read = []
    for place, labels in enumerate(talk.turns, start=1):
        understanding = understand(labels.text, tuple(before))
        decision = decide(understanding, thresholds)
        read.append(_Read(labels, understanding, decision, f"{talk.id}/{place}", later=place > 1))
        shown = tuple(candidate.number for candidate in decision.clauses)
        offered = decision.within_reach
        before.append(
            Turn(
                labels.text,
                understanding.kind,
                shown,
                offered,
                opened=_opened(labels, offered) if labels.then is Outcome.OPENED else None,
                declined=labels.then is Outcome.DECLINED,
            )
        )
    return read


def _opened(labels: LabelledTurn, offered: Sequence[Kind]) -> Kind:
    """The ticket that the person opened: what was wanted and offered, or wanted and found in the menu."""
    wanted = [kind for kind in (labels.kind, *(labels.wishes or ())) if kind in _OPENED]
    return next((kind for kind in offered if kind in wanted), wanted[0])


def _mistake(turn: _Read) -> TurnMistake:
    labels, understanding = turn.labels, turn.understanding
    clauses = ", ".join(candidate.number for candidate in understanding.candidates[:3])
    return TurnMistake(
        id=turn.name,
        text=labels.text,
        expected=_told(labels.kind, ", ".join(labels.gold), labels.wanted),
        given=_told(understanding.kind, clauses, frozenset(turn.decision.within_reach)),
    )


def _told(kind: Kind, clauses: str, tickets: frozenset[Kind]) -> str:
    said = clauses if kind is Kind.QUESTION else kind.value
    offers = ", ".join(sorted(ticket.value for ticket in tickets - {kind}))
    return f"{said} + {offers}" if offers else said


def _share(flags: metrics.Flags, among: metrics.Flags) -> Figure:
    return metrics.bootstrap(lambda rows: metrics.share(flags[rows], among[rows]), len(flags), int(among.sum()))
