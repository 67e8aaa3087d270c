"""An edition by what a person calls it."""

from pathlib import Path

from desk.settings import Settings
from index.document.parser import read_document
from index.facts import PolicyError, UnknownEditionError, drafted
from index.policy import Policy, load_policy
from punkt.editions.places import document_folders, folder_of
from punkt.editions.proposal import seen


class NoSuchEditionHere(PolicyError):
    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"Редакции «{name}» нет, и файла с таким именем тоже. Есть: {', '.join(known)}.")


def named_edition(settings: Settings, name: str) -> Policy:
    """«offer@2», «2» of the only document, or a file. Raises PolicyError and what `read_document` does."""
    document, _, edition = name.rpartition("@")
    folders = document_folders(settings)
    try:
        if document or (name not in folders and not Path(name).exists()):
            return load_policy(folder_of(settings, document or None), edition)
    except UnknownEditionError:
        known = [f"{key}@{each.id}" for key, folder in folders.items() for each in drafted(folder)]
        raise NoSuchEditionHere(name, known) from None
    if name in folders:
        return load_policy(folders[name])
    read = read_document(Path(name))
    facts = {"id": name, "title": name, "operator": "", "published_at": "", "contact": ""}
    return seen(facts, {"id": name, "sha256": ""}, read, Path(name).parent)
