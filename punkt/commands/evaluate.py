"""`punkt eval`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from punkt.start import read_settings

if TYPE_CHECKING:
    from index.evaluation import Report
    from index.metrics import Figure

SHOWN_MISTAKES = 15
TITLES = {
    "hit@1": "первый пункт верен",
    "hit@3": "верный среди первых трёх",
    "hit@1_strict": "первый пункт — самый точный",
    "macro_f1": "виды сообщений, macro-F1",
    "confident_wrong": "уверенный ответ не тем пунктом, от всех",
    "unanswerable_not_answered": "политика молчит: уверенного ответа нет",
    "answerable_answered": "политика отвечает: уверенный ответ дан",
    "answerable_refused": "политика отвечает: отказано",
    "calibration_error": "ошибка уверенности (10 долей)",
}


def evaluate(
    file: Annotated[Path, typer.Argument(help="JSONL с полями id, text, kind, gold, also_ok, style.")],
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
) -> None:
    """Оценить понимание на размеченных сообщениях."""
    from index.evaluation import evaluate as score
    from index.evaluation import load_examples
    from punkt.library import open_knowledge

    settings = read_settings()
    examples = load_examples(file)

    knowledge = open_knowledge(settings)
    report = score(lambda text: knowledge.understand(text, ()), knowledge.thresholds, examples)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(report, file)


def _show(report: "Report", file: Path) -> None:
    console = Console()
    table = Table("показатель", "значение", "95 %", title=f"{file.name}: сообщений {report.messages}")
    for name, figure in report.figures.items():
        table.add_row(TITLES.get(name, name), *_numbers(figure))
    for kind, figures in report.kinds.items():
        for name, figure in figures.items():
            table.add_row(f"{kind}: {name}", *_numbers(figure))
    for style, figures in report.styles.items():
        for name, figure in figures.items():
            table.add_row(f"[{style}] {name}".replace("[", r"\["), *_numbers(figure))
    console.print(table)
    worst = Table("id", "ждали", "поняли", "ответ", "уверенность", "сообщение", title="Самые уверенные ошибки")
    for mistake in report.mistakes[:SHOWN_MISTAKES]:
        sure = f"{mistake.confidence:.2f}"
        worst.add_row(mistake.id, mistake.expected, mistake.given, mistake.outcome, sure, mistake.text[:80])
    console.print(worst)


def _numbers(figure: "Figure") -> tuple[str, str]:
    if figure.value is None:
        return "—", ""
    return f"{figure.value:.3f}", f"{figure.low:.3f}–{figure.high:.3f}"
