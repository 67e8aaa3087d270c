"""`punkt policy …`: documents and their editions."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.document.changes import Choice
from punkt.failure import Failure
from punkt.start import read_settings

if TYPE_CHECKING:
    from punkt.editions.proposal import Proposal

app = typer.Typer(help="Документы и редакции: добавить, сравнить, опубликовать, отменить.", no_args_is_help=True)
Day = Annotated[
    datetime | None,
    typer.Option(
        "--effective", formats=["%Y-%m-%d", "%d.%m.%Y"], help="День вступления в силу; иначе день публикации."
    ),
]
SHOWN = 40  #: lines of the tree


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="Документ: docx, doc, rtf, odt, epub, pdf, txt, md или html.")],
    document: Annotated[str | None, typer.Option("--id", help="Какой документ; иначе видно по тексту.")] = None,
    title: Annotated[str | None, typer.Option(help="Как он называется; для нового.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать: спорное остаётся в стороне.")] = False,
    changes: Annotated[Choice | None, typer.Option(help="Открытые правки: принять или отклонить.")] = None,
    effective: Day = None,
) -> None:
    """Добавить документ или редакцию черновиком: показать, что получится, и спросить."""
    settings = read_settings()
    from punkt.editions import adding
    from punkt.editions.places import document_folders
    from punkt.editions.proposal import ChangesOpen, propose

    try:
        found = propose(document_folders(settings), file, document, title, changes, _day(effective))
    except ChangesOpen as undecided:
        raise Failure(f"{undecided} Скажите --changes accept или --changes reject.") from None
    _show(found)
    if not yes and not typer.confirm("\nДобавить черновиком?", default=True):
        print("Ничего не записано.")
        return
    answers = {} if yes else _asked(found)
    added = adding.add(settings, found, answers)
    print(f"\nЧерновик записан: {added.document}@{added.edition}, папка {added.folder}.")
    for address, count in added.aside.items():
        print(f"  фразы пункта {address} ({count}) отложены: куда их отнести, решите сами")
    if added.aside:
        print(f"  они лежат в {added.phrases / adding.ASIDE}")
    print(f"Опубликовать: punkt policy publish {added.document}@{added.edition}")


@app.command("list")
def show_all() -> None:
    """Документы, редакции и с какого дня они действуют."""
    settings = read_settings()
    from desk.claim_terms import lapsed_in
    from index.facts import PolicyError, drafted, facts_of, in_force
    from index.unsure import load_unsure
    from punkt.editions.places import document_folders
    from punkt.knowledge_folders import edition_folder

    for name, folder in document_folders(settings).items():
        print(f"{name}: {facts_of(folder).get('title', '')} ({folder})")
        try:
            now = in_force(folder)[1].id
        except PolicyError:
            now = None
        for each in drafted(folder):
            state = "черновик" if each.draft else "действует" if each.id == now else ""
            if not state:
                state = "ждёт своего дня" if each.effective and each.effective > _today() else "прежняя"
            since = f", с {each.effective:%d.%m.%Y}" if each.effective else ""
            unsure = load_unsure(edition_folder(settings, name, each.id)).clauses
            less = f"; только подсказки по пунктам {', '.join(unsure)}" if unsure else ""
            print(f"  {name}@{each.id}: {state}{since}{less}")
            if state != "прежняя" and (lapsed := lapsed_in(folder, each.id)):
                print(f"    {lapsed.told}")


@app.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="ДОКУМЕНТ@РЕДАКЦИЯ, редакция единственного документа или файл.")],
    now: Annotated[str, typer.Argument(help="То же для новой.")],
) -> None:
    """Чем одна редакция отличается от другой: по пунктам и словам."""
    settings = read_settings()
    from index.editions.reading import read_changes
    from punkt.editions.named import named_edition
    from punkt.editions.words import print_changes

    older, newer = named_edition(settings, before), named_edition(settings, now)
    print_changes(read_changes(older, newer))


@app.command("publish")
def publish(
    name: Annotated[str | None, typer.Argument(help="ДОКУМЕНТ@РЕДАКЦИЯ; иначе единственный черновик.")] = None,
    effective: Day = None,
) -> None:
    """Построить индекс черновика, измерить его и ввести в действие в его день; работающие процессы перейдут сами."""
    settings = read_settings()
    from desk.claim_terms import lapsed_in
    from punkt.database import prepare_data_folder
    from punkt.editions.places import folder_of
    from punkt.editions.publishing import find_draft
    from punkt.editions.publishing import publish as put_in_force
    from punkt.editions.words import figures_told

    prepare_data_folder(settings)
    folder, edition = find_draft(settings, name)
    done = put_in_force(settings, folder, edition, _day(effective))
    since = f"{done.since:%d.%m.%Y}"
    print(
        f"Опубликована: {done.document}@{done.edition}, "
        + ("действует" if done.since <= _today() else f"вступит {since}")
    )
    if done.checked.messages:
        print(f"Измерено на сообщениях оценочных наборов: {done.checked.messages}")
        print("\n".join(figures_told(dict(done.checked.figures))))
    else:
        print("Сравнить не с чем: нет прежней редакции или оценочного набора.")
    if done.unsure.clauses:
        print(f"ВНИМАНИЕ: стало хуже. По пунктам {', '.join(done.unsure.clauses)} будут только подсказки.")
        print("Допишите их фразы и выполните punkt index, или верните прежнюю: punkt policy undo.")
    if lapsed := lapsed_in(folder_of(settings, done.document), done.edition):
        print(f"ВНИМАНИЕ: {lapsed.told}")


@app.command("undo")
def undo() -> None:
    """Отменить последнюю публикацию: редакция снова черновик, действует прежняя."""
    settings = read_settings()
    from punkt.database import prepare_data_folder
    from punkt.editions.publishing import undo as take_back

    prepare_data_folder(settings)
    done = take_back(settings)
    instead = f"Действует {done.document}@{done.instead}." if done.instead else "Действующей редакции у документа нет."
    print(f"{done.document}@{done.edition} снова черновик. {instead}")


def _show(found: "Proposal") -> None:
    from desk.claim_terms import claim_term
    from punkt.claim_words import told_of
    from punkt.clause_tree import report
    from punkt.editions.sampling import sample_questions
    from punkt.editions.words import heading, summary
    from tickets.terms.claim import TermState

    lines = [*report(found.document)]
    blank = lines.index("")
    tree = lines[:blank]
    print("\n".join(tree[:SHOWN]))
    if len(tree) > SHOWN:
        print(f"… и ещё {len(tree) - SHOWN}: punkt clauses {found.file} --report")
    print("\n".join(lines[blank:]))
    print(f"\nДокумент: {found.id}, «{found.facts['title']}», оператор: {found.facts['operator'] or 'не найден'}")
    if found.difference and found.former:
        print(f"Новая редакция {found.edition['id']}, по сравнению с редакцией {found.former.edition.id}:")
        print(f"  {summary(found.difference.changes)}")
        for each in found.difference.changes:
            if each.fate.value not in {"unchanged", "renumbered"}:
                print(f"  {heading(each)}")
    else:
        print("Это новый документ.")
    print(f"Отвечать можно по пунктам: {len(found.policy.quotable)}")
    from index.topics import load_topics

    questions = sample_questions(found.policy, load_topics(read_settings().topics))
    if questions:
        print("Что спросить для пробы:")
        print("\n".join(f"  «{text}» — {address}" for address, text in questions))
    term = claim_term(found.policy)
    print(f"Срок ответа на претензию: {told_of(found.policy)}")
    if term.state is TermState.UNCONFIRMED:
        print(f"Подтвердить, когда документ опубликован: punkt terms --document {found.id} --confirm КТО")


def _asked(found: "Proposal") -> dict[str, str]:
    """Where the phrases of each doubtful clause belong, by the owner's word."""
    from punkt.editions.adding import doubtful
    from punkt.editions.words import heading

    answers = {}
    for each in doubtful(found):
        assert each.old
        assert found.former
        print(f"\n{heading(each)}\n  было: {found.former.quote(each.old)}")
        for address in each.candidates:
            print(f"  {address}: {found.policy.quote(address)}")
        said = typer.prompt(
            "К какому пункту отнести его фразы (пусто — отложить)", default="", show_default=False
        ).strip()
        if said in found.policy.quotable:
            answers[each.old] = said
        elif said:
            print(f"  Пункта {said} нет, фразы отложены.")
    return answers


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _today() -> date:
    from index.calendar import today

    return today()
