"""`punkt eval --beside`: what the other documents of the library cost the first one, and how well they are found."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from desk.knowledge import Knowledge
from desk.settings import Settings
from index.measuring.beside import COSTS, BesideReport, cost_of, reached
from index.measuring.cold import QUESTIONS
from index.measuring.examples import Example, load_examples
from index.measuring.metrics import Figure
from index.policy import Policy
from punkt.editions.checking import carried_examples, labelled
from punkt.failure import Failure
from punkt.library import open_knowledge

_COSTS = {"hit@1": "первый верен", "hit@3": "среди трёх", "macro_f1": "виды, F1", "confident_wrong": "уверенно мимо"}


class NothingBeside(Failure):
    def __init__(self) -> None:
        super().__init__("Документ один: рядом с ним нечего измерять. Назовите папку других в PUNKT_POLICIES.")


def evaluate_beside(settings: Settings, file: Path | None, *, as_json: bool) -> None:
    """Measure and show; `file` is the only set of the first document to measure, else all that lie with it.

    Raises NothingBeside, EvaluationError and what opening the documents raises.
    """
    knowledge = open_knowledge(settings)
    if not knowledge.several:
        raise NothingBeside
    report = beside(knowledge, [file] if file else None)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(report)


def beside(knowledge: Knowledge, files: list[Path] | None = None) -> BesideReport:
    """All sets of messages of the first document, or these, and the questions of the others."""
    (first, policy), *others = knowledge.policies.items()
    alone, every = (
        (partial(known.understand, earlier=()), known.decide) for known in (knowledge.alone(first), knowledge)
    )
    sets = {file.stem: load_examples(file) for file in files} if files else _sets(policy)
    costs = {name: cost_of(_of_edition(policy, examples), first, alone, every) for name, examples in sets.items()}
    asked = {name: [each for own in _sets(other).values() for each in own] for name, other in others}
    return BesideReport(costs, {name: reached(own, name, *every) for name, own in asked.items() if own})


def _sets(policy: Policy) -> Mapping[str, tuple[Example, ...]]:
    """The labelled messages that lie with a document, by the name of their file."""
    more = policy.folder / QUESTIONS
    return labelled(policy.folder) | ({more.stem: load_examples(more)} if more.is_file() else {})


def _of_edition(policy: Policy, examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """Their labels go by the clauses of the first edition."""
    return carried_examples(policy, examples)[0]


def _show(report: BesideReport) -> None:
    console = Console()
    table = Table("набор", "", *(_COSTS[name] for name in COSTS), title="Первый документ")
    table.columns[0].no_wrap = True
    for name, cost in report.sets.items():
        was, now = zip(*(map(_value, cost.figures[each]) for each in COSTS), strict=True)
        table.add_row(f"{name}, {cost.messages}", "один", *was)
        table.add_row("", "с другими", *now)
    console.print(table)
    found = Table("документ", "вопросов", "его пункт первый", "среди трёх", "уверенно из другого", title="Остальные")
    for name, each in report.others.items():
        found.add_row(name, str(each.questions), *map(_value, (each.first, each.among, each.misled)))
    console.print(found)


def _value(figure: Figure) -> str:
    return "—" if figure.value is None else f"{figure.value:.3f}".replace(".", ",")
