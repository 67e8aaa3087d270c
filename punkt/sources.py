"""What an index is built from: the document, its phrases, and what stands in for those that it lacks."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.settings import Settings
from index.bank import Bank, BankError, load_kinds
from index.cold.building import is_cold
from index.cold.common import Common, lacking, load_common
from index.editions.carrying import carried_bank
from index.facts import coming
from index.policy import Policy, PolicyError, load_policy

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sources:
    """All of them, as they were read together."""

    policy: Policy
    bank: Bank
    common: Common | None  #: where the bank does not reach
    borrowed: tuple[str, ...] = ()  #: kinds of message whose phrases the bank lacked and has from the common ones


def read_sources(settings: Settings, folder: Path, edition: str | None = None) -> Sources:
    """The document of a folder, in its edition in force or a named one, and all that is learned of it.

    Raises PolicyError and BankError.
    """
    policy = load_policy(folder, edition)
    bank, _ = carried_bank(policy, may_lack=True)
    borrowed = lacking(bank)
    if borrowed:
        lent = tuple(phrase for phrase in load_kinds(settings.kinds) if phrase.label in borrowed)
        bank = Bank((*bank.phrases, *lent))
    common = load_common(settings.topics, settings.kinds) if is_cold(policy, bank) else None
    return Sources(policy, bank, common, borrowed)


def read_ahead(settings: Settings, folders: Sequence[Path]) -> tuple[Sources, ...]:
    """The documents of these folders in each of their editions that are published and wait for their day.

    One that cannot be read is told, and waits longer.
    """
    found = []
    for folder in folders:
        for edition in coming(folder):
            try:
                found.append(read_sources(settings, folder, edition.id))
            except (PolicyError, BankError) as error:
                log.warning("Будущая редакция не читается: %s", error)
    return tuple(found)
