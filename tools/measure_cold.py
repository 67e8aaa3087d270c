"""What phrases and the depth of the sentence model are worth to a document without phrases.

`python tools/measure_cold.py curve`: the privacy policy read as if it had so many phrases a clause, on the messages of
its evaluation sets. `python tools/measure_cold.py depth`: the five documents of policy_text/cold, their clauses looked
up through so many layers. A few minutes each where the shared head is there (`punkt eval --cold`).
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bank import Bank, load_bank
from index.cold.building import cold_of, index_of
from index.cold.common import load_common
from index.cold.lexical import Lexical
from index.cold.retrieval import View
from index.cold.shared import FOLDER, build_shared
from index.cold.views import about_middle, views_of
from index.encoder import Encoder, open_encoder
from index.head import centred
from index.measuring.curve import Remembering
from index.measuring.evaluation import evaluate
from index.measuring.examples import load_examples
from index.policy import Policy, load_policy
from index.reader import Reader
from index.understander import Understander
from index.understanding import Kind
from tools.fit_cold import drawn, fit_logit

ROOT = Path(__file__).parents[1]
TEXTS, DATA = ROOT / "policy_text", ROOT / "var"
SETS = ("dev_set.jsonl", "dev_hard.jsonl")
PHRASES = (0, 1, 3, 5, 10, 20, 40)
DEPTHS = (2, 4, 6, 8, 10, 12)
FIGURES = ("hit@1", "hit@3", "confident_wrong", "answerable_answered", "unanswerable_not_answered")
MIDDLE_OF = 4  #: phrases a topic whose mean is taken for that of all questions
ASKED = 15  #: questions a clause that the weights of lemmas are fitted to, phrases of the privacy policy

Array = NDArray[Any]


def curve(encoder: Encoder) -> None:
    """Say a line of JSON for each of PHRASES."""
    policy = load_policy(TEXTS / "privacy")
    bank = load_bank(TEXTS / "privacy" / "phrases", policy.quotable)
    common = load_common(TEXTS / "topics", TEXTS / "privacy" / "phrases")
    shared = build_shared(common, encoder, DATA / "index" / FOLDER)
    said = [(phrase.whole, phrase.label) for phrase in common.bank.phrases]
    examples = [each for name in SETS for each in load_examples(TEXTS / "privacy" / "evaluation" / name)]
    clauses = [phrase for phrase in bank.phrases if phrase.label in policy.quotable and not phrase.before]
    for per in PHRASES:
        cold = cold_of(policy, Bank(tuple(drawn(clauses, per))), common, shared, encoder, {})
        understander = Understander(index_of(shared, cold), said, encoder)
        report = evaluate(understander.understand, understander.thresholds, examples)
        say({"phrases": per} | {name: report.figures[name].value for name in FIGURES})


def depth(encoder: Encoder) -> None:
    """Say a line of JSON for each of DEPTHS: means over the documents, by likeness alone and with shared lemmas."""
    common = load_common(TEXTS / "topics", TEXTS / "privacy" / "phrases")
    middle_of = [
        phrase.text for phrase in drawn((each for topic in common.topics for each in topic.phrases), MIDDLE_OF)
    ]
    privacy = load_policy(TEXTS / "privacy")
    bank = load_bank(TEXTS / "privacy" / "phrases", privacy.quotable)
    clauses = [phrase for phrase in bank.phrases if phrase.label in privacy.quotable and not phrase.before]
    known = [(phrase.text, frozenset({phrase.label})) for phrase in drawn(clauses, ASKED)]
    documents = [
        (
            load_policy(file.parent),
            [(each.text, each.accepted) for each in load_examples(file) if each.kind is Kind.QUESTION],
        )
        for file in sorted(TEXTS.glob("cold/*/questions.jsonl"))
    ]
    for layers in DEPTHS:
        middle = encoder.encode(middle_of, layers).mean(axis=0)
        parts, _ = looked_up(privacy, known, encoder, layers, middle)
        asked = np.array([privacy.quotable.index(min(gold)) for _, gold in known])
        weights = fit_logit(parts, asked)
        hits = []
        for policy, questions in documents:
            parts, right = looked_up(policy, questions, encoder, layers, middle)
            ranked = [np.argsort(-(own @ parts), axis=-1, kind="stable") for own in (np.array([1.0, 0.0]), weights)]
            hits.append(
                [np.take_along_axis(right, each[:, :most], 1).any(1).mean() for each in ranked for most in (1, 3)]
            )
        names = ("likeness hit@1", "likeness hit@3", "with lemmas hit@1", "with lemmas hit@3")
        say({"layers": layers} | dict(zip(names, np.mean(hits, axis=0).tolist(), strict=True)))


def looked_up(
    policy: Policy, questions: Sequence[tuple[str, frozenset[str]]], encoder: Encoder, layers: int, middle: Array
) -> tuple[Array, Array]:
    """Likeness and shared lemmas, (n, 2, clauses), of n questions, and which clauses are accepted, (n, clauses)."""
    views, reader = views_of(policy, encoder, layers), Reader()
    count = len(views.clauses)
    each = np.arange(count)
    seen = (
        View(about_middle(views.alone), each, count),
        View(about_middle(views.on_path), each, count),
        View(about_middle(views.sentences), views.clause_of, count),
    )
    lexical = Lexical.of(views.lemmas)
    readings = [reader.read(text) for text, _ in questions]
    vectors = centred(encoder.encode([reading.text for reading in readings], layers), middle)
    parts = [
        (sum(view.likeness(vector) for view in seen), lexical.scores(reading.lemmas) / 10)
        for vector, reading in zip(vectors, readings, strict=True)
    ]
    return np.array(parts), np.array([[clause in gold for clause in views.clauses] for _, gold in questions])


def say(row: dict[str, Any]) -> None:
    """A line of JSON."""
    sys.stdout.write(json.dumps({name: round(value, 3) for name, value in row.items()}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"curve": curve, "depth": depth}[sys.argv[1]](Remembering(open_encoder(None, DATA / "cache")))
