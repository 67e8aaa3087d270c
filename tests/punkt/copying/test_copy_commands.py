"""`punkt backup` and `punkt restore` as an operator types them, and what they say when something is wrong."""

import sqlite3
import tarfile
from pathlib import Path

import pytest

from punkt.copying.taking import clear_left, workplace
from tests.conftest import KEY
from tests.punkt.conftest import Punkt
from tickets.store.vault import Vault

PASSWORD = "correct horse battery\ncorrect horse battery\n"


@pytest.fixture
def copy(punkt: Punkt, tmp_path: Path) -> Path:
    """A copy of an empty installation whose only row is a member of staff."""
    punkt("staff", "add", "anna@example.org", answer=PASSWORD)
    file = tmp_path / "copy.tar"
    punkt("backup", str(file), "--keys", str(tmp_path / "keys.env"))
    return file


@pytest.fixture
def elsewhere(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """From here on the commands work on another folder."""
    data = tmp_path / "new"
    monkeypatch.setenv("PUNKT_DATA", str(data))
    monkeypatch.setenv("PUNKT_DATABASE_URL", f"sqlite:///{data / 'punkt.db'}")
    monkeypatch.setenv("PUNKT_ERASED_LEDGER", str(tmp_path / "data" / "erased.ledger"))
    return data


def refused(punkt: Punkt, *words: str) -> str:
    return str(punkt(*words, ok=False).exception)


def test_a_copy_has_all_but_the_keys_and_only_its_owner_reads_it(punkt: Punkt, copy: Path, tmp_path: Path) -> None:
    """It names the key it needs; the keys lie in a file of their own."""
    assert [0o600] * 2 == [made.stat().st_mode & 0o777 for made in (copy, tmp_path / "keys.env")]
    assert f"PUNKT_CONTACT_KEYS={KEY}" in (tmp_path / "keys.env").read_text()
    with tarfile.open(copy) as tar:
        assert ["database", "manifest.json"] == tar.getnames()
    content = copy.read_bytes()
    assert KEY.encode() not in content
    assert (tmp_path / "data" / "secret.key").read_bytes() not in content
    told = punkt("backup").stdout
    [default] = (tmp_path / "data" / "backups").iterdir()
    assert str(default) in told
    assert "контактов" in told
    assert "уже есть" in refused(punkt, "backup", str(copy))


def test_restored_into_another_folder_it_is_the_same(
    punkt: Punkt, copy: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there already is not overwritten unasked; without the ledger it is said loudly."""
    assert "Восстановлена копия" in punkt("restore", str(copy)).stdout
    assert "anna@example.org" in punkt("staff", "list").stdout
    assert 0o600 == (elsewhere / "punkt.db").stat().st_mode & 0o777
    punkt("staff", "add", "boris@example.org", answer=PASSWORD)

    assert "--replace" in refused(punkt, "restore", str(copy))

    assert "boris@example.org" in punkt("staff", "list").stdout
    monkeypatch.setenv("PUNKT_ERASED_LEDGER", str(elsewhere / "lost.ledger"))
    told = punkt("restore", str(copy), "--replace").stdout
    assert "ВНИМАНИЕ: нет журнала уничтожений" in told
    assert "boris@example.org" not in punkt("staff", "list").stdout


def test_it_says_what_keeps_a_copy_from_being_restored(
    punkt: Punkt, copy: Path, elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with a sentence of its own, and nothing is left of the try."""
    assert "нет" in refused(punkt, "restore", str(tmp_path / "nothing.tar"))
    (tmp_path / "text.tar").write_text("это не копия " * 100)
    assert "повреждена или это не копия" in refused(punkt, "restore", str(tmp_path / "text.tar"))
    newer = tmp_path / "newer.tar"
    newer.write_bytes(copy.read_bytes().replace(b'"schema_revision": "0', b'"schema_revision": "9'))
    assert "более новой версией" in refused(punkt, "restore", str(newer))
    newer.write_bytes(copy.read_bytes().replace(b'"format": 1', b'"format": 2'))
    assert "более новой версией" in refused(punkt, "restore", str(newer))
    outside = tmp_path / "outside.tar"
    outside.write_bytes(copy.read_bytes().replace(b'"database": {', b'"../../ab": {'))
    assert "повреждена" in refused(punkt, "restore", str(outside))
    with monkeypatch.context() as other:
        other.setenv("PUNKT_DATABASE_URL", "postgresql://127.0.0.1:1/nowhere")
        assert "копия сделана с базы sqlite" in refused(punkt, "restore", str(copy))
    with monkeypatch.context() as other:
        other.setenv("PUNKT_CONTACT_KEYS", Vault.new_key())
        assert "зашифрованы ключом с отпечатком" in refused(punkt, "restore", str(copy))
        other.delenv("PUNKT_CONTACT_KEYS")
        assert "здесь ключа нет" in refused(punkt, "restore", str(copy))
    assert [] == list(elsewhere.iterdir())


def test_a_database_in_use_is_not_replaced(punkt: Punkt, copy: Path, elsewhere: Path) -> None:
    """A Punkt that runs would go on writing into what is gone."""
    punkt("restore", str(copy))
    with sqlite3.connect(elsewhere / "punkt.db") as running:
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("SELECT * FROM staff").fetchall()

        assert "остановите Пункт" in refused(punkt, "restore", str(copy), "--replace")

        assert 1 == running.execute("SELECT count(*) FROM staff").fetchone()[0]
    running.close()


def test_links_given_before_need_the_former_key(
    punkt: Punkt, copy: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one is no reason to refuse, but it is said."""
    monkeypatch.setenv("PUNKT_SECRET_KEY", "s" * 40)
    told = punkt("restore", str(copy)).stdout
    assert "прежние ссылки" in told


def test_what_a_killed_copy_left_is_cleared_away(tmp_path: Path) -> None:
    """Data of people lie in it; where somebody still works, nothing is touched."""
    (tmp_path / ".copying-left").mkdir()
    with workplace(tmp_path) as working:
        clear_left(tmp_path)
        assert [working] == list(tmp_path.iterdir())
    assert [] == list(tmp_path.iterdir())
