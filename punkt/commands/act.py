"""`punkt act`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from punkt.failure import Failure
from punkt.start import in_session, read_settings
from tickets.erasure.destruction import Erasure
from tickets.erasure.papers.act import NotDestroyedYet
from tickets.erasure.papers.writing import write_papers
from tickets.life import plain_number
from tickets.store.database import Session


def act(
    number: Annotated[str, typer.Argument(help="Номер акта (У-…) или любого из обращений человека (П-…).")],
) -> None:
    """Составить акт об уничтожении и выгрузку из журнала ещё раз, например с новым адресом оператора."""
    from punkt.papers import open_office, shared_papers

    settings = read_settings()
    office = open_office(settings)
    asked, every = plain_number(number), in_session(_all_erasures, reading=True)
    found = [erasure for erasure in every if asked == erasure.act or asked in erasure.numbers]
    if not found:
        raise Failure(f"по номеру {number} ничего не уничтожалось: акта нет.")
    for erasure in found:
        try:
            folder = write_papers(erasure, office, settings.data)
            if shared := shared_papers(settings):
                shared.put(folder)
        except NotDestroyedYet:
            raise Failure(
                f"уничтожение по акту {erasure.act} ещё не закончено: punkt retention закончит его."
            ) from None
        except OSError:
            raise Failure(f"в папку {settings.data / 'acts'} нельзя писать: дайте права.") from None
        print(f"{erasure.act}: {_shown(folder)}")
    print("Прежние файлы с этим номером заменены: подписанный экземпляр храните отдельно.")


def _shown(folder: Path) -> str:
    return ", ".join(str(folder / name) for name in ("act.pdf", "log.pdf"))


async def _all_erasures(session: Session) -> Sequence[Erasure]:
    return (await session.execute(select(Erasure).order_by(Erasure.id))).scalars().all()
