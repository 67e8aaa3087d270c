"""Papers in the data folder: whole, private, the same however often they are written, and without what was erased."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from desk.holdings import HOLDINGS
from tests.tickets.canary import fill
from tests.tickets.erasure.papers.reading import erasure, office, read
from tickets.erasure.destruction import Erasure
from tickets.erasure.erasure import erase
from tickets.erasure.finishing import PATIENCE, finish_erasures
from tickets.erasure.ledger import Ledger
from tickets.erasure.papers.writing import Papers, exports_of, write_papers, write_private
from tickets.record.attachment import Shelf
from tickets.store.base import now
from tickets.store.database import Database

NAMES = ["act.json", "act.pdf", "log.json", "log.pdf"]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_four_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    """Under the number of the act and its moment; nothing half-written is left beside them."""
    folder = write_papers(erasure(), office(), tmp_path)

    assert tmp_path / "acts" / "У-2026-000007-20261122T205901Z" == folder
    assert NAMES == sorted(file.name for file in folder.iterdir())
    assert ({0o600}, 0o700) == ({_mode(file) for file in folder.iterdir()}, _mode(folder))


def test_written_again_they_are_the_same(tmp_path: Path) -> None:
    """A process that died in between writes them once more."""
    first = write_papers(erasure(), office(), tmp_path)
    before = {file.name: file.read_bytes() for file in first.iterdir()}
    (first / "act.pdf").unlink()

    assert first == write_papers(erasure(), office(), tmp_path)
    assert before == {file.name: file.read_bytes() for file in first.iterdir()}


def test_a_number_that_comes_twice_overwrites_nothing(tmp_path: Path) -> None:
    """A database restored from a copy may give it again; the older papers stay."""
    older = write_papers(erasure(), office(), tmp_path)
    newer = write_papers(
        erasure(begun_at=erasure().begun_at + timedelta(days=1), reason="цель обработки достигнута"),
        office(),
        tmp_path,
    )
    assert older != newer
    assert "отзыв согласия на обработку" in (older / "act.json").read_text()


def test_after_three_years_they_go(tmp_path: Path) -> None:
    """Dropping them twice is no mistake, and the papers of others stay."""
    mine, other = erasure(), erasure(id=70)
    folders = [write_papers(each, office(), tmp_path) for each in (mine, other)]
    papers = Papers(tmp_path, Shelf(tmp_path), Ledger(tmp_path / "erased.ledger"), office)
    papers.drop(mine)
    papers.drop(mine)
    assert [False, True] == [folder.exists() for folder in folders]


def test_what_was_handed_out_goes_with_the_rest(tmp_path: Path) -> None:
    """Exports of the erased tickets lie in the data folder; those of others are not touched."""
    kept = write_private(exports_of(tmp_path, "П-2026-000002"), {"dossier.pdf": b"%PDF"})
    gone = write_private(exports_of(tmp_path, "П-2026-000001"), {"dossier.pdf": b"%PDF"})
    write_papers(erasure(), office(), tmp_path)
    assert [True, False] == [folder.exists() for folder in (kept, gone)]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    """No half of a file, and no draft of one."""
    write_private(tmp_path / "out", {"a": b"old"})
    (tmp_path / "out" / "b").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_private(tmp_path / "out", {"b": b"new"})
    assert ["a", "b"] == sorted(file.name for file in (tmp_path / "out").iterdir())
    assert b"old" == (tmp_path / "out" / "a").read_bytes()


async def test_nothing_of_the_erased_person_is_in_their_papers(database: Database, tmp_path: Path) -> None:
    """A person with a mark in every place is erased; no mark, number or address is in any of the four files."""
    marked = await fill(database, "canary", "9876543210")
    async with database.transaction(alone=True) as session:
        done = await erase(session, marked.numbers[0], "operator", None, HOLDINGS, force=True)
    written: list[Path] = []

    def write(each: Erasure) -> None:
        written.append(write_papers(each, office(), tmp_path))

    await finish_erasures(database, write, now() + PATIENCE)

    [folder] = written
    told = "".join(read((folder / name).read_bytes()) for name in ("act.pdf", "log.pdf"))
    told += "".join((folder / name).read_text() for name in ("act.json", "log.json"))
    assert [] == [needle for needle in marked.needles if needle in told]
    assert done.act in told
    assert all(number in told for number in marked.numbers)
