"""The figures of `punkt eval` as Markdown tables inside a document, between two marks."""

import re
from collections.abc import Iterator
from pathlib import Path

from index.measuring.curve import Curve
from index.measuring.evaluation import Report
from index.measuring.metrics import Figure
from punkt.failure import Failure

TITLES = {
    "hit@1": "first clause right",
    "hit@3": "right clause among the first three",
    "hit@1_strict": "first clause is the most exact one",
    "macro_f1": "kinds of messages, macro-F1",
    "unanswerable_not_answered": "policy is silent: no confident answer",
    "answerable_refused": "policy answers: refused",
    "answerable_answered": "policy answers: confident answer",
    "confident_wrong": "confident answer by a wrong clause, of all messages",
    "calibration_error": "calibration error, ten bins",
}
KINDS = {"claim": "claim", "deletion": "deletion", "human": "wish for a person", "unanswerable": "policy is silent"}


class Unmarked(Failure):
    def __init__(self, file: Path, name: str) -> None:
        super().__init__(f"в {file} нет отметок «<!-- {name} -->» и «<!-- /{name} -->»: между ними встанут таблицы.")


def refresh(file: Path, name: str, report: Report, curve: Curve | None) -> None:
    """Put the tables of a set between its marks in a document; raises Unmarked."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise Unmarked(file, name) from None
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    between = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not between.search(text):
        raise Unmarked(file, name)
    block = "\n".join([start, *_tables(report, curve), end])
    file.write_text(between.sub(lambda _: block, text), "utf-8")


def _tables(report: Report, curve: Curve | None) -> Iterator[str]:
    yield f"| {report.messages} messages | value | 95 % |\n|---|---|---|"
    for key, title in TITLES.items():
        yield f"| {title} | {_cells(report.figures[key])} |"
    for kind, title in KINDS.items():
        yield f"| {title}: recall | {_cells(report.kinds[kind]['recall'])} |"
        yield f"| {title}: others taken for it | {_cells(report.kinds[kind]['false'])} |"
    if curve:
        yield "\n| phrases a clause | phrases | hit@1 | hit@3 | macro-F1 |\n|---|---|---|---|---|"
        for point in curve:
            figures = " | ".join(_cells(figure).replace(" | ", " · ") for figure in point.figures.values())
            yield f"| {point.per_clause} | {point.phrases} | {figures} |"


def _cells(figure: Figure) -> str:
    return "– | " if figure.value is None else f"{figure.value:.3f} | {figure.low:.3f}–{figure.high:.3f}"
