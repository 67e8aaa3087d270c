"""Putting a drafted edition in force on its day, and taking the last one back."""

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desk.settings import Settings
from index.calendar import MOSCOW, today
from index.encoder import Encoder, open_encoder
from index.facts import Listed, NothingInForce, PolicyError, drafted, in_force
from index.folder import IndexMissingError
from index.measuring.examples import EvaluationError
from index.unsure import Unsure, keep_unsure
from punkt.building import Tell, build, build_missing
from punkt.editions.checking import Checked, check, unsure_of
from punkt.editions.facts_file import change
from punkt.editions.one_at_a_time import publishing_alone
from punkt.editions.places import document_folders, own_copy
from punkt.knowledge_folders import model_folder, slug
from punkt.publishing import bring, brought_names
from punkt.sources import Sources, read_sources

log = logging.getLogger(__name__)


class NothingToPublish(PolicyError):
    def __init__(self) -> None:
        super().__init__("Черновиков нет: добавьте редакцию командой punkt policy add ФАЙЛ.")


class NoDraftAnyMore(PolicyError):
    def __init__(self, edition: str) -> None:
        super().__init__(f"Редакция {edition} уже не черновик: её опубликовали раньше.")


class WhichDraft(PolicyError):
    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Черновиков несколько, назовите один: {', '.join(names)}.")


class NothingToUndo(PolicyError):
    def __init__(self) -> None:
        super().__init__("Отменять нечего: ни одна редакция не опубликована командой punkt policy publish.")


class DocumentsElsewhere(PolicyError):
    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"В хранилище PUNKT_STORE есть {', '.join(names)}, а на этой машине нет: публикация отсюда убрала бы это у "
            "всех. Публикуйте там, где лежат все документы, а если они убраны нарочно, сначала выполните punkt index."
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What is in force from a day on, and what was measured before."""

    document: str
    edition: str
    since: date
    checked: Checked
    unsure: Unsure


@dataclass(frozen=True, slots=True)
class Undone:
    """What has become a draft again, and what is in force instead, if anything."""

    document: str
    edition: str
    instead: str | None


def find_draft(settings: Settings, named: str | None = None) -> tuple[Path, Listed]:
    """The draft called «document», «document@edition» or «edition»; the only one where none is named."""
    document, _, edition = (named or "").partition("@")
    found = [
        (name, folder, each)
        for name, folder in document_folders(settings).items()
        for each in drafted(folder)
        if each.draft and (not named or name == document or (not edition and each.id == named))
        and (not edition or each.id == edition)
    ]  # fmt: skip
    if not found:
        raise NothingToPublish
    if len(found) > 1:
        raise WhichDraft([f"{name}@{each.id}" for name, _, each in found])
    return found[0][1], found[0][2]


def publish(
    settings: Settings,
    folder: Path,
    edition: Listed,
    effective: date | None = None,
    tell: Tell = lambda phase, share: None,
) -> Published:
    """Build the index of a draft, measure it, and let it take force on its day: today, where none is told.

    Figures that fall delay nothing: the clauses that it touched are answered unsurely, and that is logged as an error.
    Raises PolicyError, PublishingElsewhere and NoDraftAnyMore among them, where a store is shared also
    DocumentsElsewhere, and what building raises.
    """
    with publishing_alone(settings):
        return _published(settings, folder, edition, effective, tell)


def _published(settings: Settings, folder: Path, edition: Listed, effective: date | None, tell: Tell) -> Published:
    _all_here(settings)
    folder = own_copy(settings, folder)
    if not any(each.draft for each in drafted(folder) if each.id == edition.id):
        raise NoDraftAnyMore(edition.id)  # somebody else was first
    encoder = open_encoder(settings.model, model_folder(settings))
    newer = read_sources(settings, folder, edition.id)
    index = build_missing(settings, newer, encoder, tell)
    keep_unsure(index, Unsure())
    checked, unsure = _measured(settings, folder, (newer, index), encoder, tell)
    keep_unsure(index, unsure)
    since = effective or edition.effective or today()
    changes = {"draft": None, "effective": since, "published": datetime.now(UTC).replace(microsecond=0)}
    change(folder, edition.id, changes)
    _share(settings)
    if unsure.clauses:
        log.error(
            "Редакция %s документа %s опубликована, но понимание стало хуже: по пунктам %s отвечаю только подсказками.",
            edition.id, newer.policy.id, ", ".join(unsure.clauses),
        )  # fmt: skip
    return Published(newer.policy.id, edition.id, since, checked, unsure)


def _measured(
    settings: Settings, folder: Path, newer: tuple[Sources, Path], encoder: Encoder, tell: Tell
) -> tuple[Checked, Unsure]:
    """Against the edition in force; nothing where there is none."""
    try:
        former = read_sources(settings, folder)
    except NothingInForce:
        return Checked(0, {}, {}), Unsure()
    try:
        checked = check((former, build_missing(settings, former, encoder, tell)), newer, encoder)
    except EvaluationError as error:
        log.error("Измерить новую редакцию не вышло, публикую без этого: %s", error)
        return Checked(0, {}, {}), Unsure()
    return checked, unsure_of(checked, former.policy, newer[0].policy)


def _all_here(settings: Settings) -> None:
    """See that what copies answer from by their store lies here, too: what is shared from here takes its place.

    Raises DocumentsElsewhere and StoreAway.
    """
    if settings.store is None:
        return
    try:
        bring(settings, open_encoder(settings.model, model_folder(settings)))
    except IndexMissingError:
        return  # nobody has shared any yet
    here = document_folders(settings).items()
    ours = {slug(name) + "/" + slug(each.id) for name, folder in here for each in drafted(folder)}
    if elsewhere := [name for name in brought_names(settings) if name not in ours]:
        raise DocumentsElsewhere(elsewhere)


def _share(settings: Settings) -> None:
    """What copies take from their store holds the facts as they are now."""
    if settings.store is not None:
        build(settings)


def undo(settings: Settings) -> Undone:
    """The edition that was published last becomes a draft again; its index and phrases stay.

    Raises NothingToUndo and PublishingElsewhere, and where a store is shared DocumentsElsewhere and StoreAway.
    """
    with publishing_alone(settings):
        return _undone(settings)


def _undone(settings: Settings) -> Undone:
    published = [
        (each.published, name, folder, each)
        for name, folder in document_folders(settings).items()
        for each in drafted(folder)
        if each.published is not None and not each.draft
    ]
    if not published:
        raise NothingToUndo
    at, name, folder, edition = max(published, key=lambda found: found[0])
    assert at
    _all_here(settings)
    ours = edition.effective == at.astimezone(MOSCOW).date()  # no other day was told
    change(folder, edition.id, {"draft": True, "published": None, **({"effective": None} if ours else {})})
    _share(settings)
    try:
        instead = in_force(folder)[1].id
    except PolicyError:
        instead = None
    return Undone(name, edition.id, instead)
