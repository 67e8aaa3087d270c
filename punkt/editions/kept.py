"""Documents with their editions as they stand: those that are answered from, and drafts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from desk.claim_terms import lapsed_in
from desk.editing import DocumentKept, EditionKept, Standing
from desk.settings import Settings
from index.calendar import today
from index.facts import Listed, NothingInForce, PolicyError, drafted, facts_of, in_force
from index.unsure import load_unsure
from punkt.editions.places import document_folders
from punkt.knowledge_folders import edition_folder
from punkt.publishing import brought_documents


def kept_documents(settings: Settings) -> Sequence[DocumentKept]:
    """The first one first. Where copies share a store, what is in it, and the drafts of this machine.

    Raises PolicyError and IndexFolderError.
    """
    if not (shared := _shared(settings)):
        here = document_folders(settings)
        return [_kept(settings, name, folder, drafted(folder)) for name, folder in here.items()]
    kept = {
        name: _kept(settings, name, folder, [each for each in drafted(folder) if not each.draft])
        for name, folder in shared.items()
    }
    for document in _drafts(settings, kept):
        known = kept.get(document.id)
        kept[document.id] = (
            DocumentKept(known.id, known.title, (*known.editions, *document.editions)) if known else document
        )
    return [*kept.values()]


def _shared(settings: Settings) -> Mapping[str, Path]:
    """Of the store, by id; none where there is no store, or nothing has been shared yet."""
    return {str(facts_of(folder)["id"]): folder for folder in brought_documents(settings)}


def _drafts(settings: Settings, shared: Mapping[str, DocumentKept]) -> Iterator[DocumentKept]:
    """Documents that lie here, with no editions but those that may be published from here."""
    try:
        here = document_folders(settings)
    except PolicyError:
        return  # a copy needs none
    for name, folder in here.items():
        known = {each.id for each in shared[name].editions} if name in shared else set()
        if drafts := [each for each in drafted(folder) if each.draft and each.id not in known]:
            yield _kept(settings, name, folder, drafts)


def _kept(settings: Settings, name: str, folder: Path, listed: Iterable[Listed]) -> DocumentKept:
    try:
        now = in_force(folder)[1].id
    except NothingInForce:
        now = None
    editions = []
    for each in listed:
        if each.draft:
            standing = Standing.DRAFT
        elif each.id == now:
            standing = Standing.IN_FORCE
        else:
            standing = Standing.COMING if each.effective and each.effective > today() else Standing.FORMER
        unsure = load_unsure(edition_folder(settings, name, each.id)).clauses
        lapsed = None if standing is Standing.FORMER else lapsed_in(folder, each.id)
        editions.append(EditionKept(each.id, standing, each.effective, unsure, lapsed.told if lapsed else ""))
    return DocumentKept(name, str(facts_of(folder).get("title", "")), tuple(editions))
