"""`punkt questions`."""

import csv
import os
from pathlib import Path
from typing import Annotated

import typer

from punkt.failure import Failure
from punkt.start import in_session


def questions(file: Annotated[Path, typer.Argument(help="Куда записать таблицу CSV.")]) -> None:
    """Выгрузить вопросы без авторов, чтобы учиться на них; без тех, чьи данные заблокированы."""
    if file.exists():
        raise Failure(f"файл {file} уже есть: укажите другой.")
    from desk.journal import COLUMNS, harmless
    from desk.journal import questions as rows_of

    rows = list(in_session(rows_of, reading=True))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        table.writerows([harmless(cell) for cell in row] for row in rows)
    print(f"Вопросов: {len(rows)}, файл {file}")
