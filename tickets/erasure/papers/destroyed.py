"""What both papers of a destruction say: the act (п. 3 of order № 179) and the extract of the log (п. 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from russian.numbers import day, moment_in
from tickets.erasure.papers import paper_words
from tickets.erasure.papers.paper import BLANK, Block, Grid, Heading, Passage

Row = tuple[str, str]  #: a title and what stands beside it


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """None is what a person still has to write."""

    operator: Operator
    subject: Subject
    categories: tuple[Category, ...]
    system: str
    reason: str
    basis: str
    destroyed_at: datetime
    time_zone: str
    keep_until: datetime
    order: str = paper_words.ORDER
    note: str = paper_words.DRAFT

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def as_json(told: Destroyed) -> bytes:
    """All that a paper says; it can be made again from it."""
    return TypeAdapter(type(told)).dump_json(told, indent=2) + b"\n"


def facts(told: Destroyed, paper: str) -> tuple[Row, Row, Row, Row, Row, Row, Row]:
    """Operator, address, subject, system, reason, moment, and until when this paper is kept."""
    subject = told.subject
    asked = f"обращения № {', '.join(subject.tickets)}" if subject.tickets else "переписки без обращений"
    until = day(told.keep_until.astimezone(told.zone))
    return (
        ("Оператор", told.operator.name),
        ("Адрес оператора", told.operator.address or BLANK),
        (
            "Субъект персональных данных: относящаяся к нему информация",
            f"{asked}; ключевые хеши — в таблице ниже" if subject.hashes else asked,
        ),
        ("Информационная система персональных данных", told.system),
        ("Причина уничтожения", f"{told.reason} ({told.basis})"),
        ("Дата и время уничтожения", moment_in(told.destroyed_at, told.zone)),
        (f"Хранить {paper} до", f"{until}: три года с уничтожения (п. 8 приказа № 179)"),
    )


def what_and_whose(told: Destroyed) -> Iterator[Block]:
    """What was destroyed, with how much of it, and the keyed hashes that stand for the person."""
    yield Heading("Перечень категорий уничтоженных персональных данных")
    found = enumerate(told.categories, 1)
    rows = tuple((str(place), each.title, paper_words.records(each.rows)) for place, each in found)
    yield Grid(("№", "Категория", "Уничтожено"), rows)
    if told.subject.hashes:
        yield Heading("Чьи данные уничтожены")
        hashes = tuple((paper_words.KINDS.get(kind, kind), digest) for kind, digest in told.subject.hashes)
        yield Grid(("Вид сведений", "Ключевой хеш"), hashes)
        yield Passage(f"{told.subject.method} Соль: {told.subject.salt}.", small=True)
