"""The pictures of quality."""

from collections.abc import Mapping
from functools import partial

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from index.curve import Curve
from index.decision import Course
from index.evaluation import Report
from punkt.canvas import FIRST, INK, LINE, ON_FIRST, QUIET, SECOND, THIRD, picture
from punkt.titles import KINDS

_CURVES = {"hit@1": FIRST, "hit@3": THIRD, "macro_f1": SECOND}
_APART = 0.035  #: least distance of two names beside their lines


def drawn(report: Report, curve: Curve | None) -> Mapping[str, str]:
    """Every picture as SVG, by its name; the learning curve only when there is one."""
    pictures = {
        "confusion": picture("Какие виды сообщений и какими поняты", 6.4, 4.6, partial(_confusion, report)),
        "reliability": picture("Уверенность и правота", 5.4, 4.6, partial(_reliability, report)),
        "coverage": picture("Риск и охват", 5.8, 4.4, partial(_coverage, report)),
    }
    return pictures | (
        {"curve": picture("Сколько фраз нужно пункту", 6.4, 4.4, partial(_curve, curve))} if curve else {}
    )


def _confusion(report: Report, axes: Axes) -> None:
    """A row for each kind, a column for what it was taken for; darker is a larger share of the row."""
    names = [*KINDS.values()]
    for row, counts in enumerate(report.confusion.values()):
        total = max(1, sum(counts.values()))
        for column, count in enumerate(counts.values()):
            share = count / total
            axes.add_patch(Rectangle((column, row), 1, 1, facecolor=FIRST, alpha=share, linewidth=0))
            colour = ON_FIRST if share > 0.5 else INK if count else LINE
            axes.text(column + 0.5, row + 0.5, str(count), ha="center", va="center", color=colour)
    middles = [place + 0.5 for place in range(len(names))]
    axes.set(xlim=(0, len(names)), ylim=(len(names), 0), xlabel="понято как", ylabel="на самом деле")
    axes.set_xticks(middles, names, rotation=25, ha="right")
    axes.set_yticks(middles, names)
    axes.spines[:].set_visible(False)


def _reliability(report: Report, axes: Axes) -> None:
    """Confidence against how often it was right; on the dashed line both are equal."""
    axes.plot([0, 1], [0, 1], color=QUIET, linestyle="--", linewidth=1)
    most = max(place.count for place in report.reliability) or 1
    for place in report.reliability:
        if place.confidence is None or place.accuracy is None:
            continue
        point = (place.confidence, place.accuracy)
        axes.scatter(*point, s=30 + 330 * place.count / most, color=FIRST, alpha=0.75, linewidth=0)
        below = {"xytext": (0, -20), "textcoords": "offset points", "ha": "center", "fontsize": 9}
        axes.annotate(str(place.count), point, color=QUIET, **below)  # type: ignore[arg-type]
    axes.set(xlim=(-0.02, 1.06), ylim=(-0.1, 1.08), xlabel="уверенность", ylabel="доля верных")
    axes.xaxis.set_major_formatter(_percents())
    _grid(axes)


def _coverage(report: Report, axes: Axes) -> None:
    """How many answers are wrong when only the surest messages get one; the dot is the threshold in force."""
    axes.plot(*zip(*report.coverage, strict=True), color=FIRST, linewidth=2)
    answered = sum(outcomes[Course.ANSWER.value] for outcomes in report.outcomes.values())
    if answered:
        wrong = (report.figures["confident_wrong"].value or 0.0) * report.messages
        point = (answered / report.messages, wrong / answered)
        axes.scatter(*point, s=60, color=SECOND, zorder=3)
        axes.annotate("порог", point, (-8, 8), textcoords="offset points", ha="right", color=SECOND)
    axes.set(xlim=(0, 1.02), xlabel="доля сообщений, на которые дан ответ", ylabel="из них ошибочных")
    axes.xaxis.set_major_formatter(_percents())
    _grid(axes)


def _curve(curve: Curve, axes: Axes) -> None:
    """Figures of heads trained on fewer phrases, with their 95 % intervals."""
    sizes = [point.per_clause for point in curve]
    ends = {}
    for name, colour in _CURVES.items():
        figures = [point.figures[name] for point in curve]
        values, lows, highs = (
            [getattr(figure, part) or 0.0 for figure in figures] for part in ("value", "low", "high")
        )
        axes.fill_between(sizes, lows, highs, color=colour, alpha=0.13, linewidth=0)
        axes.plot(sizes, values, color=colour, marker="o", markersize=5, linewidth=2)
        ends[name] = values[-1]
    above = float("inf")
    for name in sorted(ends, key=lambda name: -ends[name]):
        above = min(ends[name], above - _APART)
        label = name.replace("_f1", "-F1")
        axes.annotate(label, (sizes[-1], above), (9, 0), textcoords="offset points", va="center", color=_CURVES[name])
    axes.set_xscale("log")
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.set(xlim=(sizes[0] * 0.93, sizes[-1] * 1.55), ylim=(None, 1.01), xlabel="фраз на пункт", ylabel="значение")
    _grid(axes)


def _grid(axes: Axes) -> None:
    axes.yaxis.set_major_formatter(_percents())
    axes.grid(visible=True)


def _percents() -> PercentFormatter:
    return PercentFormatter(1, decimals=0, symbol="\N{NO-BREAK SPACE}%")
