"""Terms of a document: what terms.toml in its folder says of claims, or else what is read in its text.

A row of the file follows its clause into the next edition, and is good for as long as that says its words; then
somebody has to read it again, and is told so.
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
from index.editions.matching import difference
from index.facts import UnknownEditionError, drafted
from index.policy import Policy, PolicyError, load_policy
from index.promises.claim import ReadTerm, read_claim_terms
from russian.cases import Case, decline
from tickets.terms.claim import ClaimTerm, TermState, claim_period
from tickets.terms.periods import Period, Unit

TERMS = "terms.toml"
_FIELDS = {
    "amount": int, "unit": str, "start": str, "clause": str, "words": str, "edition": str, "confirmed_by": str,
    "promised": bool,
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
    edition: str = ""  #: by whose addresses the clause is named; "" is the first one listed
    confirmed_by: str = ""
    promised: bool = False

    @property
    def counts(self) -> bool:
        """Whether people are told a date by it."""
        return self.promised or bool(self.confirmed_by.strip())


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A term that counted and that this edition says otherwise, or no longer."""

    document: str  #: id
    written: WrittenTerm
    now: str  #: what its clause says now: «п. 5.3: …»; "" where it is there no longer

    @property
    def told(self) -> str:
        """To the owner, in a sentence or two."""
        was = clause_name(self.written.clause, alone=SHORT) if self.written.clause else "без пункта"
        said = f" («{self.written.words}»)" if self.written.words else ""
        now = f"Теперь {self.now}." if self.now else "Такого пункта больше нет."
        return (
            f"Срок ответа на претензию был подтверждён по прежней редакции, {was}{said}. {now} Пока его не подтвердят "
            f"снова, людям не называют даты: punkt terms --document {self.document} --confirm КТО."
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of an edition."""

    term: ClaimTerm
    proposed: ReadTerm | None
    lapsed: Lapsed | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an edition has a row of the file: the address that says it, and that which its clause became, perhaps."""

    said: str | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class _Key:
    """A document in one state of its folder."""

    folder: Path
    sha256: str
    stamp: int | None
    policy: Policy = field(compare=False)


def claim_term(policy: Policy) -> ClaimTerm:
    """How soon a claim under this edition is answered, and whether that may be told; a broken file is as none."""
    return _found(_key(policy)).term


def proposed_term(policy: Policy) -> ReadTerm | None:
    """What is read in this edition, for somebody to confirm: rather where the confirmed one stood."""
    return _found(_key(policy)).proposed


def lapsed_term(policy: Policy) -> Lapsed | None:
    """The term that counted until this edition said otherwise; None where there is no such."""
    return _found(_key(policy)).lapsed


def lapsed_in(folder: Path, edition: str) -> Lapsed | None:
    """The same of an edition that lies there; None, too, where that cannot be read."""
    if not (folder / TERMS).is_file():
        return None
    try:
        return lapsed_term(load_policy(folder, edition))
    except PolicyError:
        return None


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
    told |= {"edition": policy.edition.id, "confirmed_by": confirmed_by}
    rows = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()]
    text = "\n".join(["# How soon a claim under this document is answered.", "", "[claim]", *rows, ""])
    new = policy.folder / f"{TERMS}.new"
    new.write_text(text, "utf-8")
    new.replace(policy.folder / TERMS)


def _key(policy: Policy) -> _Key:
    try:
        stamp = (policy.folder / TERMS).stat().st_mtime_ns
    except OSError:
        stamp = None
    return _Key(policy.folder, policy.edition.sha256, stamp, policy)


@lru_cache(256)
def _found(key: _Key) -> _Found:
    policy = key.policy
    try:
        written = written_term(policy.folder)
    except PolicyError as broken:
        log.warning("%s", broken)
        written = None
    place = _place(policy, written) if written else _Place()
    read = read_claim_terms(policy)
    proposed = next((each for each in read if each.clause in {place.said, place.follows}), next(iter(read), None))
    if written is not None and place.said is not None:
        state = TermState.PROMISED if written.counts else TermState.UNCONFIRMED
        return _Found(_term(policy, state, place.said, written, written.confirmed_by), proposed, None)
    lapsed = Lapsed(policy.id, written, _says(policy, place.follows)) if written and written.counts else None
    if proposed is None:
        return _Found(ClaimTerm(TermState.MISSING, policy.title), None, lapsed)
    return _Found(_term(policy, TermState.UNCONFIRMED, proposed.clause, proposed, ""), proposed, lapsed)


def _says(policy: Policy, address: str | None) -> str:
    return f"{clause_name(address, alone=SHORT)}: «{_plain(policy, address)}»" if address else ""


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


def _place(policy: Policy, written: WrittenTerm) -> _Place:
    """Where the edition says what the row says: in its clause, else wherever its words stand now.

    A row without words is said for as long as the text of its clause has not changed.
    """
    home = _home(policy, written)
    follows = _followed(home, policy, written.clause) if home else None
    if not (words := " ".join(written.words.split())):
        same = home and follows and _plain(home, written.clause) == _plain(policy, follows)
        return _Place((follows if same else None) if written.clause else "", follows)
    places = [address for address in policy.quotable if words in _plain(policy, address)]
    preferred = (each for each in (follows, written.clause) if each in places)
    return _Place(next(preferred, next(iter(places), None)), follows)


def _followed(home: Policy, policy: Policy, address: str) -> str | None:
    """What a clause became; of one that came apart or went into another, what it may have become."""
    if home is policy:
        return address if address in policy.clauses else None
    change = next((each for each in difference(home, policy).changes if each.old == address), None)
    return (change.new or next(iter(change.candidates), None)) if change else None


def _home(policy: Policy, written: WrittenTerm) -> Policy | None:
    """The edition by whose addresses the clause is named; None where it cannot be read."""
    try:
        name = written.edition or drafted(policy.folder)[0].id
        return policy if name == policy.edition.id else load_policy(policy.folder, name)
    except (PolicyError, UnknownEditionError, IndexError):
        return None


def _plain(policy: Policy, address: str) -> str:
    """The text of a clause, spaces as one."""
    return " ".join(policy.clause(address).text.split())


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
