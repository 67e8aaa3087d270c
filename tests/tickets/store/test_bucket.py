"""The bucket: what is put there is there whole, and a store that is away is told in one way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bucket_server import BucketServer
from tickets.store.bucket import Access, Bucket, BucketAway

LARGE = bytes(range(256)) * 4096 * 13  #: more than one part of an upload


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketServer]:
    started = BucketServer(tmp_path_factory.mktemp("bucket") / "log")
    started.start()
    yield started
    started.stop()


def test_what_was_put_is_read_listed_and_gone_when_dropped(server: BucketServer, tmp_path: Path) -> None:
    """A small value, and a file that travels in parts; names have Russian letters."""
    bucket, file = server.bucket(), tmp_path / "large"
    file.write_bytes(LARGE)
    bucket.write("a/имя", b"v-1")
    bucket.write("a/large", file)
    assert b"v-1" == bucket.read("a/имя")
    assert bucket.download("a/large", tmp_path / "again")
    assert LARGE == (tmp_path / "again").read_bytes()
    assert {"a/имя", "a/large"} == {each.name for each in bucket.listed("a")}
    bucket.drop(["a/имя", "a/large", "a/never"])
    assert [] == list(bucket.listed("a"))
    assert not bucket.has("a/large")


def test_what_is_not_there_is_no_fault(server: BucketServer, tmp_path: Path) -> None:
    """Neither a value nor a file."""
    assert server.bucket().read("none") is None
    assert not server.bucket().download("none", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_bucket_that_does_not_exist_takes_nothing(server: BucketServer) -> None:
    """Nobody is told that it was kept."""
    with pytest.raises(BucketAway):
        server.bucket("another-one").write("a", b"1")


def test_a_store_that_does_not_answer_is_told_without_its_address(tmp_path: Path) -> None:
    """Reading, writing and listing alike: nothing of the key or the address is in what is told."""
    bucket = Bucket(Access("punkt-tests", "", "http://127.0.0.1:9", "us-east-1", "testing", "not-to-be-told"))
    for ask in (lambda: bucket.read("a"), lambda: bucket.write("a", b""), lambda: list(bucket.listed("a"))):
        with pytest.raises(BucketAway) as told:
            ask()
        assert "127.0.0.1" not in str(told.value)
        assert "not-to-be-told" not in f"{told.value} {bucket._access}"
