"""Whose papers they are and where, as policy and settings say."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What papers say of the operator and of the system, whoever they are about."""

    operator: str
    address: str | None
    contact: str  #: where people write
    published_at: str  #: where the policy can be read
    system: str  #: name of the information system
    dialect: str  #: of its database: "sqlite" or "postgresql"
    zone: ZoneInfo
    days: Mapping[str, int]  #: how long which records are kept, as `tickets.erasure.retention.keep_terms` has it
    titles: Mapping[str, str]  #: categories of data by the table they lie in
