"""Terms of a document: what terms.toml in its folder says of claims, or else what is read in its text.

A row of the file is good for as long as the edition in force says its words; then somebody has to read it again.
"""

import json
import logging
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from desk.clause_names import SHORT, clause_name
from desk.own_words import own_words
from index.policy import Policy, PolicyError
from index.promises.claim import ReadTerm, read_claim_terms
from russian.cases import Case, decline
from tickets.terms.claim import ClaimTerm, TermState, claim_period
from tickets.terms.periods import Period, Unit

TERMS = "terms.toml"
_FIELDS = {
    "amount": int, "unit": str, "start": str, "clause": str, "words": str, "confirmed_by": str, "promised": bool,
}  # fmt: skip
_NEEDED = ("amount", "unit", "start")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WrittenTerm:
    """The row [claim] of terms.toml; its fields are explained in that of the privacy policy."""

    amount: int
    unit: str
    start: str
    clause: str = ""
    words: str = ""
    confirmed_by: str = ""
    promised: bool = False


@dataclass(frozen=True, slots=True)
class _Key:
    """A document in one state of its folder."""

    folder: Path
    sha256: str
    stamp: int | None
    policy: Policy = field(compare=False)


def claim_term(policy: Policy) -> ClaimTerm:
    """How soon a claim under this edition is answered, and whether that may be told; a broken file is as none."""
    try:
        stamp = (policy.folder / TERMS).stat().st_mtime_ns
    except OSError:
        stamp = None
    return _claim_term(_Key(policy.folder, policy.edition.sha256, stamp, policy))


def written_term(folder: Path) -> WrittenTerm | None:
    """The row of the file, None where there is none. Raises PolicyError where it cannot be read."""
    file = folder / TERMS
    try:
        row = tomllib.loads(file.read_text("utf-8")).get("claim")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise PolicyError(f"Файл {file} не читается как TOML ({error}): исправьте его.") from None
    if row is None:
        return None
    if not isinstance(row, dict) or (wrong := _wrong(row)):
        raise PolicyError(
            f"Файл {file}, строка [claim]: {wrong if isinstance(row, dict) else 'здесь нужны поля срока'}."
        )
    return WrittenTerm(**row)


def confirm_term(policy: Policy, term: ReadTerm, confirmed_by: str) -> None:
    """Write the row of a document that lies outside the package, as somebody has confirmed it. Raises OSError."""
    told = {name: getattr(term, name) for name in ("amount", "unit", "start", "clause", "words")}
    rows = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()]
    rows.append(f"confirmed_by = {json.dumps(confirmed_by, ensure_ascii=False)}")
    text = "\n".join(["# How soon a claim under this document is answered.", "", "[claim]", *rows, ""])
    new = policy.folder / f"{TERMS}.new"
    new.write_text(text, "utf-8")
    new.replace(policy.folder / TERMS)


@lru_cache(256)
def _claim_term(key: _Key) -> ClaimTerm:
    policy = key.policy
    try:
        written = written_term(policy.folder)
    except PolicyError as broken:
        log.warning("%s", broken)
        written = None
    if written is not None and (address := _said_at(policy, written)) is not None:
        counts = written.promised or bool(written.confirmed_by.strip())
        state = TermState.PROMISED if counts else TermState.UNCONFIRMED
        return _term(policy, state, address, written, written.confirmed_by)
    read = next(iter(read_claim_terms(policy)), None)
    if read is None:
        return ClaimTerm(TermState.MISSING, policy.title)
    return _term(policy, TermState.UNCONFIRMED, read.clause, read, "")


def _term(policy: Policy, state: TermState, address: str, said: WrittenTerm | ReadTerm, confirmed_by: str) -> ClaimTerm:
    own = own_words(policy)
    clause = clause_name(address, alone=SHORT) if address else ""
    period: Period = claim_period(
        amount=said.amount,
        unit=Unit(said.unit),
        start=said.start,
        article=" ".join(filter(None, (clause, decline(own.title, Case.GENITIVE) if clause else own.title))),
        edition=f"{own.called}, редакция {policy.edition.id}",
        confirmed_by=confirmed_by,
    )
    return ClaimTerm(state, own.title, period, clause, said.words)


def _said_at(policy: Policy, written: WrittenTerm) -> str | None:
    """Where the edition says these words: their clause may have another number now. None where it does not."""
    words = " ".join(written.words.split())
    if not words:
        return written.clause if not written.clause or written.clause in policy.clauses else None
    places = [address for address in policy.quotable if words in " ".join(policy.clause(address).text.split())]
    return written.clause if written.clause in places else next(iter(places), None)


def _wrong(row: dict[str, Any]) -> str:
    """What is wrong with the fields; "" where nothing is."""
    for name, value in row.items():
        if name not in _FIELDS:
            return f"неизвестное поле «{name}»"
        if type(value) is not _FIELDS[name]:
            return f"поле «{name}» — не {'число' if name == 'amount' else 'текст в кавычках'}"
    if missing := [name for name in _NEEDED if not row.get(name)]:
        return f"нет поля «{missing[0]}»"
    if row["unit"] not in list(Unit):
        return f"поле «unit»: «{row['unit']}» — не одно из: {', '.join(Unit)}"
    return "" if row["amount"] > 0 else "поле «amount»: число должно быть больше нуля"
