"""`punkt index`."""

from typing import Annotated

import typer

from punkt.start import read_settings


def index(
    missing: Annotated[bool, typer.Option("--missing", help="Только если индекса нет или он устарел.")] = False,
) -> None:
    """Построить индекс заново; работающий процесс подхватит его сам."""
    settings = read_settings()
    from punkt.house import prepare_data_folder
    from punkt.library import build, open_knowledge

    prepare_data_folder(settings)
    if not missing:
        build(settings)
    knowledge = open_knowledge(settings)
    print(f"Индекс готов: редакция {knowledge.edition.id}, пунктов {len(knowledge.policy.quotable)}.")
