"""What is certain at first sight is answered at once; what is not is thought about."""

from dataclasses import replace

import pytest

from desk.knowledge import Knowledge
from index.dialogue import Turn
from index.hearing import Hearing
from index.understanding import Candidate, Kind, Shape, Understanding


class Watched:
    """The real encoder, and how deep it was asked to look."""

    def __init__(self, encoder):
        self._encoder, self.depths, self.asked = encoder, encoder.depths, []
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode(self, texts, depth):
        self.asked += [depth] * len(texts)
        return self._encoder.encode(texts, depth)


@pytest.fixture
def watched(knowledge: Knowledge, monkeypatch):
    understander = knowledge.first.understander
    encoder = Watched(understander._encoder)
    monkeypatch.setattr(understander, "_encoder", encoder)
    return encoder


@pytest.fixture
def certain(knowledge: Knowledge, monkeypatch):
    """Sets the certainty that is enough."""
    understander = knowledge.first.understander

    def is_enough(least: float) -> None:
        monkeypatch.setattr(understander, "_index", replace(understander._index, certain=least))

    return is_enough


def test_a_plain_message_runs_no_layer(knowledge, watched, certain) -> None:
    certain(0.5)
    assert knowledge.understand("верните деньги, списали дважды", ()).kind is Kind.CLAIM
    assert watched.asked == [0]
    assert knowledge.explain("верните деньги, списали дважды").layers == 0


def test_an_unclear_message_is_looked_at_deeper_and_the_explanation_says_so(knowledge, watched, certain) -> None:
    certain(1.0)
    knowledge.understand("верните деньги, списали дважды", ())
    shallow, deep = (stage.depth for stage in knowledge.first.understander._index.stages)
    assert watched.asked == [shallow, deep]
    assert knowledge.explain("верните деньги, списали дважды").layers == deep


def test_a_message_that_leans_on_another_is_judged_by_one_stage(knowledge, watched, certain) -> None:
    """Scores of different stages mean different things: both readings are scored alike, each once."""
    certain(1.0)
    knowledge.understand("а телефон?", [Turn("вы храните мою почту?")])
    assert watched.asked == [0, 0, 12, 12]


def test_certainty_doubts_whatever_may_be_wrong() -> None:
    sure = Understanding(Kind.QUESTION, 0.9, (Candidate("5.1", 0.8),), {}, "ru", wishes={Kind.CLAIM: 0.1})
    assert sure.certainty == pytest.approx(0.9 * 0.8 * 0.9)
    wish = Understanding(
        Kind.DELETION, 0.9, (), {}, "ru", wishes={Kind.DELETION: 0.95}, shapes=(Shape.ERASE,), shape_confidence=0.7
    )
    assert wish.certainty == pytest.approx(0.9 * 0.7)


def test_nobody_is_refused_at_first_sight(knowledge, watched, certain) -> None:
    """That the policy is silent is said only after the whole model has looked."""
    certain(0.01)
    assert knowledge.understand("сколько стоит доставка", ()).kind is Kind.UNANSWERABLE
    assert watched.asked == [0, 12]


def test_each_reading_is_scored_once_by_a_stage(knowledge, watched, certain) -> None:
    certain(1.0)
    understander = knowledge.first.understander
    hearing = Hearing(understander._index, watched)
    reading = understander._reader.read("кому передаёте")
    for _ in range(3):
        hearing.hear(((1.0, reading),), "ru")
    assert watched.asked == [0, 12]
