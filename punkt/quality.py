"""The report of `punkt eval`: one HTML file that needs nothing else, and Markdown tables inside a document."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from index.measuring.curve import Curve
from index.measuring.evaluation import Report
from index.measuring.metrics import Figure
from index.measuring.talks import TalkReport
from punkt.canvas import style
from punkt.failure import Failure
from punkt.titles import FIGURES, KINDS, OUTCOMES

COVERED = [tenth / 10 for tenth in range(1, 11)]  #: shares of the messages, rows of the table of risk
#: Of the tables, which are in English.
_TITLES = {
    "hit@1": "first clause right",
    "hit@3": "right clause among the first three",
    "hit@1_strict": "first clause is the most exact one",
    "macro_f1": "kinds of messages, macro-F1",
    "unanswerable_not_answered": "policy is silent: no confident answer",
    "answerable_refused": "policy answers: refused",
    "answerable_answered": "policy answers: confident answer",
    "confident_wrong": "confident answer by a wrong clause, of all messages",
    "calibration_error": "calibration error, ten bins",
    "reach": "wanted ticket within one tap",
    "claim_reach": "claim within one tap",
    "deletion_reach": "request about data within one tap",
    "needless": "needless offers, to whom wants nothing",
    "shape": "legal shape of a request that is reached",
    "shape_unclear": "legal shape asked for",
}
_TALK_TITLES = {
    "first_turns": "first messages right",
    "later_turns": "later messages right",
    "whole_talks": "whole conversations right",
}
_RECALLED = {"claim": "claim", "deletion": "deletion", "human": "wish for a person", "unanswerable": "policy is silent"}


def page(name: str, report: Report, curve: Curve | None, pictures: Mapping[str, str]) -> str:
    """The page; `pictures` are SVG by their names."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": _number, "interval": _interval}
    return environment.get_template("quality.html").render(
        name=name,
        report=report,
        curve=curve,
        pictures=pictures,
        style=style(),
        figures=FIGURES,
        kinds={kind.value: title for kind, title in KINDS.items()},
        outcomes={outcome.value: title for outcome, title in OUTCOMES.items()},
        risk=[next(point for point in report.coverage if point[0] >= share - 1e-9) for share in COVERED],
    )


def _number(value: float | None) -> str:
    """In the Russian way, three digits."""
    return "—" if value is None else f"{value:.3f}".replace(".", ",")


def _interval(figure: Figure) -> str:
    return "" if figure.value is None else f"{_number(figure.low)}–{_number(figure.high)}"


class Unmarked(Failure):
    def __init__(self, file: Path, name: str) -> None:
        super().__init__(f"в {file} нет отметок «<!-- {name} -->» и «<!-- /{name} -->»: между ними встанут таблицы.")


def refresh(file: Path, name: str, tables: Iterable[str]) -> None:
    """Put the tables of a set between its marks in a document; raises Unmarked."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise Unmarked(file, name) from None
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    between = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not between.search(text):
        raise Unmarked(file, name)
    block = "\n".join([start, *tables, end])
    file.write_text(between.sub(lambda _: block, text), "utf-8")


def tables(report: Report, curve: Curve | None) -> Iterator[str]:
    """What a document shows of a set of messages."""
    yield f"| {report.messages} messages | value | 95 % |\n|---|---|---|"
    for key, title in _TITLES.items():
        yield f"| {title} | {_cells(report.figures[key])} |"
    for kind, title in _RECALLED.items():
        yield f"| {title}: recall | {_cells(report.kinds[kind]['recall'])} |"
        yield f"| {title}: others taken for it | {_cells(report.kinds[kind]['false'])} |"
    if curve:
        yield "\n| phrases a clause | phrases | hit@1 | hit@3 | macro-F1 |\n|---|---|---|---|---|"
        for point in curve:
            figures = " | ".join(_cells(figure).replace(" | ", " · ") for figure in point.figures.values())
            yield f"| {point.per_clause} | {point.phrases} | {figures} |"


def talk_tables(report: TalkReport) -> Iterator[str]:
    """What a document shows of a set of conversations."""
    yield f"| {report.talks} conversations, {report.turns} messages | value | 95 % |\n|---|---|---|"
    for key, title in (_TITLES | _TALK_TITLES).items():
        if figure := report.figures.get(key):
            yield f"| {title} | {_cells(figure)} |"


def _cells(figure: Figure) -> str:
    return "– | " if figure.value is None else f"{figure.value:.3f} | {figure.low:.3f}–{figure.high:.3f}"
