"""Opening what the desk knows: policy, phrase bank, model and index, always as one."""

import asyncio
import logging
from pathlib import Path

from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.settings import Settings
from index.bank import BankError, load_bank
from index.building import build_index
from index.encoder import open_encoder
from index.folder import IndexFolderError, current
from index.policy import PolicyError, load_policy
from index.understander import open_index
from punkt.progress import Progress

LOOK_SECONDS = 2.0  #: how often a running process looks for a new index

log = logging.getLogger(__name__)


def index_folder(settings: Settings) -> Path:
    """Where the index of the configured policy lies."""
    return settings.data / "index" / settings.policy.name


def open_knowledge(settings: Settings, *, rebuild: bool = False) -> Knowledge:
    """Policy and index; the index is built when it is missing, was made from something else, or `rebuild` asks.

    Takes seconds, and a minute or two where model or index have to be made. Raises PolicyError, BankError, ModelError.
    """
    policy = load_policy(settings.policy)
    bank = load_bank(settings.policy / "phrases", policy.quotable)
    encoder = open_encoder(settings.model, settings.data / "cache")
    folder = index_folder(settings)
    if not rebuild:
        try:
            return Knowledge(policy, open_index(folder, policy, bank, encoder), settings.address)
        except IndexFolderError:
            log.info("Строю индекс: его ещё нет, или политика, фразы или модель с тех пор изменились.")
    with Progress("Строю индекс") as progress:
        build_index(policy, bank, encoder, folder, progress.step)
    return Knowledge(policy, open_index(folder, policy, bank, encoder), settings.address)


async def follow_index(desk: Desk, settings: Settings) -> None:
    """Pick up every new index that `punkt index` puts in force, until cancelled; questions go on meanwhile."""
    folder = index_folder(settings)
    known = current(folder)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        newest = current(folder)
        if newest == known:
            continue
        known = newest
        try:
            desk.knowledge = await asyncio.to_thread(open_knowledge, settings)
            log.info("Новый индекс открыт: %s", newest.name if newest else "")
        except (PolicyError, BankError, IndexFolderError) as error:
            log.error("Новый индекс не открылся, работаю с прежним: %s", error)
