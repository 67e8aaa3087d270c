"""A document of the package is changed in a copy of the owner's, which is there whole or not at all."""

import shutil
from pathlib import Path

import pytest

from desk.settings import TEXTS, Settings
from punkt.documents import listed_documents
from punkt.editions.places import own_copy

PRIVACY = TEXTS / "privacy"


def files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_a_copy_that_was_cut_off_is_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Punkt goes on with that of the package, and the next try makes all of it."""
    settings = Settings(_env_file=None, data=tmp_path)  # type: ignore[call-arg]
    copied = shutil.copy2

    def cut(source: str, target: str) -> None:
        if source.endswith("section-5.txt"):
            raise KeyboardInterrupt
        copied(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(shutil.copytree, "__defaults__", (False, None, cut, False, False))
        with pytest.raises(KeyboardInterrupt):
            own_copy(settings, PRIVACY)
    assert ((PRIVACY,), ()) == (listed_documents(settings).folders, listed_documents(settings).left_out)

    made = own_copy(settings, PRIVACY)
    assert files(PRIVACY) == files(made)
    assert (made,) == listed_documents(settings).folders
    assert made == own_copy(settings, made), "what is the owner's is not copied"
