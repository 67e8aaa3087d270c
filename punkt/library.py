"""Opening what the desk knows: documents, phrase banks, model and indexes, always as one."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from threadpoolctl import threadpool_limits

from desk.knowledge import Knowledge
from desk.known import Known
from desk.left_out import LeftOut
from desk.settings import Settings
from index.bank import BankError
from index.cold.linking import LinksError
from index.encoder import Encoder, open_encoder
from index.facts import begun
from index.folder import MANIFEST, IndexFolderError, IndexMissingError, current
from index.policy import Policy, PolicyError, in_force
from index.recent import Recent
from index.understander import Understander, open_index
from punkt.building import Building
from punkt.documents import first_folder, listed_documents
from punkt.knowledge_folders import edition_folder, index_folder, indexes, model_folder
from punkt.publishing import StoreAway, bring, brought_documents, last_brought
from punkt.shelf import Shelf, read_folders, read_shelf
from punkt.sources import Sources, read_sources

log = logging.getLogger(__name__)


def open_knowledge(settings: Settings, building: Building | None = None) -> Knowledge:
    """Documents and indexes; an index is built first when it is missing, damaged or made from something else.

    Takes a second, and minutes where model or indexes have to be made. Raises PolicyError, BankError, ModelError,
    IndexNotBuilt, BuildingEnded and StoreAway.
    """
    building = building or Building()
    if settings.store is None and _first_version(settings) is None:
        read_shelf(settings)  # what is wrong with the first, at once
        log.info("Первый запуск: готовлю модель и индекс, это займёт несколько минут.")
        building.run(settings)
    try:
        return knowledge_in_force(settings)
    except IndexFolderError:
        log.info("Строю индекс заново: документ, фразы или модель изменились.")
        building.run(settings)
        return knowledge_in_force(settings, lenient=True)


def ready_knowledge(settings: Settings) -> Knowledge | None:
    """The same where nothing has to be built; else None. Raises what `knowledge_in_force` does, but for the index."""
    if settings.store is None and _first_version(settings) is None:
        return None
    try:
        return knowledge_in_force(settings)
    except IndexFolderError:
        return None


def knowledge_in_force(
    settings: Settings, *, stale: bool = True, lenient: bool = False, former: Mapping[str, Known] | None = None
) -> Knowledge:
    """Documents and indexes as they are, of the store that copies share where there is one; else of this machine.

    A store that does not answer is done without where an index is here, and it may be `stale`. `lenient`: an added
    document whose index cannot be opened is answered from as in `former`, or is left out. Raises PolicyError,
    BankError, LinksError, ModelError, IndexFolderError and StoreAway.
    """
    encoder = open_encoder(settings.model, model_folder(settings))
    try:
        bring(settings, encoder)
    except StoreAway as away:
        if not stale or any(version_in(folder) is None for folder in last_brought(settings) or [Path()]):
            raise
        log.warning("%s Работаю с индексом, который есть здесь.", away)
    shelf = read_shelf(settings, partial(_ready, settings)) if settings.store is None else _brought(settings)
    encoder = Recent(encoder) if len(shelf.sources) > 1 else encoder
    known, left_out = _opened(settings, shelf, encoder, former or {}, lenient=lenient)
    for each in left_out:
        log.warning("Документ не открылся, отвечаю без него: %s", each.reason)
    # A message is the work of one thread: helpers of the linear algebra would only spin beside it.
    threadpool_limits(1)
    return Knowledge(known, settings.address, left_out)


def _former(settings: Settings, encoder: Encoder, policy: Policy) -> Understander | None:
    """The index of an edition that is not in force any more, where it is still here."""
    try:
        sources = read_sources(settings, policy.folder, policy.edition.id)
        return open_index(index_folder(settings, policy), sources.policy, sources.bank, encoder, sources.common)
    except (IndexFolderError, PolicyError, BankError, LinksError):
        return None


def versions_in_force(settings: Settings) -> dict[str, str]:
    """Document → version of the index that lies ready for it here; by facts and pointers alone.

    Raises PolicyError of the first document, and IndexFolderError.
    """
    if settings.store is not None:
        found = ((folder.parent.name, version_in(folder)) for folder in last_brought(settings))
    else:
        found = ((document, current(folder)) for document, folder in _folders(settings))
    return {document: version.name for document, version in found if version is not None}


def version_in(folder: Path) -> Path | None:
    """The version in force in a folder; None also where it cannot be told."""
    try:
        return current(folder)
    except (IndexFolderError, OSError):
        return None


def _folders(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Id of each document, and the folder of its index."""
    first, *others = listed_documents(settings).folders
    yield _folder(settings, first)
    for folder in others:
        try:
            yield _folder(settings, folder)
        except PolicyError:
            continue


def _folder(settings: Settings, folder: Path) -> tuple[str, Path]:
    document, edition = in_force(folder)
    return document, edition_folder(settings, document, _ready(settings, folder) or edition.id)


def _ready(settings: Settings, folder: Path) -> str | None:
    """Of the editions of a document that have taken force the last one whose index lies ready; None where none does.

    So an edition that was laid beside by hand is answered from when its index has been built; until then the former.
    """
    document, _ = in_force(folder)
    ready = (each for each in reversed(begun(folder)) if version_in(edition_folder(settings, document, each.id)))
    return next((each.id for each in ready), None)


def _first_version(settings: Settings) -> Path | None:
    return version_in(_folder(settings, first_folder(settings))[1])


def _brought(settings: Settings) -> Shelf:
    """The documents that the indexes were made from that came from the store."""
    if not (folders := brought_documents(settings)):
        raise IndexMissingError(indexes(settings))
    return read_folders(settings, folders)


def _opened(
    settings: Settings, shelf: Shelf, encoder: Encoder, former: Mapping[str, Known], *, lenient: bool
) -> tuple[Sequence[Known], Sequence[LeftOut]]:
    known, left_out = [], [*shelf.left_out]
    for sources in shelf.sources:
        try:
            known.append(_known(settings, sources, encoder))
        except LinksError as error:  # nothing that building would mend
            if not known:
                raise
            left_out.append(LeftOut(sources.policy.folder, str(error)))
        except IndexFolderError as error:
            if not (lenient and known):
                raise
            if (served := former.get(sources.policy.id)) is not None:
                known.append(served)
            else:
                left_out.append(LeftOut(sources.policy.folder, str(error)))
    return known, left_out


def _known(settings: Settings, sources: Sources, encoder: Encoder) -> Known:
    folder = index_folder(settings, sources.policy)
    version = current(folder)
    if version is None:
        raise IndexMissingError(folder)
    understander = open_index(folder, sources.policy, sources.bank, encoder, sources.common)
    built_at = datetime.fromtimestamp((version / MANIFEST).stat().st_mtime, UTC)
    return Known(sources.policy, understander, version.name, built_at, partial(_former, settings, encoder))
