"""The extract of the event log with every field that п. 5 of order № 179 asks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from desk.papers import paper_words
from desk.papers.act import Act, Category, Operator, Subject, categories, kept, subject_line, who
from desk.papers.moments import moment, moment_in
from desk.papers.paper import Fields, Grid, Heading, Paper, Passage, or_blank
from tickets.ticket import SYSTEM


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExtract:
    """All that the paper says."""

    document: Literal["log_extract"] = "log_extract"
    act: str  #: number of the act it belongs to
    operator: Operator
    subject: Subject
    categories: tuple[Category, ...]
    system: str
    reason: str
    basis: str
    destroyed_at: datetime
    time_zone: str
    events: tuple[Event, ...]
    keep_until: datetime
    order: str = paper_words.ORDER
    note: str = paper_words.DRAFT


_JSON = TypeAdapter(LogExtract)


def extract_log(act: Act) -> LogExtract:
    """The extract that belongs to an act."""
    program = paper_words.account(SYSTEM)
    # One moment, one line: where nobody had to be waited for the files were rewritten once.
    moments = {
        act.begun_at: ("Записи удалены из таблиц базы данных, поля очищены", act.destroyed_by.account),
        act.scrubbed_at: ("Файлы базы данных переписаны без удалённого", program),
        act.destroyed_at: ("Уничтожение завершено", program),
    }
    return LogExtract(
        act=act.number,
        operator=act.operator,
        subject=act.subject,
        categories=act.categories,
        system=act.system,
        reason=act.reason,
        basis=act.basis,
        destroyed_at=act.destroyed_at,
        time_zone=act.time_zone,
        events=tuple(Event(at, what, actor) for at, (what, actor) in moments.items()),
        keep_until=act.keep_until,
    )


def log_json(extract: LogExtract) -> bytes:
    """The whole extract; `read_log` gives it back."""
    return _JSON.dump_json(extract, indent=2) + b"\n"


def read_log(content: bytes) -> LogExtract:
    """The extract that `log_json` wrote."""
    return _JSON.validate_json(content)


def log_paper(extract: LogExtract) -> Paper:
    """The extract to be printed."""
    zone = ZoneInfo(extract.time_zone)
    rows = (
        ("Оператор", extract.operator.name),
        ("Адрес оператора", or_blank(extract.operator.address)),
        ("Субъект персональных данных: относящаяся к нему информация", subject_line(extract.subject)),
        ("Информационная система персональных данных", extract.system),
        ("Причина уничтожения", f"{extract.reason} ({extract.basis})"),
        ("Дата и время уничтожения", moment_in(extract.destroyed_at, zone)),
        ("Хранить выгрузку до", kept(extract.keep_until, zone)),
    )
    events = tuple((moment(event.at, zone), event.what, event.who) for event in extract.events)
    blocks = (
        Fields(rows),
        Heading("Перечень категорий уничтоженных персональных данных"),
        categories(extract.categories),
        *who(extract.subject),
        Heading(f"События ({zone.key})"),
        Grid(("Когда", "Событие", "Кто"), events),
        Passage(f"Основание выгрузки: {extract.order}.", small=True),
    )
    return Paper(paper_words.LOG, f"к акту № {extract.act}; {paper_words.LOG_NORM}", blocks, extract.note)
