"""An index for each document: built and opened together, followed one by one, without one that is broken."""

import hashlib
import shutil
from pathlib import Path

import pytest

from api.health import how_it_is
from api.process import Process
from desk.desk import Desk
from desk.settings import Settings
from index.encoder import Encoder
from index.understanding import Kind
from punkt.building import build
from punkt.following import Follower, index_versions
from punkt.library import knowledge_in_force, versions_in_force
from tests.conftest import MOSCOW
from tests.documents import write_document
from tests.index.cold.made_document import TEXT as RULES
from tests.punkt.small_policy import small_policy
from tests.punkt.warm import REPOSITORY
from tickets.loops import Loops
from tickets.store.database import Database

QUESTIONS = ("сколько стоит доставка заказа?", "гарантия на товар какая?", "можно ли к вам с собакой?")


@pytest.fixture
def settings(tmp_path: Path, encoder: Encoder) -> Settings:
    """A small policy, rules without phrases beside it, and a library of a few topics."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/cache").symlink_to(REPOSITORY / "var/cache")
    topics = tmp_path / "topics"
    topics.mkdir()
    shutil.copy(REPOSITORY / "policy_text/topics/delivery.txt", topics)
    policy = small_policy(tmp_path / "small")
    write_document(tmp_path / "data/policies/rules", "rules", "Правила лавки", RULES)
    return Settings(_env_file=None, data=tmp_path / "data", policy=policy, topics=topics, kinds=policy / "phrases")  # type: ignore[call-arg]


async def test_each_has_an_index_and_all_are_asked(settings: Settings, database: Database) -> None:
    """Built at one go; a new one of either is taken while questions go on; a broken document leaves the others be."""
    build(settings)
    knowledge = knowledge_in_force(settings)
    assert ["privacy", "rules"] == [*knowledge.documents]
    assert knowledge.versions == versions_in_force(settings)
    assert [True, False] == [known.understander.whole for known in knowledge.documents.values()]
    asked = [knowledge.understand(text, ()) for text in QUESTIONS]
    assert {"privacy", "rules"} == {each.document for found in asked for each in found.candidates}
    alone = knowledge.understand(QUESTIONS[0], (), document="rules")
    assert {"rules"} == {each.document for each in alone.candidates}
    assert Kind.SMALLTALK == knowledge.understand("👍", ()).kind

    desk = Desk(database, knowledge, MOSCOW)
    follower, process = Follower(desk, settings), Process("run", database, settings)
    process.indexes = lambda: index_versions(desk.knowledge)
    process.left_out = lambda: [each.folder.name for each in desk.knowledge.left_out]
    await follower.look()
    assert knowledge is desk.knowledge
    build(settings)
    await follower.look()
    newer = desk.knowledge
    assert {*newer.versions.values()}.isdisjoint(knowledge.versions.values())
    assert newer.versions == {each.document: each.name for each in process.indexes()}

    rules = settings.data / "policies/rules"
    (rules / "editions/1.txt").write_text("испорчен", "utf-8")
    build(settings)
    await follower.look()
    assert ["privacy"] == [*desk.knowledge.documents]
    told = how_it_is(process, Loops())
    assert (["documents"], ["rules"]) == (told.lacks, told.left_out)
    before = desk.knowledge
    await follower.look()
    assert before is desk.knowledge, "nothing is new, so nothing is opened again"

    mend(rules)
    build(settings, missing=True)
    await follower.look()
    assert ["privacy", "rules"] == [*desk.knowledge.documents]
    assert before.version == desk.knowledge.version, "what was not missing was not built again"

    shutil.rmtree(rules)
    await follower.look()
    assert ["privacy"] == [*desk.knowledge.documents], "taken away, it is answered from no more"


def mend(folder: Path) -> None:
    text = RULES.replace("пяти рабочих дней", "шести рабочих дней")
    (folder / "editions/1.txt").write_text(text, "utf-8")
    facts = (folder / "policy.toml").read_text("utf-8")
    old = hashlib.sha256(RULES.encode()).hexdigest()
    (folder / "policy.toml").write_text(facts.replace(old, hashlib.sha256(text.encode()).hexdigest()), "utf-8")
