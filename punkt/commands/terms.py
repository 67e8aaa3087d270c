"""`punkt terms`."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from punkt.failure import Failure

if TYPE_CHECKING:
    from desk.claim_terms import Lapsed
    from index.policy import Policy
    from tickets.terms.claim import ClaimTerm


class NothingToConfirm(Failure):
    def __init__(self, title: str) -> None:
        super().__init__(f"В документе «{title}» подтверждать нечего: срок ответа на претензию там не найден.")


class OfThePackage(Failure):
    """The folder that comes with the program is never written."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"Папка {folder} поставляется с программой и не меняется: скопируйте документ к себе.")


def terms(
    document: Annotated[str | None, typer.Option("--document", help="Один документ; иначе все.")] = None,
    confirm: Annotated[str | None, typer.Option("--confirm", help="Подтвердить прочитанное: кто и когда.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False,
) -> None:
    """Сроки ответа на претензию по документам: что прочитано, где и подтверждено ли."""
    from desk.claim_terms import claim_term, lapsed_term
    from punkt.claim_words import told_of
    from punkt.policies import read_policies
    from punkt.start import read_settings

    documents = read_policies(read_settings())
    if document is not None and document not in documents:
        raise Failure(f"Нет документа «{document}». Есть: {', '.join(documents)}.")
    chosen = {name: policy for name, policy in documents.items() if document in {None, name}}
    if confirm is not None:
        if len(chosen) > 1:
            raise Failure("Скажите, срок какого документа подтверждаете: --document ДОКУМЕНТ.")
        for policy in chosen.values():
            _confirm(policy, confirm)
    if as_json:
        found = {name: _fields(claim_term(policy), lapsed_term(policy)) for name, policy in chosen.items()}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{name}: {told_of(policy)}" for name, policy in chosen.items()))


def _confirm(policy: "Policy", who: str) -> None:
    """What is read in the text now is what the document promises."""
    from desk.claim_terms import confirm_term, proposed_term
    from desk.settings import TEXTS

    if policy.folder.resolve().is_relative_to(TEXTS):
        raise OfThePackage(policy.folder)
    if (read := proposed_term(policy)) is None:
        raise NothingToConfirm(policy.title)
    if not who.strip():
        raise Failure("Напишите, кто подтверждает: --confirm «Анна Петрова, 1 декабря 2026».")
    confirm_term(policy, read, who.strip())


def _fields(term: "ClaimTerm", lapsed: "Lapsed | None") -> dict[str, object]:
    period = term.period
    return {
        "state": term.state.value,
        "amount": period.amount if period else None,
        "unit": period.unit.value if period else None,
        "start": period.start if period else None,
        "clause": term.clause,
        "words": term.words,
        "confirmed_by": period.confirmed_by if period else "",
        "lapsed": lapsed.told if lapsed else None,
    }
