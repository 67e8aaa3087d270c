"""`punkt bank`."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from punkt.start import read_settings

if TYPE_CHECKING:
    from index.measuring.bank_check import BankReport

SHOWN = 20  #: of each list, in words; --json gives all


def bank(as_json: Annotated[bool, typer.Option("--json", help="Для программ.")] = False) -> None:
    """Проверить банк фраз: повторы, похожие пункты, чужие слова, утечки, пробелы."""
    from index.editions.carrying import carried_bank
    from index.measuring.bank_check import check_bank
    from index.measuring.examples import load_texts
    from index.policy import load_policy
    from punkt.documents import first_folder

    settings = read_settings()
    policy = load_policy(first_folder(settings))
    sets = sorted((policy.folder / "evaluation").glob("*.jsonl"))
    report = check_bank(
        carried_bank(policy)[0],
        policy,
        [labelled for file in sets for labelled in load_texts(file)],
    )
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(report)))
    if report.short or report.leaks:
        raise typer.Exit(1)


def _lines(report: "BankReport") -> Iterator[str]:
    yield f"Фраз {report.phrases}, меток {len(report.labels)}, голосов {len(report.voices)}."
    yield "\nФраз на метку (сначала те, где их меньше всего против нужного):"
    smallest = sorted(report.labels.items(), key=lambda item: item[1].count / item[1].aim)
    yield from (f"  {label:<14} {size.count:>5} из {size.aim}" for label, size in smallest[:SHOWN])
    yield "\nФраз на голос:"
    yield "  " + ", ".join(f"{voice or 'без имени'} {count}" for voice, count in report.voices.items())
    yield from _list(
        "Почти одинаковые фразы",
        [f"{t.likeness:.2f}  [{t.label}] {t.first}  =  [{t.second_label}] {t.second}" for t in report.twins],
    )
    yield from _list(
        "Пункты, чьи фразы трудно различить",
        [f"{a.first} и {a.second}: между собой {a.between:.3f}, внутри {a.within:.3f}" for a in report.alike],
    )
    yield from _list("Списано с документа", [f"[{c.label}] {c.text}  («{c.run}»)" for c in report.copies])
    yield from _list(
        "Сообщения наборов для оценки, попавшие в банк",
        [f"{t.likeness:.2f}  [{t.label}] {t.first}  =  {t.second_label}: {t.second}" for t in report.leaks],
    )
    yield from _list("Фраз не хватает", [f"{label}: {report.labels[label].count}" for label in report.short])


def _list(title: str, found: list[str]) -> Iterator[str]:
    yield f"\n{title}: {len(found) or 'нет'}"
    yield from (f"  {line}" for line in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"  … и ещё {len(found) - SHOWN} (все — с ключом --json)"
