"""`punkt index`."""

from typing import Annotated

import typer

from punkt.start import read_settings


def index(
    missing: Annotated[bool, typer.Option("--missing", help="Только если индекса нет или он устарел.")] = False,
    model: Annotated[bool, typer.Option("--model", help="Только модель: индекс построит запуск.")] = False,
) -> None:
    """Построить индекс заново; работающие процессы подхватят его сами."""
    settings = read_settings()
    from punkt.building import build
    from punkt.database import prepare_data_folder
    from punkt.library import open_knowledge

    prepare_data_folder(settings)
    if model:
        from index.encoder import open_encoder
        from punkt.knowledge_folders import model_folder

        print(f"Модель готова: {open_encoder(settings.model, model_folder(settings)).name}.")
        return
    if not missing:
        build(settings)
    knowledge = open_knowledge(settings)
    for document, known in knowledge.documents.items():
        title = f" документа {document}" if knowledge.several else ""
        shared = "" if settings.store is None else f" Версия {known.version} в хранилище: её возьмут все копии."
        print(f"Индекс{title} готов: редакция {known.edition.id}, пунктов {len(known.policy.quotable)}.{shared}")
    for each in knowledge.left_out:
        print(f"Без документа в папке {each.folder}: {each.reason}")
