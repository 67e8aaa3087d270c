"""Where documents lie, and where one that is added or changed is written: never into the package."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from desk.settings import Settings
from index.facts import PolicyError, facts_of
from punkt.documents import in_package, listed_documents

STAGED = ".staged"  #: folder among the documents of what is none yet: files that were uploaded, half a copy


def added_folder(settings: Settings) -> Path:
    """Above the folders of all documents that were added."""
    return settings.policies or settings.data / "policies"


def document_folders(settings: Settings) -> dict[str, Path]:
    """Document → its folder, the first one first; drafts alone make a document, too."""
    return {str(facts_of(folder)["id"]): folder for folder in listed_documents(settings, drafts=True).folders}


def folder_of(settings: Settings, document: str | None) -> Path:
    """Of the named document, or of the only one; raises PolicyError."""
    folders = document_folders(settings)
    if document is None and len(folders) == 1:
        return next(iter(folders.values()))
    if document not in folders:
        known = ", ".join(folders)
        told = f"Документа «{document}» нет" if document else "Документов несколько, назовите один"
        raise PolicyError(f"{told}: есть {known}.")
    return folders[document]


def own_copy(settings: Settings, folder: Path) -> Path:
    """The folder, or where it is the package's, a copy that may be written to."""
    if not in_package(folder):
        return folder
    target = added_folder(settings) / folder.name
    if not target.exists():
        (staged := added_folder(settings) / STAGED).mkdir(parents=True, exist_ok=True)
        # In one step: whoever reads the documents meanwhile, or after a copy that was cut off, finds it whole or not.
        new = tempfile.mkdtemp(dir=staged)
        shutil.copytree(folder, new, ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True)
        Path(new).rename(target)
    return target


def free_name(names: Sequence[str], wanted: str) -> str:
    """The wanted name, with a number behind it where it is taken."""
    name, number = wanted, 1
    while name in names:
        number += 1
        name = f"{wanted}-{number}"
    return name
