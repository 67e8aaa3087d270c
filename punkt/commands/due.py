"""`punkt due`."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from punkt.failure import Failure

if TYPE_CHECKING:
    from tickets.terms.claim import ClaimTerm
    from tickets.terms.deadlines import Deadline
    from tickets.terms.periods import Period

KINDS = "claim, access, correct, erase, withdraw, stop, marketing, block; сроки оператора: tickets/terms/periods.toml"


class NotADate(Failure):
    def __init__(self, given: str) -> None:
        super().__init__(f"«{given}» — не дата. Напишите год-месяц-день, например 2026-12-18.")


class NotPromised(Failure):
    """The document promises no date that anybody has confirmed."""

    def __init__(self, term: "ClaimTerm") -> None:
        super().__init__(f"{term.note} Подтвердить: punkt terms --confirm КТО --document ДОКУМЕНТ.")


class ShapeNotChosen(Failure):
    """A deletion request has no date before it is known which right it uses."""

    def __init__(self) -> None:
        from tickets.record.ticket import Request
        from tickets.terms.periods import periods

        shapes = "; ".join(f"{shape} — «{periods()[shape].title}»" for shape in Request)
        super().__init__(f"Срок просьбы о данных зависит от того, чего просит человек. Выберите вид: {shapes}.")


def due(
    kind: Annotated[str, typer.Argument(help=f"Вид обращения: {KINDS}.")],
    received: Annotated[str, typer.Argument(help="День получения, ГГГГ-ММ-ДД.")],
    document: Annotated[
        str | None, typer.Option("--document", help="Документ, по которому претензия; иначе первый.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
) -> None:
    """Срок ответа на обращение, полученное в этот день, и его основание."""
    from tickets.terms.claim import CLAIM
    from tickets.terms.deadlines import DateOutOfReach, UnknownPeriod, deadline, deadline_of
    from tickets.terms.periods import PeriodsBroken

    try:
        day = date.fromisoformat(received)
    except ValueError:
        raise NotADate(received) from None
    if kind == "deletion":
        raise ShapeNotChosen
    try:
        found = deadline_of(_claim_period(document), day) if kind == CLAIM else deadline(kind, day)
    except (UnknownPeriod, DateOutOfReach, PeriodsBroken) as error:
        raise Failure(str(error)) from None
    if as_json:
        print(json.dumps(_fields(kind, found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(found)))


def _claim_period(document: str | None) -> "Period":
    """Raises NotPromised, and what reading a document raises."""
    from desk.claim_terms import claim_term
    from punkt.policies import read_policies
    from punkt.start import read_settings

    documents = read_policies(read_settings())
    policy = documents.get(document) if document else next(iter(documents.values()))
    if policy is None:
        raise Failure(f"Нет документа «{document}». Есть: {', '.join(documents)}.")
    term = claim_term(policy)
    if (period := term.promised) is None:
        raise NotPromised(term)
    return period


def _fields(kind: str, found: "Deadline") -> dict[str, object]:
    return {
        "kind": kind,
        "received": found.received_on.isoformat(),
        "date": found.on.isoformat(),
        "target": found.target.isoformat(),
        "extended_to": found.extended_to.isoformat() if found.extended_to else None,
        "basis": found.basis,
        "start": found.period.start,
        "article": found.period.article,
        "edition": found.period.edition,
        "confirmed_by": found.period.confirmed_by,
        "warnings": list(found.warnings),
    }


def _lines(found: "Deadline") -> list[str]:
    period = found.period
    lines = [f"{found.on.isoformat()}  {found.basis}"]
    if found.target != found.on:
        lines.append(f"{found.target.isoformat()}  последний рабочий день до этой даты: ориентируйтесь на него")
    if found.extended_to:
        lines.append(
            f"{found.extended_to.isoformat()}  если продлить один раз мотивированным уведомлением до первой даты"
        )
    lines.append(
        f"«{period.title}»; отсчёт: {period.start}, {found.received_on.isoformat()}. Редакция: {period.edition}."
    )
    lines += [f"Внимание: {warning}" for warning in found.warnings]
    lines.append("Черновик расчёта: проверьте с юристом.")
    return lines
