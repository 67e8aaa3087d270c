"""Measuring an edition before it is published, by the document's evaluation sets, against the one that it follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.editions.matching import difference
from index.encoder import Encoder
from index.facts import drafted
from index.measuring.evaluation import evaluate
from index.measuring.examples import Example, holds_talks, load_examples
from index.policy import Policy, load_policy
from index.understander import open_index
from index.understanding import Kind
from index.unsure import Unsure, load_unsure
from punkt.sources import Sources

FIGURES = {"hit@1": 1, "answerable_answered": 1, "confident_wrong": -1}  #: and whether more is better
TOLERATED = 0.005  #: of a share


@dataclass(frozen=True, slots=True)
class Checked:
    """Figures by name, as they were and as they would be; none where there is nothing to measure by."""

    messages: int
    figures: Mapping[str, tuple[float, float]]
    fell: Mapping[str, tuple[float, float]]  #: those that are worse


def check(former: tuple[Sources, Path], newer: tuple[Sources, Path], encoder: Encoder) -> Checked:
    """Both editions, each with the folder of its index, by the sets that lie in the document's `evaluation`.

    Raises EvaluationError, IndexFolderError and PolicyError.
    """
    before, after = _both(former[0].policy, newer[0].policy)
    if not after:
        return Checked(0, {}, {})
    was, now = _figures(*former, encoder, before), _figures(*newer, encoder, after)
    figures = {name: (was[name], now[name]) for name in FIGURES if name in was and name in now}
    return Checked(len(after), figures, _fallen(figures))


def unsure_of(checked: Checked, former: Policy, newer: Policy) -> Unsure:
    """Where a figure falls, the clauses that the edition has touched; else none."""
    if not checked.fell:
        return Unsure()
    touched = difference(former, newer).touched
    return Unsure(tuple(address for address in newer.quotable if address in touched), dict(checked.fell))


def check_again(sources: Sources, folder: Path, encoder: Encoder) -> Unsure:
    """What is still understood worse in an edition, in the folder of its index, than in the one that it followed.

    It is measured by the figures that fell when it was published; where there is nothing to measure by, nothing has
    changed. Raises EvaluationError, IndexFolderError and PolicyError.
    """
    before = load_unsure(folder)
    examples, _ = carried_examples(sources.policy, _all_labelled(sources.policy.folder))
    if not examples:
        return before
    now = _figures(sources, folder, encoder, examples)
    fell = _fallen({name: (was, now[name]) for name, (was, _) in before.fell.items() if name in now})
    return Unsure(before.clauses if fell else (), fell)


def labelled(folder: Path) -> dict[str, tuple[Example, ...]]:
    """The sets of messages that lie in a document's `evaluation`, by their names. Raises EvaluationError."""
    files = sorted((folder / "evaluation").glob("*.jsonl"))
    return {file.stem: load_examples(file) for file in files if not holds_talks(file)}


def carried_examples(policy: Policy, examples: Sequence[Example]) -> tuple[tuple[Example, ...], int]:
    """The labelled messages with the addresses of this edition, and how many no clause of it answers any more.

    The sets go by the clauses of the first edition of the document.
    """
    first = drafted(policy.folder)[0].id
    if first == policy.edition.id:
        return tuple(examples), 0
    follows = difference(load_policy(policy.folder, first), policy).follows
    kept: list[Example] = []
    for example in examples:
        gold = tuple(follows[each] for each in example.gold if each in follows)
        also = tuple(follows[each] for each in example.also_ok if each in follows)
        if gold or example.kind is not Kind.QUESTION:
            kept.append(replace(example, gold=gold, also_ok=also))
    return tuple(kept), len(examples) - len(kept)


def _all_labelled(folder: Path) -> Sequence[Example]:
    return [example for own in labelled(folder).values() for example in own]


def _both(former: Policy, newer: Policy) -> tuple[Sequence[Example], Sequence[Example]]:
    """The same messages with the addresses of each: those that both answer."""
    examples = _all_labelled(newer.folder)
    was = {(each.id, each.text): each for each in carried_examples(former, examples)[0]}
    now = {(each.id, each.text): each for each in carried_examples(newer, examples)[0]}
    shared = [key for key in was if key in now]
    return [was[key] for key in shared], [now[key] for key in shared]


def _fallen(figures: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Those that are worse than they were."""
    return {name: pair for name, pair in figures.items() if FIGURES[name] * (pair[1] - pair[0]) < -TOLERATED}


def _figures(sources: Sources, folder: Path, encoder: Encoder, examples: Sequence[Example]) -> dict[str, float]:
    understander = open_index(folder, sources.policy, sources.bank, encoder, sources.common)
    understander.unsure = frozenset()  # doubts are what is decided by these figures
    report = evaluate(understander.understand, understander.thresholds, examples)
    return {name: figure.value for name, figure in report.figures.items() if figure.value is not None}
