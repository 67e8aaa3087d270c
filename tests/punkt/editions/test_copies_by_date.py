"""Copies that share a store: each tells by the date which edition is in force, and nobody has to publish on its day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desk.desk import Desk
from desk.editing import Standing
from desk.settings import Settings
from index.encoder import Encoder
from index.unsure import Unsure, keep_unsure
from punkt.building import build
from punkt.editions.office import Office
from punkt.editions.publishing import DocumentsElsewhere, find_draft, publish, undo
from punkt.following import Follower
from punkt.knowledge_folders import edition_folder
from punkt.library import knowledge_in_force
from punkt.publishing import StoreAway
from tests.bucket_server import BucketServer
from tests.conftest import MOSCOW
from tests.documents import write_document
from tests.punkt.editions.asked_offer import asked_offer
from tests.punkt.warm import REPOSITORY
from tests.two_editions import SECOND, add
from tickets.store.database import Database

ROSES = "цветы сдохли на второй день, обменяете"  #: of clause 3.1, which moves to 2.4
DAY = date(2026, 12, 20)
#: Whoever looks at the calendar.
LOOKING = ("index.facts", "index.calendar", "punkt.editions.kept", "punkt.editions.publishing", "punkt.publishing")


@dataclass
class Copy:
    """A machine with nothing but a model, and what it answers."""

    settings: Settings
    desk: Desk
    follower: Follower

    @property
    def answers(self) -> tuple[str, str]:
        """Edition in force, and the clause of it that comes first."""
        knowledge = self.desk.knowledge
        return knowledge.edition.id, knowledge.understand(ROSES, ()).candidates[0].number


@pytest.fixture
def owner(bucket_server: BucketServer, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Has published one edition that is in force and one that waits for its day, as of the first of December."""
    the_day(monkeypatch, date(2026, 12, 1))
    offer = asked_offer(tmp_path / "offer")
    add(offer, "2", SECOND, f"effective = {DAY}\npublished = 2026-12-01T09:00:00Z\n")
    settings = machine(bucket_server, tmp_path / "owner", policy=offer)
    build(settings)
    return settings


@pytest.fixture
def copies(owner: Settings, bucket_server: BucketServer, tmp_path: Path, database: Database) -> list[Copy]:
    """Two of them; neither has the documents on its disk."""
    made = []
    for name in ("one", "two"):
        settings = machine(bucket_server, tmp_path / name, policy=tmp_path / "nowhere")
        desk = Desk(database, knowledge_in_force(settings), MOSCOW)
        made.append(Copy(settings, desk, Follower(desk, settings)))
    return made


def machine(bucket_server: BucketServer, folder: Path, **more: object) -> Settings:
    folder.mkdir()
    (folder / "cache").symlink_to(REPOSITORY / "var/cache")
    return Settings(_env_file=None, data=folder, **bucket_server.settings, **more)  # type: ignore[arg-type]


def the_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    for module in LOOKING:
        monkeypatch.setattr(f"{module}.today", lambda: day)


async def test_on_its_day_an_edition_is_in_force_on_every_copy_and_an_undo_is_too(
    copies: list[Copy], owner: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, answered in ((date(2026, 12, 19), ("1", "3.1")), (DAY, ("2", "2.4"))):
        the_day(monkeypatch, day)
        for copy in copies:
            await copy.follower.look()
        assert [answered, answered] == [copy.answers for copy in copies]
    undo(owner)
    for copy in copies:
        await copy.follower.look()
    assert [("1", "3.1")] * 2 == [copy.answers for copy in copies]


async def test_the_day_comes_where_the_store_is_away(
    copies: list[Copy], bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What will be in force was brought ahead; that the store is away is told all the same."""
    bucket_server.stop()
    the_day(monkeypatch, DAY)
    for copy in copies:
        with pytest.raises(StoreAway):
            await copy.follower.look()
    assert [("2", "2.4")] * 2 == [copy.answers for copy in copies]
    assert [True, True] == [copy.follower.behind for copy in copies]


async def test_what_was_understood_worse_is_only_suggested_by_every_copy(
    copies: list[Copy], owner: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until an edition is shared that is understood again."""
    the_day(monkeypatch, DAY)
    for clauses in (("2.2", "2.4"), ()):
        doubts = Unsure(
            clauses, {"hit@1": (1.1, 0.5)}
        )  # so much was never reached: they stay when it is measured again
        keep_unsure(edition_folder(owner, "offer", "2"), doubts)
        build(owner)
        for copy in copies:
            await copy.follower.look()
        assert [clauses, clauses] == [copy.desk.knowledge.first.unsure for copy in copies]


def test_who_lacks_a_document_that_others_answer_from_publishes_none(
    owner: Settings, bucket_server: BucketServer, tmp_path: Path
) -> None:
    """It would be taken away from everybody."""
    more = "draft = true\n"
    rules = write_document(tmp_path / "rules", "rules")
    (rules / "policy.toml").write_text((rules / "policy.toml").read_text("utf-8") + more, "utf-8")
    stranger = machine(bucket_server, tmp_path / "stranger", policy=rules)
    before = {each.name: each.at for each in bucket_server.bucket().listed("index")}
    with pytest.raises(DocumentsElsewhere, match="offer/1, offer/2, а на этой машине нет"):
        publish(stranger, *find_draft(stranger))
    assert before == {each.name: each.at for each in bucket_server.bucket().listed("index")}
    assert "draft = true" in (rules / "policy.toml").read_text("utf-8")


def listed(settings: Settings) -> list[tuple[str, list[tuple[str, Standing]]]]:
    """What the page «Документы» of a machine lists."""
    kept = Office(settings).documents()
    return [(each.id, [(edition.id, edition.standing) for edition in each.editions]) for each in kept]


def test_the_console_of_a_copy_lists_what_is_in_force_for_all(
    copies: list[Copy], owner: Settings, bucket_server: BucketServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another document lies, which nobody is answered from; its drafts may yet be published."""
    here = machine(bucket_server, tmp_path / "here", policy=write_document(tmp_path / "rules", "rules"))
    assert [("rules", [("3", Standing.IN_FORCE)])] == listed(here), "nothing has been brought"
    knowledge_in_force(here)
    offer = [("1", Standing.IN_FORCE), ("2", Standing.COMING)]
    assert [[("offer", offer)]] * 2 == [listed(here), listed(copies[0].settings)]
    add(tmp_path / "rules", "2", SECOND, "draft = true\n")
    assert [("offer", offer), ("rules", [("2", Standing.DRAFT)])] == listed(here)
    the_day(monkeypatch, DAY)
    assert [("offer", [("1", Standing.FORMER), ("2", Standing.IN_FORCE)])] == listed(copies[0].settings)
