"""The console publishes in a process of its own: the website neither waits nor grows, and what came of it is told."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from desk.editing import Refused, Standing
from desk.settings import Settings
from index.calendar import today
from punkt.editions.office import Office
from tests.punkt.conftest import Punkt
from tests.punkt.editions.asked_offer import add_second
from tests.punkt.process import PATIENCE


@pytest.fixture
def office(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Of a website whose only document has another edition as a draft."""
    add_second(punkt, tmp_path, monkeypatch)
    return Office(Settings(_env_file=None))  # type: ignore[call-arg]


def commands() -> list[str]:
    """What the processes that this one has started were told to do."""
    found: list[str] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # it has ended
            children = (task / "children").read_text("ascii").split()
            found += [(Path("/proc") / child / "cmdline").read_text("utf-8").replace("\0", " ") for child in children]
    return found


async def over(office: Office) -> str:
    """What is told of a publication when it has ended."""
    async with asyncio.timeout(PATIENCE):
        while office.doing is None or not office.doing.is_over:
            await asyncio.sleep(0.05)
    return office.doing.told


async def test_an_edition_is_published_by_a_child_of_the_website(office: Office) -> None:
    """It is named meanwhile, a second one waits for its end, and the first takes force on its day."""
    day = today() + timedelta(days=30)
    office.publish("offer@2", day)
    assert office.doing is not None
    assert ("offer@2", False) == (office.doing.name, office.doing.is_over)
    assert [f"-m punkt policy publish offer@2 --effective {day} "] == [
        command[command.index("-m punkt") :] for command in commands() if "policy publish" in command
    ]
    with pytest.raises(Refused, match="Уже публикуется offer@2: дождитесь конца"):
        office.publish("offer@2", None)
    told = await over(office)
    assert told.startswith(f"Опубликована: offer@2, вступит {day:%d.%m.%Y}")
    assert "Измерено на сообщениях оценочных наборов: 3" in told
    [offer] = office.documents()
    assert [("1", Standing.IN_FORCE), ("2", Standing.COMING)] == [(each.id, each.standing) for each in offer.editions]


async def test_what_the_child_cannot_do_is_told_in_its_sentence(office: Office, tmp_path: Path) -> None:
    """And the draft stays one, to be published again."""
    bank = tmp_path / "offer/phrases-2/offer.txt"
    written = bank.read_text("utf-8")
    bank.write_text(f"{written}\n## 9.9\n### покупатель\nчего нет\n", "utf-8")
    office.publish("offer@2", None)
    assert "9.9" in await over(office)
    bank.write_text(written, "utf-8")
    office.publish("offer@2", None)
    assert (await over(office)).startswith("Опубликована: offer@2, действует")
