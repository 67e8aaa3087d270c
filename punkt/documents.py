"""Which documents are answered from, in their order, and which of those that lie there are not, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.left_out import LeftOut
from desk.settings import TEXTS, Settings
from index.facts import begun
from index.policy import FACTS, PolicyError, facts_of

ID = re.compile(r"[A-Za-z0-9][\w-]{0,59}", re.ASCII)  #: of a document: it stands in addresses and in names of folders


@dataclass(frozen=True, slots=True)
class Listed:
    """The folders of documents, the first document first, and what is wrong with others."""

    folders: tuple[Path, ...]
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
