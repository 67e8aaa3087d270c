"""The shelf: all documents as they were read together, with all that is learned of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.left_out import LeftOut
from desk.settings import Settings
from index.bank import BankError
from index.cold.linking import LinksError
from index.facts import PolicyError
from punkt.documents import listed_documents
from punkt.sources import Sources, read_sources

#: Tells of the folder of a document which edition is wanted; None is that in force.
Chooser = Callable[[Path], str | None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents as they were read together, the first one first, and those that could not be."""

    sources: tuple[Sources, ...]
    left_out: tuple[LeftOut, ...]


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
