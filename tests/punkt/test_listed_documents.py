"""Which documents are answered from: their order, and what becomes of one that cannot be read."""

import shutil
from pathlib import Path

import pytest

from desk.settings import Settings
from index.policy import PolicyError
from punkt.commands.doctor import _documents
from punkt.documents import first_folder, listed_documents
from punkt.failure import Failure
from punkt.shelf import read_shelf
from tests.documents import write_document
from tests.punkt.small_policy import small_policy

PRIVACY = Path(__file__).parents[2] / "policy_text/privacy"


def settings(tmp_path: Path, **more: object) -> Settings:
    return Settings(_env_file=None, data=tmp_path / "data", **more)  # type: ignore[arg-type]


def names(given: Settings) -> list[str]:
    return [folder.name for folder in listed_documents(given).folders]


def test_without_a_word_about_it_there_is_the_policy_alone(tmp_path: Path) -> None:
    assert [PRIVACY] == [*listed_documents(settings(tmp_path)).folders]


def test_the_folder_in_the_data_adds_to_the_policy(tmp_path: Path) -> None:
    """Every folder with facts is a document; anything else there is none."""
    for name in ("rules", "offer"):
        write_document(tmp_path / "data/policies" / name, name)
    (tmp_path / "data/policies/notes").mkdir()
    assert ["privacy", "offer", "rules"] == names(settings(tmp_path))


def test_a_named_folder_stands_alone_unless_the_policy_is_named_too(tmp_path: Path) -> None:
    for name in ("rules", "offer"):
        write_document(tmp_path / "documents" / name, name)
    documents = tmp_path / "documents"
    assert ["offer", "rules"] == names(settings(tmp_path, policies=documents))
    assert ["privacy", "offer", "rules"] == names(settings(tmp_path, policies=documents, policy=PRIVACY))
    named = settings(tmp_path, policies=documents, policy=documents / "rules")
    assert ["rules", "offer"] == names(named), "named twice, it is one document"


def test_a_document_says_itself_that_it_is_first(tmp_path: Path) -> None:
    write_document(tmp_path / "documents/offer")
    write_document(tmp_path / "documents/rules", "rules", more="first = true\n")
    given = settings(tmp_path, policies=tmp_path / "documents")
    assert ["rules", "offer"] == names(given)
    assert "rules" == first_folder(given).name


def test_of_two_documents_with_one_id_the_later_is_left_out(tmp_path: Path) -> None:
    """Both folders are named, and what to do."""
    write_document(tmp_path / "documents/offer")
    write_document(tmp_path / "documents/offer-copy")
    listed = listed_documents(settings(tmp_path, policies=tmp_path / "documents"))
    assert ["offer"] == [folder.name for folder in listed.folders]
    [left] = listed.left_out
    assert "один и тот же id «offer»" in left.reason
    assert str(tmp_path / "documents/offer-copy") in left.reason


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("policy.toml", "id = ", "не читается как TOML"),
        ("policy.toml", 'id = "../x"\n', "нет годного id"),
        ("editions/1.txt", "другой текст", "изменён: его SHA-256"),
        ("phrases/own.txt", "## 9.9\nгде это", "не пункт документа"),
    ],
)
def test_a_broken_document_does_not_stop_the_others(tmp_path: Path, file: str, content: str, reason: str) -> None:
    """It is left out, with its folder in the sentence."""
    folder = write_document(tmp_path / "data/policies/offer")
    write_document(tmp_path / "data/policies/rules", "rules")
    (folder / "phrases").mkdir()
    (folder / file).write_text(content, "utf-8")
    shelf = read_shelf(settings(tmp_path))
    assert ["privacy", "rules"] == [sources.policy.id for sources in shelf.sources]
    [left] = shelf.left_out
    assert folder == left.folder
    assert reason in left.reason
    assert str(folder) in left.reason


def test_the_first_document_must_be_whole(tmp_path: Path) -> None:
    """There is nobody else to ask: what is wrong is said at once."""
    folder = write_document(tmp_path / "offer")
    (folder / "editions/1.txt").write_text("другой текст", "utf-8")
    with pytest.raises(PolicyError, match="изменён"):
        read_shelf(settings(tmp_path, policy=folder))


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_documents_is_said(tmp_path: Path, *, made: bool) -> None:
    if made:
        (tmp_path / "documents").mkdir()
    with pytest.raises(PolicyError, match="нет ни одного документа" if made else "Нет папки"):
        listed_documents(settings(tmp_path, policies=tmp_path / "documents"))


def test_a_bank_that_lacks_a_kind_borrows_that_kind_alone(tmp_path: Path) -> None:
    """And stays a whole bank: it was answered through topics before, in silence."""
    folder = small_policy(tmp_path / "small")
    (folder / "phrases/smalltalk.txt").unlink()
    [sources] = read_shelf(settings(tmp_path, policy=folder)).sources
    assert (("smalltalk",), None) == (sources.borrowed, sources.common)
    lent = {phrase.text for phrase in sources.bank.phrases if phrase.label == "smalltalk"}
    assert lent
    whole = read_shelf(settings(tmp_path, policy=PRIVACY)).sources[0]
    assert () == whole.borrowed
    assert lent == {phrase.text for phrase in whole.bank.phrases if phrase.label == "smalltalk"}


def test_a_bank_of_few_kinds_is_lent_none(tmp_path: Path) -> None:
    """With those of others it would pass for one that it is not."""
    folder = small_policy(tmp_path / "small")
    for kind in ("smalltalk", "human", "claim"):
        (folder / f"phrases/{kind}.txt").unlink()
    [sources] = read_shelf(settings(tmp_path, policy=folder)).sources
    assert () == sources.borrowed
    assert sources.common is not None


def test_the_documents_of_the_package_are_never_written_to(tmp_path: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in PRIVACY.rglob("*") if file.is_file()}
    shutil.copytree(PRIVACY, tmp_path / "data/policies/copy")
    read_shelf(settings(tmp_path))
    assert before == {file: file.stat().st_mtime_ns for file in PRIVACY.rglob("*") if file.is_file()}


async def test_doctor_tells_of_each_document_how_it_answers(tmp_path: Path) -> None:
    """And of one alone as it always did."""
    folder = small_policy(tmp_path / "small")
    (folder / "phrases/smalltalk.txt").unlink()
    write_document(tmp_path / "data/policies/offer")
    told = (await _documents(settings(tmp_path, policy=folder))).splitlines()
    assert "privacy, «Политика конфиденциальности»: редакция 1, пунктов 62" in told[1]
    assert told[1].endswith("своих фраз smalltalk.txt нет, взяты общие")
    assert "offer, «Оферта магазина „Чердак“»: редакция 3, пунктов 4, фраз 0; фраз мало, отвечает через темы" == told[2]
    alone = await _documents(settings(tmp_path, policy=PRIVACY, policies=tmp_path / "small"))
    assert alone.startswith("редакция 1, пунктов ")
    assert "\n" not in alone


async def test_doctor_names_the_document_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write_document(tmp_path / "data/policies/offer")
    (folder / "policy.toml").write_text("id = ", "utf-8")
    with pytest.raises(Failure, match=f"без документа в папке {folder}: .*не читается как TOML"):
        await _documents(settings(tmp_path))
