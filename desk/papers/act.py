"""The act of destruction with every field that п. 3 of order № 179 asks for; what only a person knows stays open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from desk.holdings import HOLDINGS
from desk.papers import paper_words
from desk.papers.moments import day, moment_in
from desk.papers.paper import BLANK, Block, Fields, Grid, Heading, Paper, Passage, Signature, or_blank
from desk.settings import Settings
from index.policy import Policy
from tickets.erasure.destruction import Erasure


class NotDestroyedYet(ValueError):
    """The files of the database still hold what was erased, so no paper may say otherwise."""


@dataclass(frozen=True, slots=True)
class Operator:
    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data they were: «other information relating to the person» in the place of a name (п. 3, п. 5)."""

    tickets: tuple[str, ...]  #: their numbers
    hashes: tuple[tuple[str, str], ...]  #: (kind, hash), as `tickets.erasure.destruction.subject` makes them
    salt: str
    method: str


@dataclass(frozen=True, slots=True)
class Category:
    """Destroyed data of one kind."""

    title: str
    rows: int


@dataclass(frozen=True, slots=True)
class Destroyer:
    """Who destroyed the data; the program knows the account only."""

    account: str
    name: str | None = None
    position: str | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """All that the paper says. None is what a person still has to write."""

    document: Literal["act"] = "act"
    number: str
    operator: Operator
    processor: str | None = None
    subject: Subject
    destroyed_by: Destroyer
    categories: tuple[Category, ...]
    paper_media: str | None = None
    system: str
    method: str
    reason: str
    basis: str
    begun_at: datetime
    scrubbed_at: datetime
    destroyed_at: datetime
    time_zone: str
    other_copies: str | None = None
    keep_until: datetime
    order: str = paper_words.ORDER
    note: str = paper_words.DRAFT


_JSON = TypeAdapter(Act)


def make_act(erasure: Erasure, policy: Policy, settings: Settings) -> Act:
    """The act of an erasure; raises NotDestroyedYet."""
    if erasure.destroyed_at is None or erasure.keep_until is None:
        raise NotDestroyedYet(erasure.act)
    # A table that has gone since keeps its own name.
    titles = {name: name for name in erasure.erased} | {holding.name: holding.title for holding in HOLDINGS}
    return Act(
        number=erasure.act,
        operator=Operator(policy.operator, settings.operator_address),
        subject=Subject(
            tickets=tuple(erasure.numbers),
            hashes=tuple((kind, digest) for kind, digest in erasure.subjects),
            salt=erasure.salt,
            method=paper_words.HASHES,
        ),
        destroyed_by=Destroyer(paper_words.account(erasure.actor)),
        categories=tuple(
            Category(title, erasure.erased[name]) for name, title in titles.items() if erasure.erased.get(name)
        ),
        system=settings.system_name,
        method=paper_words.METHODS["sqlite" if settings.database.startswith("sqlite") else "postgresql"],
        reason=erasure.reason,
        basis=erasure.basis,
        begun_at=erasure.begun_at,
        scrubbed_at=erasure.scrubbed_at or erasure.destroyed_at,
        destroyed_at=erasure.destroyed_at,
        time_zone=settings.time_zone,
        keep_until=erasure.keep_until,
    )


def act_json(act: Act) -> bytes:
    """The whole act; `read_act` gives it back."""
    return _JSON.dump_json(act, indent=2) + b"\n"


def read_act(content: bytes) -> Act:
    """The act that `act_json` wrote."""
    return _JSON.validate_json(content)


def act_paper(act: Act) -> Paper:
    """The act to be signed."""
    zone = ZoneInfo(act.time_zone)
    rows = (
        ("Оператор", act.operator.name),
        ("Адрес оператора", or_blank(act.operator.address)),
        (
            "Лицо, обрабатывавшее данные по поручению оператора",
            act.processor or f"обработка поручалась (наименование или ФИО, адрес): {BLANK}",
        ),
        ("Субъект персональных данных: относящаяся к нему информация", subject_line(act.subject)),
        ("Лицо, уничтожившее данные", f"{act.destroyed_by.account}; ФИО, должность и подпись — в конце акта"),
        ("Информационная система персональных данных", act.system),
        (
            "Материальные (бумажные) носители: наименование, число листов каждого",
            act.paper_media or f"если данные обрабатывались и без средств автоматизации: {BLANK}",
        ),
        ("Способ уничтожения", act.method),
        ("Причина уничтожения", f"{act.reason} ({act.basis})"),
        ("Дата и время уничтожения", moment_in(act.destroyed_at, zone)),
        (
            "Резервные копии и места вне программы",
            act.other_copies or f"где лежали и когда уничтожены: {BLANK}",
        ),
        ("Хранить акт до", kept(act.keep_until, zone)),
    )
    blocks: tuple[Block, ...] = (
        Fields(rows),
        Heading("Перечень категорий уничтоженных персональных данных"),
        categories(act.categories),
        *who(act.subject),
        Signature("Персональные данные уничтожил(а):", ("должность", "подпись", "фамилия, имя, отчество", "дата")),
        Passage(f"Основание акта: {act.order}.", small=True),
    )
    return Paper(f"{paper_words.ACT} № {act.number}", paper_words.ACT_NORM, blocks, act.note)


def kept(until: datetime, zone: ZoneInfo) -> str:
    """Until when the papers are kept, and why so long."""
    return f"{day(until.astimezone(zone).date())}: три года с уничтожения (п. 8 приказа № 179)"


def subject_line(subject: Subject) -> str:
    """Which tickets the data belonged to, and where the hashes stand."""
    asked = f"обращения № {', '.join(subject.tickets)}" if subject.tickets else "переписки без обращений"
    return f"{asked}; ключевые хеши — в таблице ниже" if subject.hashes else asked


def categories(found: tuple[Category, ...]) -> Grid:
    """What was destroyed, with how much of it."""
    rows = tuple((str(place), each.title, paper_words.records(each.rows)) for place, each in enumerate(found, 1))
    return Grid(("№", "Категория", "Уничтожено"), rows)


def who(subject: Subject) -> tuple[Block, ...]:
    """The keyed hashes that stand for the person."""
    if not subject.hashes:
        return ()
    rows = tuple((paper_words.KINDS.get(kind, kind), digest) for kind, digest in subject.hashes)
    return (
        Heading("Чьи данные уничтожены"),
        Grid(("Вид сведений", "Ключевой хеш"), rows),
        Passage(f"{subject.method} Соль: {subject.salt}.", small=True),
    )
