"""`punkt clauses`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.document.changes import Choice

if TYPE_CHECKING:
    from index.document.clause import Clause


def clauses(
    file: Annotated[Path, typer.Argument(help="Документ: docx, doc, rtf, odt, epub, pdf, txt, md или html.")],
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
    changes: Annotated[Choice | None, typer.Option(help="Открытые правки: принять или отклонить.")] = None,
    as_report: Annotated[bool, typer.Option("--report", help="Дерево пунктов и сколько текста в них вошло.")] = False,
) -> None:
    """Разобрать документ на пункты."""
    from index.document.address import addresses
    from index.document.parser import read_document

    document = read_document(file, changes)
    called = addresses(document.clauses)
    if as_json:
        found = {
            "clauses": [_contract(clause) for clause in document.clauses],
            "addresses": called,
            "warnings": list(document.warnings),
            "preamble": _contract(document.preamble) if document.preamble else None,
            "changes": [asdict(change) for change in document.changes],
            "coverage": document.coverage,
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if as_report:
        from punkt.clause_tree import print_report

        print_report(document)
        return
    width = max(map(len, called), default=0)
    for clause, address in zip(document.clauses, called, strict=True):
        first = (clause.heading or clause.text).split("\n", 1)[0]
        print(f"{address:<{width}}  {first[:100]}")
    print(f"\nПунктов: {len(document.clauses)}")
    for warning in document.warnings:
        print(f"Внимание: {warning}")


def _contract(clause: "Clause") -> dict[str, str | int | None]:
    """The fields that outside programs know, and no others; addresses stand beside, in the same order."""
    return {name: getattr(clause, name) for name in ("number", "heading", "text", "parent", "line")}
