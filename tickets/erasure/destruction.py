"""Destruction: the record of an erasure, without what was erased. The act and the extract of the log are made of it.

Order № 179 of Roskomnadzor of 28.10.2022 asks for both and for three years of keeping them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base
from tickets.store.vault import Vault

KEPT_YEARS = 3  #: order № 179, п. 8


class Reason(StrEnum):
    """Why data are destroyed; each with its norm in REASONS."""

    ERASE = "erase"
    WITHDRAW = "withdraw"
    STOP = "stop"
    UNLAWFUL = "unlawful"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason as the act says it."""

    title: str
    norm: str


REASONS: Mapping[Reason, Ground] = {
    Reason.ERASE: Ground(
        "требование субъекта уничтожить данные, не нужные для заявленной цели или полученные незаконно",
        "ч. 3 ст. 20 Федерального закона № 152-ФЗ",
    ),
    Reason.WITHDRAW: Ground("отзыв согласия на обработку", "ч. 5 ст. 21 Федерального закона № 152-ФЗ"),
    Reason.STOP: Ground("требование прекратить обработку", "ч. 5.1 ст. 21 Федерального закона № 152-ФЗ"),
    Reason.UNLAWFUL: Ground("выявлена неправомерная обработка", "ч. 3 ст. 21 Федерального закона № 152-ФЗ"),
    Reason.PURPOSE: Ground("цель обработки достигнута", "ч. 4 ст. 21 Федерального закона № 152-ФЗ"),
}


class Erasure(Base):
    """One erasure, from the transaction that emptied the tables to the papers that prove it."""

    __tablename__ = "erasures"
    __table_args__ = (
        CheckConstraint("(destroyed_at IS NULL) = (keep_until IS NULL)", name="kept_since_destroyed"),
        CheckConstraint("done_at IS NULL OR destroyed_at IS NOT NULL", name="done_after_destroyed"),
        {"sqlite_autoincrement": True},  # an act's number is never given twice
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None]  #: the ticket it was asked for with; None: conversations without one, at their term
    numbers: Mapped[list[str]] = mapped_column(JSON)  #: every ticket that was emptied
    #: [[kind, hash], …]: whose data they were. Kind: "email", "phone" or a channel; hash: see `subject`.
    subjects: Mapped[list[list[str]]] = mapped_column(JSON)
    salt: Mapped[str]  #: 128 random bits: equal people in two erasures do not look equal
    actor: Mapped[str]  #: e-mail of a staff member, SYSTEM, or "operator" at the terminal
    reason: Mapped[str] = mapped_column(Text)  #: in words, as REASONS has it
    basis: Mapped[str] = mapped_column(Text)  #: its norm
    erased: Mapped[dict[str, Any]] = mapped_column(JSON)  #: {name of a holding: rows of it that went or were emptied}
    files: Mapped[list[str]] = mapped_column(JSON, default=list)  #: ids of sent files, to be deleted from the folder
    #: Keyed hashes still to be entered in the ledger, see `tickets.erasure.ledger`; empty when they have been.
    marks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    begun_at: Mapped[datetime]  #: when the tables were emptied
    scrubbed_at: Mapped[datetime | None]  #: when the files were first rewritten without what was emptied
    destroyed_at: Mapped[datetime | None]  #: when also what the last words needed had gone from the files
    keep_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]  #: when the papers were written

    @property
    def act(self) -> str:
        """Number of the act: «У-2026-000001»."""
        return f"У-{self.begun_at.year}-{self.id:06d}"

    @property
    def cause(self) -> str:
        """Of the rows of the outbox that are its last words."""
        return f"erasure:{self.id}"


def subject(vault: Vault, salt: str, kind: str, value: str) -> str:
    """What stands for an identifier after it is gone: 64 hex digits, found again only with the key and the identifier.

    A plain hash would not do: all phone numbers are hashed in a minute.
    """
    return vault.index(f"{salt}:{kind}:{value}")


def three_years_after(moment: datetime) -> datetime:
    """The same day and time, three calendar years on; after 29 February comes 1 March."""
    try:
        return moment.replace(year=moment.year + KEPT_YEARS)
    except ValueError:
        return moment.replace(year=moment.year + KEPT_YEARS, month=3, day=1)
