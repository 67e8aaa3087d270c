"""The index folder: what does not fit is refused in words, and a new version never disturbs a reader."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.folder import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
    Manifest,
    checked,
    clear_half_written,
    current,
    place,
    renew,
)

MADE_OF = Manifest(model="e5-small-1", dimension=384, text_sha256="aa", bank_sha256="bb")


def put(folder: Path, content: str = "веса", manifest: Manifest = MADE_OF) -> Path:
    return place(folder, manifest, lambda version: (version / "head.npz").write_text(content) and None)


def test_what_was_put_in_force_is_found(tmp_path: Path) -> None:
    version = put(tmp_path / "index")
    assert checked(tmp_path / "index", MADE_OF) == version
    assert (version / "head.npz").read_text() == "веса"


def test_a_version_that_is_renewed_is_the_same_under_another_name(tmp_path: Path) -> None:
    """Whoever follows opens it anew; where there is none, there is nothing to renew."""
    assert renew(tmp_path) is None
    before = put(tmp_path)
    after = renew(tmp_path)
    assert after == checked(tmp_path, MADE_OF) != before
    assert "веса" == (after / "head.npz").read_text()


def test_without_an_index_one_is_told_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="make index"):
        checked(tmp_path, MADE_OF)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"model": "e5-large-2"}, "модель — e5-small-1, а сейчас e5-large-2"),
        ({"dimension": 768}, "размерность"),
        ({"text_sha256": "cc"}, "текста"),
        ({"bank_sha256": "cc"}, "банка фраз"),
        ({"format": 0}, "формат"),
    ],
)
def test_an_index_of_something_else_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    put(tmp_path)
    with pytest.raises(IndexMismatchError, match=said):
        checked(tmp_path, replace(MADE_OF, **change))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda version: (version / "head.npz").write_text("не те веса"),
        lambda version: (version / "head.npz").unlink(),
        lambda version: (version / "manifest.json").write_text("{"),
        lambda version: (version / "manifest.json").write_text("[]"),
        lambda version: (version / "manifest.json").unlink(),
    ],
)
def test_a_damaged_index_is_refused(tmp_path: Path, spoil) -> None:
    spoil(put(tmp_path))
    with pytest.raises(IndexDamagedError, match="повреждён"):
        checked(tmp_path, MADE_OF)


def test_a_failed_build_leaves_the_old_index_in_force(tmp_path: Path) -> None:
    version = put(tmp_path)

    def fail(_: Path) -> None:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        place(tmp_path, MADE_OF, fail)
    assert checked(tmp_path, MADE_OF) == version


def test_a_reader_keeps_the_version_it_has_just_found(tmp_path: Path) -> None:
    """The version before the newest stays; older ones and leftovers go."""
    oldest, found, newest = (put(tmp_path, content) for content in ("раз", "два", "три"))
    assert current(tmp_path) == newest
    assert (found / "head.npz").read_text() == "два"
    assert not oldest.exists()


def test_every_refusal_is_one_kind_of_error() -> None:
    assert all(issubclass(e, IndexFolderError) for e in (IndexMissingError, IndexMismatchError, IndexDamagedError))


@pytest.mark.parametrize("garbled", [b"\xff\x00", b"", b"../elsewhere", "какой-то текст\nещё".encode()])
def test_a_garbled_pointer_is_refused_until_the_next_build(tmp_path: Path, garbled: bytes) -> None:
    """No other folder is read, and a build puts its own version in force all the same."""
    version = put(tmp_path)
    (tmp_path / "current").write_bytes(garbled)
    with pytest.raises(IndexDamagedError, match="current"):
        checked(tmp_path, MADE_OF)
    assert put(tmp_path, "два") == checked(tmp_path, MADE_OF) != version


def test_what_a_killed_builder_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """The version in force and the one before it stay; where somebody writes now, nothing is touched."""
    whole = [put(tmp_path), put(tmp_path)]
    half = tmp_path / "v-half"
    half.mkdir()
    (half / "head.npz").write_text("ве")

    def write(version: Path) -> None:
        clear_half_written(tmp_path)
        (version / "head.npz").write_text("x")

    put_last = place(tmp_path, MADE_OF, write)
    assert not (tmp_path / "v-half").exists(), "the next one that is put in force clears too"
    half.mkdir()
    clear_half_written(tmp_path)
    assert not half.exists()
    assert put_last == checked(tmp_path, MADE_OF)
    assert whole[1].is_dir()
    clear_half_written(tmp_path / "nowhere")
