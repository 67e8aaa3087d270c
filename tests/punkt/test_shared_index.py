"""One index for all copies: made once, published whole, followed by all, and kept where the newest cannot be read."""

import asyncio
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from desk.settings import Settings
from index.encoder import Encoder
from index.facts import in_force
from index.folder import FORMAT, IndexDamagedError, IndexMissingError, Manifest, current, place
from punkt.building import build
from punkt.documents import first_folder
from punkt.knowledge_folders import edition_folder
from punkt.library import knowledge_in_force
from punkt.publishing import KEPT, StoreAway, bring, publish
from tests.bucket_server import BucketServer
from tests.conftest import KEY
from tests.postgres import Cluster
from tests.punkt.process import PATIENCE, Process
from tests.punkt.small_policy import small_policy
from tests.punkt.warm import REPOSITORY
from tests.soak.place import begin
from tickets.store.bucket import Bucket, BucketAway

PDF = b"%PDF-1.7\n%%EOF"
QUESTION = {"text": "доставщику вы мой номер дадите?"}


def folder_in_force(settings: Settings) -> Path:
    """Of the index of the first document's edition in force."""
    document, edition = in_force(first_folder(settings))
    return edition_folder(settings, document, edition.id)


@dataclass(frozen=True)
class Model:
    """What publishing asks of an encoder."""

    name: str = "small-1"
    dimension: int = 3


def machine(bucket_server: BucketServer, folder: Path, **more: object) -> Settings:
    """Settings of one that has a data folder of its own."""
    return Settings(_env_file=None, data=folder, **bucket_server.settings, **more)  # type: ignore[arg-type]


def made(settings: Settings, words: str) -> Path:
    """A version in force here, published to nobody yet."""

    def write(version: Path) -> None:
        (version / "documents/editions").mkdir(parents=True)
        (version / "documents/editions/1.txt").write_text(words, "utf-8")
        (version / "head.npy").write_bytes(words.encode())

    return place(folder_in_force(settings), Manifest("small-1", 3, "aa", "bb"), write)


def versions_in(bucket_server: BucketServer) -> set[str]:
    """And the pointer to the one in force, of every edition in the store."""
    found = [each.name.split("/") for each in bucket_server.bucket().listed("index")]
    return {name[4] for name in found if len(name) > 4}


def test_a_published_version_is_brought_whole_and_under_its_name(bucket_server: BucketServer, tmp_path: Path) -> None:
    """With its documents; what is here already is not brought again."""
    here, there = machine(bucket_server, tmp_path / "here"), machine(bucket_server, tmp_path / "there")
    version = made(here, "первая")
    publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    bring(there, Model())  # type: ignore[arg-type]

    brought = current(folder_in_force(there))
    assert brought is not None
    assert version.name == brought.name
    assert "первая" == (brought / "documents/editions/1.txt").read_text("utf-8")
    before = (brought / "head.npy").stat().st_ino
    bring(there, Model())  # type: ignore[arg-type]
    assert before == (brought / "head.npy").stat().st_ino


def test_a_version_that_came_damaged_is_not_put_in_force(bucket_server: BucketServer, tmp_path: Path) -> None:
    """The one before stays, and nothing half brought is left."""
    here, there = machine(bucket_server, tmp_path / "here"), machine(bucket_server, tmp_path / "there")
    first = made(here, "первая")
    publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    bring(there, Model())  # type: ignore[arg-type]
    second = made(here, "вторая")
    publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    [head] = [
        each.name for each in bucket_server.bucket().listed("index") if each.name.endswith(f"{second.name}/head.npy")
    ]
    bucket_server.bucket().write(head, b"spoilt")

    with pytest.raises(IndexDamagedError):
        bring(there, Model())  # type: ignore[arg-type]
    assert folder_in_force(there) / first.name == current(folder_in_force(there))
    assert [first.name] == [each.name for each in folder_in_force(there).glob("v-*")]


def test_a_version_that_was_cut_off_while_it_was_put_is_in_force_nowhere(
    bucket_server: BucketServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pointer is written last."""
    here, there = machine(bucket_server, tmp_path / "here"), machine(bucket_server, tmp_path / "there")
    first = made(here, "первая")
    publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    put, done = Bucket.write, []

    def cut(self: Bucket, name: str, content: bytes | Path) -> None:
        if len(done) == 2:
            raise BucketAway(ConnectionError())
        done.append(name)
        put(self, name, content)

    made(here, "вторая")
    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "write", cut)
        with pytest.raises(StoreAway):
            publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    bring(there, Model())  # type: ignore[arg-type]
    assert folder_in_force(there) / first.name == current(folder_in_force(there))


def test_the_store_keeps_the_last_versions(bucket_server: BucketServer, tmp_path: Path) -> None:
    """Whoever is still bringing one is not cut off by the next."""
    here = machine(bucket_server, tmp_path / "here")
    versions = []
    for number in range(KEPT + 2):
        versions.append(made(here, str(number)).name)
        publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    left = versions_in(bucket_server)
    assert KEPT + 1 == len(left)  # the store tells whole seconds: which of the others is the older is not known here
    assert {"current", versions[-1]} <= left


def test_a_copy_with_another_model_has_an_index_of_its_own(bucket_server: BucketServer, tmp_path: Path) -> None:
    """It could read no other; while an update goes round, old and new copies do not take each other's away."""
    here, there = machine(bucket_server, tmp_path / "here"), machine(bucket_server, tmp_path / "there")
    made(here, "первая")
    publish(here, Model(), [folder_in_force(here)])  # type: ignore[arg-type]
    with pytest.raises(IndexMissingError):
        bring(there, Model("large-2"))  # type: ignore[arg-type]
    assert {f"{FORMAT}-"} == {each.name.split("/")[1][:2] for each in bucket_server.bucket().listed("index")}


def test_answers_come_from_the_documents_that_were_published(
    bucket_server: BucketServer, tmp_path: Path, encoder: Encoder
) -> None:
    """Whatever lies on the disk of a copy; and when the store is away, it starts with what it has brought."""
    policy = small_policy(tmp_path / "small")
    here = machine(bucket_server, data_of(tmp_path / "here"), policy=policy)
    build(here)
    shutil.copytree(policy, tmp_path / "other/small")
    (tmp_path / "other/small/policy.toml").write_text("", "utf-8")
    there = machine(bucket_server, data_of(tmp_path / "there"), policy=tmp_path / "other/small")

    knowledge = knowledge_in_force(there)
    version = current(folder_in_force(here))
    assert version is not None
    assert version.name == knowledge.version
    assert "5.1" == knowledge.quote("5.1").number
    bucket_server.stop()
    assert version.name == knowledge_in_force(there).version
    with pytest.raises(StoreAway, match="PUNKT_STORE"):
        knowledge_in_force(machine(bucket_server, data_of(tmp_path / "new"), policy=policy))


def data_of(folder: Path) -> Path:
    """A data folder with the model of the repository, and no index."""
    folder.mkdir()
    (folder / "cache").symlink_to(REPOSITORY / "var/cache")
    return folder


async def index_of(web: Process) -> dict[str, object]:
    async with httpx.AsyncClient(timeout=60) as client:
        return dict((await client.get(f"{web.address}/readyz")).json())


async def until_told(web: Process, wanted: dict[str, object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while (told := await index_of(web)).items() & wanted.items() != wanted.items():
            assert web.runs(), web.log.read_text("utf-8")
            await asyncio.sleep(0.2)
    assert told["status"] == "ok"


async def attached_here_fetched_there(client: httpx.AsyncClient, here: Process, there: Process) -> bytes:
    """A file of a ticket, from the machine that has never seen it."""
    claim = {"kind": "claim", "text": "Верните деньги", "contact": {}, "consent": True}
    headers = {"Idempotency-Key": "k"}
    opened = (await client.post(f"{here.address}/api/v1/tickets", json=claim, headers=headers)).json()
    path, mine = f"/api/v1/tickets/{opened['number']}/attachments", {"Authorization": f"Bearer {opened['token']}"}
    files = {"file": ("чек.pdf", PDF, "application/pdf")}
    kept = (await client.post(f"{here.address}{path}", files=files, headers=headers | mine)).json()
    return (await client.get(f"{there.address}{path}/{kept['id']}", headers=mine)).content


def add_edition(policy: Path) -> None:
    text = (policy / "editions/1.txt").read_text("utf-8") + "\n"
    (policy / "editions/2.txt").write_text(text, "utf-8")
    digest = hashlib.sha256((policy / "editions/2.txt").read_bytes()).hexdigest()
    with (policy / "policy.toml").open("a", encoding="utf-8") as facts:
        facts.write(f'\n[[editions]]\nid = "2"\nfile = "editions/2.txt"\nsha256 = "{digest}"\n')


async def test_two_websites_build_one_index_and_follow_the_next(
    cluster: Cluster, bucket_server: BucketServer, tmp_path: Path, encoder: Encoder
) -> None:
    """Started together without any, one builds and both answer by it. `punkt index` elsewhere: both switch, though the
    new edition lies on neither's disk. A file that one took in the other gives back. With the store away they go on and
    say so."""
    url, policies = await cluster.new(), [small_policy(tmp_path / name / "small") for name in ("a", "b", "c")]
    webs = [
        Process(
            tmp_path / f"{policy.parent.name}.db", role="web", database_url=url, contact_keys=KEY,
            data=str(data_of(tmp_path / f"data-{policy.parent.name}")), policy=str(policy), **bucket_server.settings,
        )
        for policy in policies[:2]
    ]  # fmt: skip
    owner = Process(
        tmp_path / "owner.db", role="index", database_url=url, data=str(data_of(tmp_path / "data-c")),
        policy=str(policies[2]), **bucket_server.settings,
    )  # fmt: skip
    migrating = Process(
        tmp_path / "migrate.db", role="migrate", database_url=url, contact_keys=KEY, data=owner.settings["PUNKT_DATA"]
    )
    try:
        migrating.begin()
        assert 0 == await migrating.ended(), migrating.log.read_text("utf-8")
        await asyncio.gather(*(begin(web) for web in webs))
        [first] = versions_in(bucket_server) - {"current"}
        assert [first, first] == [(await index_of(web))["index"] for web in webs]

        add_edition(policies[2])
        owner.begin()
        assert 0 == await owner.ended(), owner.log.read_text("utf-8")
        [second] = versions_in(bucket_server) - {"current", first}
        for web in webs:
            await until_told(web, {"index": second})
        async with httpx.AsyncClient(timeout=60) as client:
            said = [(await client.post(f"{web.address}/api/v1/messages", json=QUESTION)).json() for web in webs]
            assert ["2", "2"] == [each["edition"]["id"] for each in said]
            assert PDF == await attached_here_fetched_there(client, *webs)
            bucket_server.stop()
            for web in webs:
                async with asyncio.timeout(PATIENCE):
                    while "newest index" not in (told := await index_of(web)).get("lacks", []):  # type: ignore[operator]
                        await asyncio.sleep(0.2)
                assert second == told["index"]
                assert 200 == (await client.post(f"{web.address}/api/v1/messages", json=QUESTION)).status_code
    finally:
        for process in (*webs, owner, migrating):
            process.kill()
