"""What an index is built from: the document, its phrases, and what stands in for those that it lacks."""

from dataclasses import dataclass
from pathlib import Path

from desk.settings import Settings
from index.bank import Bank, load_bank
from index.cold.building import is_cold
from index.cold.common import Common, load_common
from index.policy import Policy, load_policy


@dataclass(frozen=True, slots=True)
class Sources:
    """All of them, as they were read together."""

    policy: Policy
    bank: Bank
    common: Common | None  #: where the bank does not reach


def read_sources(settings: Settings, folder: Path | None = None) -> Sources:
    """The document of the settings, or of a `folder`, and all that is learned; raises PolicyError and BankError."""
    policy = load_policy(folder or settings.policy)
    bank = load_bank(policy.folder / "phrases", policy.quotable, may_lack=True)
    return Sources(policy, bank, load_common(settings.topics, settings.kinds) if is_cold(policy, bank) else None)
