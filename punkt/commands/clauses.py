"""`punkt clauses`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def clauses(
    file: Annotated[Path, typer.Argument(help="Документ: txt, md или html.")],
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
) -> None:
    """Разобрать документ на пункты."""
    from index.document.parser import read_document

    document = read_document(file)
    if as_json:
        found = {
            "clauses": [asdict(clause) for clause in document.clauses],
            "warnings": list(document.warnings),
            "preamble": asdict(document.preamble) if document.preamble else None,
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for clause in document.clauses:
        first = (clause.heading or clause.text).split("\n", 1)[0]
        print(f"{clause.number:<10} {first[:100]}")
    print(f"\nПунктов: {len(document.clauses)}")
    for warning in document.warnings:
        print(f"Внимание: {warning}")
