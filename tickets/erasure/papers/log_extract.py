"""The extract of the event log with every field that п. 5 of order № 179 asks for."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

from russian.numbers import moment
from tickets.erasure.papers import paper_words
from tickets.erasure.papers.act import Act
from tickets.erasure.papers.destroyed import Destroyed, facts, what_and_whose
from tickets.erasure.papers.paper import Fields, Grid, Heading, Paper, Passage
from tickets.record.ticket import SYSTEM


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExtract(Destroyed):
    """All that the extract says."""

    document: Literal["log_extract"] = "log_extract"
    act: str  #: number of the act it belongs to
    events: tuple[Event, ...]


def extract_log(act: Act) -> LogExtract:
    """The extract that belongs to an act."""
    program = paper_words.account(SYSTEM)
    # One moment, one line: where nobody had to be waited for the files were rewritten once.
    moments = {
        act.begun_at: ("Записи удалены из таблиц базы данных, поля очищены", act.destroyed_by.account),
        act.scrubbed_at: ("Файлы базы данных переписаны без удалённого", program),
        act.destroyed_at: ("Уничтожение завершено", program),
    }
    events = tuple(Event(at, what, actor) for at, (what, actor) in moments.items())
    return LogExtract(
        act=act.number, events=events, **{each.name: getattr(act, each.name) for each in fields(Destroyed)}
    )


def log_paper(extract: LogExtract) -> Paper:
    """The extract to be printed."""
    events = tuple((moment(event.at, extract.zone), event.what, event.who) for event in extract.events)
    blocks = (
        Fields(facts(extract, "выгрузку")),
        *what_and_whose(extract),
        Heading(f"События ({extract.time_zone})"),
        Grid(("Когда", "Событие", "Кто"), events),
        Passage(f"Основание выгрузки: {extract.order}.", small=True),
    )
    return Paper(paper_words.LOG, f"к акту № {extract.act}; {paper_words.LOG_NORM}", blocks, extract.note)
