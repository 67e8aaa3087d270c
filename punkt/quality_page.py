"""The report of `punkt eval` as one HTML file that needs nothing else."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from index.measuring.curve import Curve
from index.measuring.evaluation import Report
from index.measuring.metrics import Figure
from punkt.canvas import style
from punkt.titles import FIGURES, KINDS, OUTCOMES

COVERED = [tenth / 10 for tenth in range(1, 11)]  #: shares of the messages, rows of the table of risk


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
