"""`punkt export`."""

from pathlib import Path
from typing import Annotated

import typer

from desk.holdings import HOLDINGS
from desk.uploads import clean_name
from punkt.commands.steps import As, Number, actor_named
from punkt.failure import Failure
from punkt.refusal import EXPECTED, refusal
from punkt.start import in_session, read_settings
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import EXPORT
from tickets.erasure.dossier import Dossier
from tickets.erasure.papers.dossier import dossier_json, dossier_pdf
from tickets.erasure.papers.writing import exports_of, write_private
from tickets.store.base import random_id
from tickets.store.database import Session

VOUCHED_HELP = "Как вы убедились, кто спрашивает (без номеров документов); нужно, когда личность не подтверждена."


class NotWritten(Failure):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"в папку {folder} нельзя писать: укажите другую (--out) и повторите.")


def export(
    number: Number,
    out: Annotated[Path | None, typer.Option("--out", help="Папка; по умолчанию exports в данных.")] = None,
    member: As = None,
    vouched: Annotated[str | None, typer.Option("--vouched", help=VOUCHED_HELP)] = None,
) -> None:
    """Собрать всё, что хранится о человеке: dossier.pdf для него и dossier.json для программ (ст. 14 ч. 7)."""
    from punkt.papers import open_office

    settings = read_settings()
    office = open_office(settings)
    dossier = _gather(number, member, vouched)
    folder = out or exports_of(settings.data, dossier.number)
    papers = {"dossier.pdf": dossier_pdf(dossier, office), "dossier.json": dossier_json(dossier, office)}
    sent = {f"{place:02}-{clean_name(file.name)}": file for place, file in enumerate(dossier.files, 1)}
    shelf = settings.shelf
    missing = []
    try:
        write_private(folder, papers)
        for name, file in sent.items():  # one by one: together they may be larger than the memory
            if lent := shelf.lend(file.id):
                write_private(folder / "files", {name: lent.path.read_bytes()})
            else:
                missing.append(name)
    except OSError:
        raise NotWritten(folder) from None
    print(f"{dossier.number}: готово, {folder / 'dossier.pdf'} и dossier.json; выдача записана в историю обращения.")
    print("Перед выдачей заполните пустые строки и проверьте, нет ли в текстах данных других людей.")
    if sent:
        print(f"Присланные файлы: {len(sent) - len(missing)} из {len(sent)}, {folder / 'files'}.")
    if missing:
        print(f"На диске их нет: {', '.join(missing)}. Если они есть в резервной копии, приложите сами.")
    if out is not None:
        print("Файлы в своей папке удалите сами, когда они больше не нужны: удаление данных их не найдёт.")


def _gather(number: str, member: str | None, vouched: str | None) -> Dossier:
    async def gather(session: Session) -> Dossier | None:
        deed = Deed(
            number=number,
            actor=await actor_named(session, member),
            key=f"terminal:{random_id()}",
            given={"vouched": vouched or ""},
            holdings=HOLDINGS,
        )
        return await perform(session, EXPORT, deed)

    try:
        dossier = in_session(gather)
    except EXPECTED as error:
        raise refusal(error, number) from None
    assert dossier is not None, "each call has a key of its own"
    return dossier
