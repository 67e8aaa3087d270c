"""`punkt audit …`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from punkt.failure import Failure
from punkt.start import read_settings

if TYPE_CHECKING:
    from tickets.audit.chain import Link

app = typer.Typer(help="Журнал действий сотрудников.", no_args_is_help=True)


class AuditBroken(Failure):
    def __init__(self, place: int) -> None:
        super().__init__(
            f"журнал действий повреждён у записи {place}: её изменили, удалили или вставили. "
            "Сверьте его с прежней выгрузкой: punkt audit verify ФАЙЛ."
        )


class NoExport(Failure):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} — не выгрузка punkt audit export, или её изменили.")


@app.command("export")
def export(
    out: Annotated[Path | None, typer.Option("--out", help="Файл; без него — на экран.")] = None,
) -> None:
    """Выгрузить журнал строками JSON: кто, что, когда и по какому обращению; данных людей в нём нет."""
    text = "\n".join(asyncio.run(_exported())) + "\n"
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, "utf-8")
    except OSError:
        raise Failure(f"в {out} нельзя писать: укажите другой файл (--out).") from None
    print(
        f"Записей: {text.count(chr(10)) - 1}, {out}. Храните отдельно от базы: по этому файлу видно, если её подменят."
    )


@app.command("verify")
def verify(
    file: Annotated[Path | None, typer.Argument(help="Прежняя выгрузка: сверить и её, и с ней.")] = None,
) -> None:
    """Проверить, что в журнале ничего не изменили, не вырезали и не вставили."""
    print(asyncio.run(_verified(file)))


async def _exported() -> list[str]:
    from punkt.database import open_database
    from tickets.audit.chain import export, link

    async with open_database(read_settings()) as database:
        await link(database)
        async with database.reading() as session:
            return [line async for line in export(session)]


async def _verified(file: Path | None) -> str:
    from punkt.database import open_database
    from tickets.audit.chain import ChainBroken, check, link, link_at

    async with open_database(read_settings()) as database:
        await link(database)
        try:
            async with database.reading() as session:
                last = await check(session)
                if file is not None:
                    exported = _read(file)
                    held = await link_at(session, exported.place)
                    if held is not None and held != exported:
                        raise ChainBroken(exported.place)
        except ChainBroken as broken:
            raise AuditBroken(broken.place) from None
    return f"Журнал цел, записей до {last.place}. Последний хеш: {last.digest}"


def _read(file: Path) -> "Link":
    """The last link of an export; raises NoExport."""
    from tickets.audit.chain import follow, read

    try:
        return follow(*read(file.read_text("utf-8").splitlines()))
    except (OSError, ValueError, KeyError, TypeError, IndexError):  # ChainBroken is one
        raise NoExport(file) from None
