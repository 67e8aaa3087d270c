"""`punkt eval --cold`: how documents without phrases are answered from."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from desk.settings import Settings
from index.cold.common import load_common
from index.cold.shared import FOLDER, build_shared
from index.encoder import open_encoder
from index.measuring.cold import FIGURES, ColdReport, Situation, evaluate_cold
from punkt.knowledge_folders import indexes, model_folder

SITUATIONS = {
    Situation.UNTOUCHED: "как есть",
    Situation.LINKS: "связи проверены",
    Situation.PHRASES: "по три фразы на пункт",
    Situation.BOTH: "и то и другое",
}
_SHORT = {
    "hit@1": "первый верен",
    "hit@3": "среди трёх",
    "confident_wrong": "уверенно мимо",
    "answerable_answered": "ответ дан",
    "unanswerable_not_answered": "молчит: нет ответа",
    "answerable_refused": "отказано зря",
    "macro_f1": "виды, F1",
    "calibration_error": "ошибка увер.",
}


def evaluate_documents(settings: Settings, folder: Path | None, *, as_json: bool) -> None:
    """Measure and show. Raises BankError, LinksError, ModelError and PolicyError."""
    common = load_common(settings.topics, settings.kinds)
    encoder = open_encoder(settings.model, model_folder(settings))
    shared = build_shared(common, encoder, indexes(settings) / FOLDER)
    report = evaluate_cold(folder or settings.topics.parent / "cold", common, shared, encoder)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(report)


def _show(report: ColdReport) -> None:
    table = Table("положение", "документ", *(_SHORT[name] for name in FIGURES), title="Документы без фраз")
    for situation, documents in report.documents.items():
        for document, figures in documents.items():
            table.add_row("", document, *(_value(figures[name].value) for name in FIGURES))
        means = report.means[situation]
        table.add_row(SITUATIONS[Situation(situation)], "среднее", *(_value(means.get(name)) for name in FIGURES))
        table.add_section()
    Console().print(table)


def _value(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}".replace(".", ",")
