"""Which documents are answered from, in their order, and which of those that lie there are not, and why."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.known import LeftOut
from desk.settings import TEXTS, Settings
from index.bank import BankError
from index.cold.linking import LinksError
from index.facts import begun
from index.policy import FACTS, PolicyError, facts_of
from punkt.sources import Sources, read_sources

#: Tells of the folder of a document which edition is wanted; None is that in force.
Chooser = Callable[[Path], str | None]
ID = re.compile(r"[A-Za-z0-9][\w-]{0,59}", re.ASCII)  #: of a document: it stands in addresses and in names of folders


@dataclass(frozen=True, slots=True)
class Listed:
    """The folders of documents, the first document first, and what is wrong with others."""

    folders: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents as they were read together, the first one first, and those that could not be."""

    sources: tuple[Sources, ...]
    left_out: tuple[LeftOut, ...]


def listed_documents(settings: Settings, *, drafts: bool = False) -> Listed:
    """What lies there, by the facts alone. Raises PolicyError where that leaves no first document.

    First is PUNKT_POLICY where it leads, else the document whose facts say `first = true`, else the first by name of
    folder. Of two documents with one id the later is left out; so is one of which nothing has taken force yet, unless
    `drafts` are wanted.
    """
    found, left_out = _added(settings)
    own = [(str(facts_of(settings.policy).get("id")), settings.policy)] if settings.leads else []
    folders: dict[str, Path] = {}
    for name, folder in (*own, *found):
        if name not in folders:
            folders[name] = folder
        elif in_package(folders[name]) and "policy" not in settings.model_fields_set:
            folders[name] = folder  # the copy that was made of it to be changed
        elif folder.resolve() != folders[name].resolve():
            left_out.append(LeftOut(folder, _twice(name, folder, folders[name])))
    if not folders:
        raise PolicyError(_nothing(settings, left_out))
    answerable = [folder for folder in folders.values() if drafts or _has_begun(folder)]
    return Listed(tuple(answerable or folders.values()), tuple(left_out))


def first_folder(settings: Settings) -> Path:
    """Of the first document; raises PolicyError."""
    return listed_documents(settings).folders[0]


def read_shelf(settings: Settings, edition: Chooser = lambda folder: None) -> Shelf:
    """All documents that can be read, with all that is learned of them, each in the edition that is chosen or in force.

    Raises PolicyError, BankError and LinksError of the first: without it there is nobody to ask.
    """
    listed = listed_documents(settings)
    return read_folders(settings, listed.folders, listed.left_out, edition)


def read_folders(
    settings: Settings,
    folders: Sequence[Path],
    left_out: Sequence[LeftOut] = (),
    edition: Chooser = lambda folder: None,
) -> Shelf:
    """The document of the first folder with those of the others that can be read; raises what `read_shelf` does."""
    first, *others = folders
    sources, broken = [read_sources(settings, first, edition(first))], [*left_out]
    for folder in others:
        try:
            sources.append(read_sources(settings, folder, edition(folder)))
        except (PolicyError, BankError, LinksError) as error:
            broken.append(LeftOut(folder, str(error)))
    return Shelf(tuple(sources), tuple(broken))


def _has_begun(folder: Path) -> bool:
    """Whether an edition has taken force; also where that cannot be told, so that the reason is."""
    try:
        return bool(begun(folder))
    except PolicyError:
        return True


def in_package(folder: Path) -> bool:
    """Whether it comes with Punkt, and so is not to be written to."""
    return folder.resolve().is_relative_to(TEXTS)


def _added(settings: Settings) -> tuple[list[tuple[str, Path]], list[LeftOut]]:
    """Id and folder of each added document, that which is to be first in front."""
    above, found, broken = settings.added, [], []
    if above is not None and settings.policies is not None and not above.is_dir():
        raise PolicyError(f"Нет папки {above}, названной в PUNKT_POLICIES: создайте её или назовите другую.")
    for folder in sorted(each.parent for each in above.glob(f"*/{FACTS}")) if above else ():
        try:
            found.append((bool(facts_of(folder).get("first")), _id(folder), folder))
        except PolicyError as error:
            broken.append(LeftOut(folder, str(error)))
    found.sort(key=lambda each: not each[0])  # stable: else they stay in the order of their names
    return [(name, folder) for _, name, folder in found], broken


def _id(folder: Path) -> str:
    name = facts_of(folder).get("id")
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise PolicyError(
            f"В файле {folder / FACTS} нет годного id: нужны латинские буквы, цифры, «-» и «_», не больше 60 знаков."
        )
    return name


def _twice(name: str, folder: Path, other: Path) -> str:
    return (
        f"У документов в папках {other} и {folder} один и тот же id «{name}»: отвечаю по первому. "
        f"Дайте второму другой id в {FACTS} или уберите его папку."
    )


def _nothing(settings: Settings, left_out: Sequence[LeftOut]) -> str:
    if left_out:
        return left_out[0].reason
    return f"В папке {settings.policies} нет ни одного документа: у каждого должна быть своя папка с файлом {FACTS}."
