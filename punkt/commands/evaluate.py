"""`punkt eval`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from desk.settings import Settings
from punkt.extras import need_pictures
from punkt.start import read_settings
from punkt.titles import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.knowledge import Knowledge
    from index.measuring.curve import Curve
    from index.measuring.evaluation import Report
    from index.measuring.examples import Example
    from index.measuring.metrics import Figure
    from index.measuring.talks import TalkReport
    from index.policy import Policy

SHOWN_MISTAKES = 15


def evaluate(
    file: Annotated[
        Path | None,
        typer.Argument(help="JSONL: сообщения (text, kind, gold, also_ok, wishes, request) или разговоры (turns)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
    curve: Annotated[bool, typer.Option("--curve", help="Обучить и на частях банка: кривая обучения, минута.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Записать отчёт с рисунками.")] = None,
    document: Annotated[Path | None, typer.Option("--document", help="Обновить в документе таблицы и рисунки.")] = None,
    cold: Annotated[bool, typer.Option("--cold", help="Документы без фраз, по умолчанию из policy_text/cold.")] = False,
    beside: Annotated[
        bool, typer.Option("--beside", help="Первый документ рядом с остальными, и находят ли их.")
    ] = False,
) -> None:
    """Оценить понимание на размеченных сообщениях."""
    from index.measuring.evaluation import evaluate as score
    from index.measuring.examples import holds_talks, load_examples
    from punkt.editions.checking import carried_examples
    from punkt.library import open_knowledge

    settings = read_settings()
    if cold or beside:
        _evaluate_several(settings, file, cold=cold, as_json=as_json)
        return
    if file is None:
        raise typer.BadParameter("Назовите файл с размеченными сообщениями, или скажите --cold или --beside.")
    if holds_talks(file):
        _evaluate_talks(settings, file, document, as_json=as_json)
        return
    if html or document:
        need_pictures()
    examples = load_examples(file)

    knowledge = _of_set(open_knowledge(settings), file)
    if file.resolve().is_relative_to(knowledge.policy.folder.resolve()):
        examples, gone = carried_examples(knowledge.policy, examples)
        if gone:
            print(f"Без сообщений о пунктах, которых в действующей редакции нет: {gone}", file=sys.stderr)
    report = score(lambda text: knowledge.understand(text, ()), knowledge.thresholds, examples)
    learned = _curve(settings, knowledge.policy, file.stem, examples, compute=curve)
    if html or document:
        _write(report, learned, file.stem, html, document)
    if as_json:
        print(json.dumps(report.as_dict() | _plain(learned), ensure_ascii=False, indent=2))
    elif not (html or document):
        _show(report, file)


def _evaluate_several(settings: Settings, file: Path | None, *, cold: bool, as_json: bool) -> None:
    """Several documents: each without phrases, or all beside the first one."""
    from punkt.beside_quality import evaluate_beside
    from punkt.cold_quality import evaluate_documents

    (evaluate_documents if cold else evaluate_beside)(settings, file, as_json=as_json)


def _evaluate_talks(settings: Settings, file: Path, document: Path | None, *, as_json: bool) -> None:
    from index.measuring.examples import load_talks
    from index.measuring.talks import evaluate_talks
    from punkt.library import open_knowledge
    from punkt.quality import refresh, talk_tables

    talks = load_talks(file)
    knowledge = _of_set(open_knowledge(settings), file)
    report = evaluate_talks(knowledge.understand, knowledge.thresholds, talks)
    if document:
        refresh(document, file.stem, talk_tables(report))
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    elif not document:
        _show_talks(report, file)


def _of_set(knowledge: "Knowledge", file: Path) -> "Knowledge":
    """The document that a set lies with, else the first, alone: labels say nothing of other documents."""
    inside = (
        name
        for name, known in knowledge.documents.items()
        if file.resolve().is_relative_to(known.policy.folder.resolve())
    )
    return knowledge.alone(next(inside, ""))


def _curve(
    settings: Settings, policy: "Policy", name: str, examples: "Sequence[Example]", *, compute: bool
) -> "Curve | None":
    """The learning curve of the index in force, made when asked for and not made before."""
    from index.editions.carrying import carried_bank
    from index.encoder import open_encoder
    from index.measuring.curve import curve_key, learning_curve, load_curve, save_curve
    from punkt.knowledge_folders import index_folder

    index = index_folder(settings, policy)
    kept, key = index / f"curve-{name}.json", curve_key(index, examples)
    known = load_curve(kept, key)
    if known or not compute:
        return known
    bank = carried_bank(policy)[0]
    curve = learning_curve(policy, bank, open_encoder(settings.model, settings.data / "cache"), index, examples)
    save_curve(kept, curve, key)
    return curve


def _write(report: "Report", curve: "Curve | None", name: str, html: Path | None, document: Path | None) -> None:
    """The page, and what a document shows of it: tables in the text, pictures in the folder of the same name."""
    from punkt.pictures import drawn
    from punkt.quality import page, refresh, tables

    drawings = drawn(report, curve)
    if html:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(page(name, report, curve, drawings), "utf-8")
        print(f"Отчёт: {html}", file=sys.stderr)
    if document:
        refresh(document, name, tables(report, curve))
        folder = document.with_suffix("")
        folder.mkdir(exist_ok=True)
        for title, svg in drawings.items():
            (folder / f"{name}-{title}.svg").write_text(svg, "utf-8")
        print(f"Таблицы: {document}, рисунки: {folder}/{name}-*.svg", file=sys.stderr)


def _plain(curve: "Curve | None") -> dict[str, object]:
    from dataclasses import asdict

    return {"curve": [asdict(point) for point in curve]} if curve else {}


def _show(report: "Report", file: Path) -> None:
    console = Console()
    table = Table("показатель", "значение", "95 %", title=f"{file.name}: сообщений {report.messages}")
    for name, figure in report.figures.items():
        table.add_row(FIGURES.get(name, name), *_numbers(figure))
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


def _show_talks(report: "TalkReport", file: Path) -> None:
    console = Console()
    title = f"{file.name}: разговоров {report.talks}, сообщений {report.turns}"
    table = Table("показатель", "значение", "95 %", title=title)
    for name, figure in report.figures.items():
        table.add_row(FIGURES.get(name, name), *_numbers(figure))
    console.print(table)
    wrong = Table("реплика", "ждали", "поняли", "сообщение", title="Ошибки")
    for mistake in report.mistakes[:SHOWN_MISTAKES]:
        wrong.add_row(mistake.id, mistake.expected, mistake.given, mistake.text[:80])
    console.print(wrong)


def _numbers(figure: "Figure") -> tuple[str, str]:
    if figure.value is None:
        return "—", ""
    return f"{figure.value:.3f}", f"{figure.low:.3f}–{figure.high:.3f}"
