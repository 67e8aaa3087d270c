"""`punkt due`."""

import json
from datetime import date
from typing import Annotated

import typer

from punkt.failure import Failure

KINDS = "claim, access, correct, erase, withdraw, stop, marketing"


class NotADate(Failure):
    def __init__(self, given: str) -> None:
        super().__init__(f"«{given}» — не дата. Напишите год-месяц-день, например 2026-12-18.")


def due(
    kind: Annotated[str, typer.Argument(help=f"Вид обращения: {KINDS}.")],
    received: Annotated[str, typer.Argument(help="День получения, ГГГГ-ММ-ДД.")],
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
) -> None:
    """Срок ответа на обращение, полученное в этот день, и его основание."""
    from tickets.deadlines import DateOutOfReach, UnknownPeriod, deadline

    try:
        day = date.fromisoformat(received)
    except ValueError:
        raise NotADate(received) from None
    try:
        found = deadline(kind, day)
    except (UnknownPeriod, DateOutOfReach) as error:
        raise Failure(str(error)) from None
    if as_json:
        fields = {
            "kind": kind,
            "received": day.isoformat(),
            "date": found.on.isoformat(),
            "basis": found.basis,
            "extended_to": found.extended_to.isoformat() if found.extended_to else None,
            "warnings": list(found.warnings),
        }
        print(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    print(f"{found.on.isoformat()}  {found.basis}")
    if found.extended_to:
        print(f"{found.extended_to.isoformat()}  если продлить один раз мотивированным уведомлением до первой даты")
    for warning in found.warnings:
        print(f"Внимание: {warning}")
